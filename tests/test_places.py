from __future__ import annotations

import asyncio
from typing import List

import pytest

from bot.places import Places


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
