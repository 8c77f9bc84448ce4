from __future__ import annotations

import asyncio
from typing import Dict, List

from bot.telegram.lanes import Lanes


def test_a_lane_is_worked_on_by_one_and_others_side_by_side(run) -> None:
    gates: Dict[int, asyncio.Event] = {}
    log: List[str] = []

    async def work(lane: int) -> None:
        log.append(f"{lane} begins")
        await gates[lane].wait()
        log.append(f"{lane} ends")

    async def scenario() -> None:
        gates.update({1: asyncio.Event(), 2: asyncio.Event()})
        lanes = Lanes(work)
        for lane in (1, 2, 1, 1):
            lanes.wake(lane)
            await asyncio.sleep(0)
        gates[2].set()
        await asyncio.sleep(0.01)
        assert log == ["1 begins", "2 begins", "2 ends"]
        gates[1].set()
        await asyncio.sleep(0.01)
        # Woken twice while it was at work: looked at once more, and then forgotten.
        assert log[3:] == ["1 ends", "1 begins", "1 ends"]
        assert lanes._tasks == {}

    run(scenario())


def test_a_stop_cuts_rests_short_finishes_work_and_starts_nothing(run) -> None:
    log: List[str] = []

    async def scenario() -> None:
        gate = asyncio.Event()

        async def work(lane: int) -> None:
            if lane == 1:
                await lanes.rest(1, asyncio.sleep(3600))
            if lane == 2:
                await gate.wait()
            if lane == 3:
                await asyncio.sleep(3600)
            log.append(f"{lane} ends")

        lanes = Lanes(work)
        for lane in (1, 2, 3):
            lanes.wake(lane)
        await asyncio.sleep(0.01)
        asyncio.get_running_loop().call_later(0.05, gate.set)
        await asyncio.wait_for(lanes.stop(0.2), 5)
        lanes.wake(4)
        await asyncio.sleep(0.01)
        assert log == ["2 ends"]
        assert lanes._tasks == {}

    run(scenario())
