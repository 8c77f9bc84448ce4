"""How much one person may ask in a minute: in one group, and everywhere together.

A private chat needs no more than its own queue has: its answers go out one a second. A group has
twenty answers a minute for all its members, and who writes in many groups at once has the turns of
all of them.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from typing import Callable, Deque, Hashable, Tuple

from telegram.constants import ChatID

_SECONDS = 60.0
MOST_IN_GROUP = 8
MOST_IN_ALL = 60
_REMEMBERED = 10_000
# Hidden administrators of all groups have one number.
_NOBODY = ChatID.ANONYMOUS_ADMIN


class Turnstile:
    """Remembers who passed in the last minute; in memory only, bounded."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` is for tests to replace; seconds that only go forward."""
        self._clock = clock
        self._passed: OrderedDict[Hashable, Deque[Tuple[float, int]]] = OrderedDict()

    def passes(self, update_id: int, chat: int, person: int) -> bool:
        """Whether this update of ``person`` in ``chat`` is within what one may ask.

        One that comes again because it could not be stored is the same one, and not counted twice.
        """
        bounds = [((chat, person), MOST_IN_GROUP)] if chat < 0 else []
        if person != _NOBODY:
            bounds.append(((person,), MOST_IN_ALL))
        now = self._clock()
        recent = [(self._recent(name, now), most) for name, most in bounds]
        if any(len(r) >= most and update_id not in {n for _, n in r} for r, most in recent):
            return False
        for passed, _ in recent:
            if update_id not in {number for _, number in passed}:
                passed.append((now, update_id))
        return True

    def _recent(self, name: Hashable, now: float) -> Deque[Tuple[float, int]]:
        passed = self._passed.setdefault(name, deque())
        self._passed.move_to_end(name)
        while len(self._passed) > _REMEMBERED:
            self._passed.popitem(last=False)
        while passed and now - passed[0][0] >= _SECONDS:
            passed.popleft()
        return passed
