"""Many queues side by side, each worked off by one task in order."""

from __future__ import annotations

import asyncio
from typing import Awaitable, Callable, Dict, Set


class Lanes:
    """Runs ``work(lane)`` for every lane that was woken, never twice at once for the same lane.

    ``work`` goes on until its lane is empty. A lane woken while it is worked on is looked at once
    more afterwards, so that nothing that came in between is left lying.
    """

    def __init__(self, work: Callable[[int], Awaitable[None]]) -> None:
        self._work = work
        self._tasks: Dict[int, asyncio.Task] = {}
        self._woken: Set[int] = set()
        self._resting: Set[int] = set()
        self.stopping = False

    def wake(self, lane: int) -> None:
        """Tells that ``lane`` has something to do."""
        if self.stopping:
            return
        if lane in self._tasks:
            self._woken.add(lane)
        else:
            self._tasks[lane] = asyncio.ensure_future(self._run(lane))

    async def _run(self, lane: int) -> None:
        try:
            again = True
            while again and not self.stopping:
                self._woken.discard(lane)
                await self._work(lane)
                again = lane in self._woken
        finally:
            self._woken.discard(lane)
            del self._tasks[lane]

    async def rest(self, lane: int, waiting: Awaitable[None]) -> None:
        """Awaits a wait of ``lane`` that stopping may cut short."""
        self._resting.add(lane)
        try:
            if self.stopping:
                raise asyncio.CancelledError
            await waiting
        finally:
            self._resting.discard(lane)

    async def stop(self, seconds: float) -> None:
        """Lets what is under way finish within ``seconds``, and starts nothing more."""
        self.stopping = True
        for lane in self._resting:
            self._tasks[lane].cancel()
        tasks = list(self._tasks.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
