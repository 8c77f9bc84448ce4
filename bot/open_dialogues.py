"""What citizens have given in guided dialogues that are still open: in memory, nowhere else.

Dates of birth and addresses are needed from one message to the next, and by nobody after the
dialogue. The store of conversations keeps the rest; see ``docs/decisions/0012``.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Any, Callable, Dict, NamedTuple, Optional

# As long as a session lasts (domain.yml): a dialogue left longer cannot be gone on with anyway.
KEPT_HOURS = 12
_KEPT_SECONDS = KEPT_HOURS * 3600.0
_MOST = 5000

Json = Dict[str, Any]


class _Open(NamedTuple):
    state: str
    since: float


class OpenDialogues:
    """The state of each open dialogue by the name of its conversation, for twelve hours."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = _MOST) -> None:
        """``clock`` gives seconds; of more than ``most``, those left longest are dropped."""
        self._clock = clock
        self._most = most
        self._open: OrderedDict[str, _Open] = OrderedDict()

    def __len__(self) -> int:
        return len(self._open)

    def keep(self, conversation: str, state: Optional[Json]) -> None:
        """Takes where the dialogue stands now; ``None`` when none is open any more."""
        self._open.pop(conversation, None)
        if state is not None:
            # As text: what others do to their copy must not change this one.
            self._open[conversation] = _Open(json.dumps(state), self._clock())
        while len(self._open) > self._most:
            self._open.popitem(last=False)
        self.tidy()

    def get(self, conversation: str) -> Optional[Json]:
        """Where the dialogue stands; ``None`` when nothing is known of it."""
        self.tidy()
        found = self._open.get(conversation)
        return None if found is None else json.loads(found.state)

    def tidy(self) -> None:
        """Drops what nobody went on with; kept in order of time, so the first are the oldest."""
        oldest = self._clock() - _KEPT_SECONDS
        while self._open and next(iter(self._open.values())).since < oldest:
            self._open.popitem(last=False)


@cache
def open_dialogues_of(folder: Path) -> OpenDialogues:
    """Those of the conversations that are stored in ``folder``; one object in this process."""
    return OpenDialogues()
