"""A bound on how much is done at once."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Deque


class Places:
    """A number of places, given to those who wait in the order in which they came.

    Python 3.10's ``asyncio.Semaphore`` lets a newcomer slip in front of all who wait.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._waiting: Deque[asyncio.Future] = deque()

    async def __aenter__(self) -> None:
        if self._free > 0:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._pass_on()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
