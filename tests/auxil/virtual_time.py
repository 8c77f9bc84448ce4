"""Time that passes only when nothing else can happen: hours of waiting in milliseconds."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from typing import Callable, List, Tuple


class VirtualTime:
    """A clock (call it) and a ``sleep`` that belong together."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now
        self._numbers = itertools.count()
        self._sleepers: List[Tuple[float, int, asyncio.Future]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Returns when ``until`` has let so much time pass."""
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._numbers), woken))
        await woken

    async def until(self, condition: Callable[[], bool], what: str, seconds: float = 20) -> None:
        """Lets time pass until ``condition`` holds; ``seconds`` of real time at most."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"waited {seconds} s in vain for: {what}"
            await asyncio.sleep(0.003)
            if not condition() and self._sleepers:
                at, _, woken = heapq.heappop(self._sleepers)
                self.now = max(self.now, at)
                if not woken.done():
                    woken.set_result(None)
