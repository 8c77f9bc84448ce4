"""Answered questions for as long as someone may still say that the answer was wrong: in memory.

The words of a question whose answer helped are nobody's business, so they never reach the disk.
After a restart a verdict still counts, without the words.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Callable, NamedTuple, Optional

from bot.storage.asked import Question

HELD_HOURS = 6
_HELD_SECONDS = HELD_HOURS * 3600.0
_MOST = 5000


class _Held(NamedTuple):
    question: Question
    since: float


class HeldQuestions:
    """The questions by the keys of their answers, for six hours."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        """``clock`` gives seconds; of more than ``most``, the oldest are dropped."""
        self._clock = clock
        self._most = most
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def hold(self, question: Question) -> None:
        """Takes a question until its time is over."""
        self._held[question.answer] = _Held(question, self._clock())
        if len(self._held) > self._most:
            self._held.popitem(last=False)
        self.tidy()

    def get(self, sender: str, answer: str) -> Optional[Question]:
        """The question that ``sender`` got this answer to; nobody gets another's."""
        self.tidy()
        held = self._held.get(answer)
        return held.question if held is not None and held.question.sender == sender else None

    def forget(self, sender: str) -> None:
        """Drops all that ``sender`` asked."""
        for answer in [a for a, held in self._held.items() if held.question.sender == sender]:
            del self._held[answer]

    def tidy(self) -> None:
        """Drops what is too old; kept in order of time, so the first are the oldest."""
        oldest = self._clock() - _HELD_SECONDS
        while self._held and next(iter(self._held.values())).since < oldest:
            self._held.popitem(last=False)


@cache
def held_questions_of(folder: Path) -> HeldQuestions:
    """Those of the conversations that are stored in ``folder``; one object in this process."""
    return HeldQuestions()
