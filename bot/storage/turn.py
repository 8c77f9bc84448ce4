"""What handling one update changes, gathered so that it is written all at once or not at all."""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterator, List, Optional

from bot.storage.asked import Opinion, Question, Tally


@dataclass(frozen=True)
class Send:
    """A call to be made to Telegram: a bot method of python-telegram-bot and JSON parameters."""

    chat: int
    method: str
    parameters: Dict[str, Any]


@dataclass
class Turn:
    """The sends, conversations and outcome of one update, and what is learnt from it.

    Nothing of it exists for others before it is committed together with the mark that the update is
    done: a process that dies in between handles the update again as if for the first time.
    ``in_memory`` holds what belongs to a conversation and is never written; ``on_commit`` is called
    once all else is on disk.
    """

    sends: List[Send] = field(default_factory=list)
    conversations: Dict[str, str] = field(default_factory=dict)
    questions: List[Question] = field(default_factory=list)
    tallies: List[Tally] = field(default_factory=list)
    opinions: List[Opinion] = field(default_factory=list)
    in_memory: Dict[str, Any] = field(default_factory=dict)
    on_commit: List[Callable[[], None]] = field(default_factory=list)
    outcome: Optional[str] = None
    failure: Optional[BaseException] = None

    @contextlib.contextmanager
    def open(self) -> Iterator[Turn]:
        """Makes this the turn of everything that runs inside, tasks started there included."""
        token = _current.set(self)
        try:
            yield self
        finally:
            _current.reset(token)


_current: ContextVar[Optional[Turn]] = ContextVar("turn", default=None)


def current_turn() -> Optional[Turn]:
    """The turn that is being handled here; ``None`` outside of any."""
    return _current.get()
