from __future__ import annotations

import pytest

from bot.storage.conversations import KEPT_DAYS, Conversations, forget_conversation
from bot.storage.database import Database

DAY = 24 * 3600.0


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "x.sqlite3")
    yield opened
    opened.close()


def test_silent_conversations_are_forgotten_after_their_time(run, database) -> None:
    now = [0.0]
    conversations = Conversations(database, clock=lambda: now[0])

    async def scenario():
        await conversations.save("silent", "{}")
        await conversations.save("talking", "{}")
        now[0] = 29 * DAY
        await conversations.save("talking", "{}")
        assert await conversations.purge() == 0
        now[0] = KEPT_DAYS * DAY + 1
        assert await conversations.purge() == 1

    run(scenario())
    assert conversations.senders() == ["talking"]


def test_forgetting_one_leaves_the_others(run, database) -> None:
    conversations = Conversations(database)

    async def scenario():
        await conversations.save("a", "{}")
        await conversations.save("b", "{}")
        return await database.write(lambda c: forget_conversation(c, "a"))

    assert run(scenario()) == 1
    assert conversations.senders() == ["b"]
