from __future__ import annotations

import asyncio

from bot.storage.conversations import Conversations
from bot.storage.turn import Turn
from bot.storage.web_replies import WebReplies
from bot.tidying import Tidying


def test_tidying_forgets_what_was_kept_too_long_and_nothing_else(database, run) -> None:
    conversations, replies = Conversations(database), WebReplies(database)
    long_ago = Conversations(database, clock=lambda: 0.0)
    missed = WebReplies(database, clock=lambda: 0.0)

    def kept() -> list:
        return database.read("SELECT sender FROM web_replies ORDER BY sender")

    async def scenario() -> None:
        await long_ago.save("silent", "{}")
        await conversations.save("talking", "{}")
        await missed.finish("gone", "1", "{}", Turn())
        await replies.finish("waiting", "1", "{}", Turn())
        tidying = asyncio.ensure_future(Tidying(database, ()).run())
        while conversations.senders() != ["talking"] or kept() != [("waiting",)]:
            await asyncio.sleep(0.005)
        tidying.cancel()

    run(asyncio.wait_for(scenario(), 10))
