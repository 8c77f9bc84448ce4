import asyncio

from bot.telegram.delivery import _end


def test_a_task_that_lost_a_cancellation_is_cancelled_again(run) -> None:
    async def scenario() -> bool:
        begun, lost = asyncio.Event(), []

        async def stubborn() -> None:
            while True:
                try:
                    begun.set()
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    if lost:
                        raise
                    lost.append(True)

        task = asyncio.ensure_future(stubborn())
        await begun.wait()
        await asyncio.wait_for(_end(task), 10)
        return task.cancelled()

    assert run(scenario())
