"""How fast Telegram lets a bot send: in all, in a chat, in a group."""

from __future__ import annotations

import time
from collections import deque
from typing import Callable, Deque, Dict

_CHAT_SECONDS = 1.0
_GROUP_SENDS = 20
_GROUP_SECONDS = 60.0
_REMEMBERED_CHATS = 10_000


class Pace:
    """Says how long to wait. The clock only ever goes forward: a changed date has no effect."""

    def __init__(
        self, per_second: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``per_second`` is how many sends all chats together may have."""
        self._interval = 1.0 / per_second
        self._clock = clock
        self._next = 0.0
        self._sent: Dict[int, Deque[float]] = {}

    def chat_wait(self, chat: int) -> float:
        """Seconds until ``chat`` may get its next message; groups have negative numbers."""
        sent = self._sent.get(chat)
        if not sent:
            return 0.0
        free = sent[-1] + _CHAT_SECONDS
        if chat < 0 and len(sent) == _GROUP_SENDS:
            free = max(free, sent[0] + _GROUP_SECONDS)
        return max(0.0, free - self._clock())

    def take(self, chat: int) -> float:
        """Takes the next place among all chats for ``chat``; gives the seconds until it comes."""
        now = self._clock()
        at = max(now, self._next)
        self._next = at + self._interval
        if len(self._sent) >= _REMEMBERED_CHATS and chat not in self._sent:
            self._forget(now)
        sent = self._sent.setdefault(chat, deque(maxlen=_GROUP_SENDS if chat < 0 else 1))
        sent.append(at)
        return at - now

    def _forget(self, now: float) -> None:
        self._sent = {c: s for c, s in self._sent.items() if now - s[-1] < _GROUP_SECONDS}
