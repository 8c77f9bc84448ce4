"""A bot without a network: notes what it is told to do, and fails as scheduled."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any, Callable, DefaultDict, Deque, List, Tuple

from tests.auxil.fake_bot_api import BOT


@dataclass
class StubBot:
    """What the edge calls of ``telegram.Bot``."""

    clock: Callable[[], float] = lambda: 0.0
    sent: List[Tuple[int, str]] = field(default_factory=list)
    times: List[float] = field(default_factory=list)
    edited: List[Tuple[int, int, str]] = field(default_factory=list)
    tapped: List[str] = field(default_factory=list)
    typing: List[int] = field(default_factory=list)
    faults: DefaultDict[int, Deque[Exception]] = field(default_factory=lambda: defaultdict(deque))
    id: int = BOT["id"]
    username: str = BOT["username"]

    async def send_message(self, chat_id: int, text: str, **_: Any) -> None:
        """Notes a message."""
        self._fail(chat_id)
        self.sent.append((chat_id, text))
        self.times.append(self.clock())

    async def send_photo(self, chat_id: int, photo: bytes, caption: str, **_: Any) -> None:
        """Notes a picture by its caption."""
        self._fail(chat_id)
        assert photo.startswith(b"\x89PNG")
        self.sent.append((chat_id, caption))
        self.times.append(self.clock())

    async def edit_message_text(self, chat_id: int, message_id: int, text: str, **_: Any) -> None:
        """Notes an edit."""
        self._fail(chat_id)
        self.edited.append((chat_id, message_id, text))

    async def answer_callback_query(self, query_id: str) -> None:
        """Notes that a tap was answered."""
        self._fail(0)
        self.tapped.append(query_id)

    async def send_chat_action(self, chat_id: int, action: str) -> None:
        """Notes that typing was shown."""
        self._fail(chat_id)
        self.typing.append(chat_id)

    def _fail(self, chat: int) -> None:
        if self.faults[chat]:
            raise self.faults[chat].popleft()
