from __future__ import annotations

import asyncio
from typing import Dict, List

import pytest

from bot.telegram.lanes import Lanes, Places


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


def test_places_go_in_the_order_of_asking(run) -> None:
    order: List[int] = []

    async def scenario() -> None:
        places = Places(2)

        async def visit(number: int) -> None:
            async with places:
                order.append(number)
                await asyncio.sleep(0)
            if number == 0:  # comes back while others wait: it must not slip in
                async with places:
                    order.append(100)

        await asyncio.gather(*(visit(n) for n in range(20)))
        assert places._free == 2

    run(scenario())
    assert order == [*range(20), 100]


def test_who_gives_up_waiting_takes_no_place_along(run) -> None:
    async def scenario() -> None:
        places = Places(1)
        gate = asyncio.Event()

        async def hold() -> None:
            async with places:
                await gate.wait()

        holder = asyncio.ensure_future(hold())
        await asyncio.sleep(0)
        waiting = [asyncio.ensure_future(hold()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        gate.set()
        await holder
        waiting[1].cancel()  # its turn has been given to it in this very moment
        with pytest.raises(asyncio.CancelledError):
            await waiting[0]
        await asyncio.gather(*waiting[1:], return_exceptions=True)
        assert places._free == 1

    run(scenario())
