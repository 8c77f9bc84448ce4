from __future__ import annotations

import pytest

from bot.storage.database import StoreRefused
from bot.storage.turn import Turn
from bot.storage.web_replies import KEPT_MINUTES, WebReplies


def test_a_reply_is_found_by_its_message_until_it_is_too_old(database, run) -> None:
    now = 1000.0
    replies = WebReplies(database, clock=lambda: now)
    run(replies.finish("a", "1", "body", Turn()))
    assert replies.find("a", "1") == "body"
    assert replies.find("a", "2") is None
    assert replies.find("b", "1") is None
    now += KEPT_MINUTES * 60
    assert replies.find("a", "1") is None
    assert run(replies.purge()) == 0, "it is ten minutes old, and not yet older"
    now += 1
    assert run(replies.purge()) == 1


def test_the_turn_and_its_reply_are_written_together_or_not_at_all(database, run) -> None:
    replies = WebReplies(database)
    done = []
    turn = Turn(conversations={"a": "{}"}, on_commit=[lambda: done.append(True)])

    def rows() -> list:
        return database.read("SELECT count(*) FROM conversations")

    database._writer.execute("ALTER TABLE web_replies RENAME TO away")
    with pytest.raises(StoreRefused):
        run(replies.finish("a", "1", "body", turn))
    assert (rows(), done) == ([(0,)], [])
    database._writer.execute("ALTER TABLE away RENAME TO web_replies")
    run(replies.finish("a", "1", "body", turn))
    assert (rows(), done) == ([(1,)], [True])
