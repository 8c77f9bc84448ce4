from __future__ import annotations

import asyncio

from telegram import Chat, Message, Update

from bot.telegram.ordering import ChatOrderProcessor


def update(number: int, chat: int) -> Update:
    message = Message(number, None, Chat(chat, "private"), text="x")
    return Update(number, message=message)


def test_one_chat_in_order_others_side_by_side(run) -> None:
    log = []
    gate = asyncio.Event()

    async def work(name: str, wait: bool) -> None:
        log.append(f"{name} begins")
        if wait:
            await gate.wait()
        log.append(f"{name} ends")

    async def scenario() -> None:
        processor = ChatOrderProcessor()
        first = asyncio.ensure_future(processor.process_update(update(1, 7), work("a1", True)))
        second = asyncio.ensure_future(processor.process_update(update(2, 7), work("a2", False)))
        await asyncio.wait_for(processor.process_update(update(3, 8), work("b1", False)), 5)
        assert log == ["a1 begins", "b1 begins", "b1 ends"]
        gate.set()
        await asyncio.gather(first, second)
        assert log[3:] == ["a1 ends", "a2 begins", "a2 ends"]
        assert processor._locks == {}

    run(scenario())
