from __future__ import annotations

import asyncio

from bot.storage.turn import Turn, current_turn


def test_a_turn_is_that_of_what_runs_inside_and_of_no_other(run) -> None:
    async def inside(turn: Turn) -> bool:
        with turn.open():
            await asyncio.sleep(0)
            started = asyncio.ensure_future(seen())
            return current_turn() is turn and await started is turn

    async def seen() -> object:
        return current_turn()

    async def scenario() -> list:
        return await asyncio.gather(inside(Turn()), inside(Turn()), seen())

    assert run(scenario()) == [True, True, None]
