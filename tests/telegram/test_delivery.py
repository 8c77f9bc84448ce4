from __future__ import annotations

import asyncio

from telegram.ext import Application

from bot.content.schema import Messages
from bot.storage.conversations import Conversations
from bot.telegram.delivery import Delivery
from bot.telegram.metrics import Metrics
from tests.auxil.fake_bot_api import TOKEN


def test_tidying_forgets_conversations_that_were_silent_too_long(database, run, content) -> None:
    messages: Messages = content.messages
    conversations = Conversations(database)
    long_ago = Conversations(database, clock=lambda: 0.0)

    async def scenario() -> None:
        await long_ago.save("silent", "{}")
        await conversations.save("talking", "{}")
        application = Application.builder().token(TOKEN).updater(None).build()
        delivery = Delivery(application, database, [], lambda: messages, Metrics(), 30)
        tidying = asyncio.ensure_future(delivery._tidy())
        while conversations.senders() != ["talking"]:
            await asyncio.sleep(0.005)
        tidying.cancel()

    run(asyncio.wait_for(scenario(), 10))
