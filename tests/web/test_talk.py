"""What the page sends, with everything that can go wrong in between."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any, Awaitable, Callable, List

import pytest

from bot.content.addresses import Entrances
from bot.content.compose import Composer
from bot.feedback import Feedback
from bot.figures import Figures
from bot.held_questions import HeldQuestions
from bot.incoming import WEB_WORDING, Reception
from bot.open_dialogues import OpenDialogues
from bot.own_data import OwnData
from bot.storage.asked import Asked
from bot.storage.database import StoreRefused
from bot.storage.turn import current_turn
from bot.storage.web_replies import WebReplies
from bot.web.metrics import WebMetrics
from bot.web.talk import Busy, Said, Talk, TooMany
from tests.conftest import TODAY

KEY = b"k" * 32


class Desk:
    """Conversations with a stand-in for understanding that keeps every text it was asked."""

    def __init__(self, content: Any, database: Any, **bounds: int) -> None:
        self.database = database
        self.metrics = WebMetrics(Figures())
        self.think: Callable[[str], Awaitable[None]] = self._at_once
        self._composer = composer = Composer(content, TODAY)
        held = HeldQuestions()
        own_data = OwnData(database, OpenDialogues(), held)
        self.talk = Talk(
            Reception(
                self._answer,
                lambda: composer,
                own_data,
                Feedback(Asked(database), held, lambda: composer),
                lambda: Entrances(None, "https://a.example"),
                WEB_WORDING,
            ),
            own_data,
            WebReplies(database),
            KEY,
            lambda: composer.messages,
            self.metrics,
            **bounds,
        )

    async def _at_once(self, text: str) -> None:
        return None

    async def _answer(self, message: Any) -> None:
        await self.think(message.text)
        turn = current_turn()
        assert turn is not None
        said = [*self.kept(message.sender_id), message.text]
        turn.conversations[message.sender_id] = json.dumps(said)
        await message.output_channel.send(self._composer.say("welcome"))

    def kept(self, name: str) -> List[str]:
        rows = self.database.read("SELECT tracker FROM conversations WHERE sender = ?", name)
        return json.loads(rows[0][0]) if rows else []

    def all_kept(self) -> List[List[str]]:
        rows = self.database.read("SELECT tracker FROM conversations")
        return [json.loads(tracker) for (tracker,) in rows]

    def counted(self, result: str) -> float:
        return self.metrics.received.labels(result)._value.get()


def said(text: str = "tạm trú", conversation: str = "a" * 32, number: str = "") -> Said:
    return Said(conversation, number or str(uuid.uuid4()), text, tapped=False)


@pytest.fixture
def desk(content, database) -> Desk:
    return Desk(content, database)


def test_a_process_that_died_after_the_commit_gives_the_same_reply(
    desk, content, database, run
) -> None:
    message = said()
    reply = run(desk.talk.say(message))
    after = Desk(content, database)
    assert run(after.talk.say(message)) == reply
    assert desk.all_kept() == [["tạm trú"]]
    assert after.counted("repeated") == 1


def test_the_next_message_ends_what_can_be_asked_for_again(desk, run) -> None:
    first = said("một")
    run(desk.talk.say(first))
    run(desk.talk.say(said("hai")))
    assert desk.database.read("SELECT count(*) FROM web_replies") == [(1,)]


def test_a_browser_that_goes_away_loses_no_answer(desk, run) -> None:
    gate = asyncio.Event()
    message = said()

    async def slowly(text: str) -> None:
        await gate.wait()

    async def scenario() -> None:
        desk.think = slowly
        waiting = asyncio.ensure_future(desk.talk.say(message))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        again = asyncio.ensure_future(desk.talk.say(message))
        await asyncio.sleep(0)
        gate.set()
        await again

    run(asyncio.wait_for(scenario(), 10))
    assert desk.all_kept() == [["tạm trú"]]
    assert (desk.counted("stored"), desk.counted("repeated")) == (1, 1)


def test_messages_of_one_conversation_come_in_order_and_others_are_not_held_up(desk, run) -> None:
    gate, order = asyncio.Event(), []

    async def think(text: str) -> None:
        if text == "một":
            await gate.wait()
        order.append(text)

    async def scenario() -> None:
        desk.think = think
        first = [asyncio.ensure_future(desk.talk.say(said(t))) for t in ("một", "hai", "ba")]
        await desk.talk.say(said("khác", "b" * 32))
        gate.set()
        await asyncio.gather(*first)

    run(asyncio.wait_for(scenario(), 10))
    assert order == ["khác", "một", "hai", "ba"]
    assert desk.talk._waiting == {} and desk.talk._locks == {}


def test_so_much_waiting_is_refused_for_one_and_for_all(content, database, run) -> None:
    desk = Desk(content, database, most_waiting=4, most_waiting_each=2)
    gate = asyncio.Event()

    async def think(text: str) -> None:
        await gate.wait()

    async def scenario() -> None:
        desk.think = think
        waiting = []
        for name in "aabb":
            waiting.append(asyncio.ensure_future(desk.talk.say(said(conversation=name * 32))))
            await asyncio.sleep(0)
        with pytest.raises(TooMany):
            await desk.talk.say(said(conversation="a" * 32))
        with pytest.raises(Busy):
            await desk.talk.say(said(conversation="c" * 32))
        gate.set()
        await asyncio.gather(*waiting)

    run(asyncio.wait_for(scenario(), 10))


def test_a_failure_is_said_counted_and_changes_nothing(desk, run, caplog) -> None:
    async def fail(text: str) -> None:
        raise ValueError(f"cannot read {text}")

    desk.think = fail
    message = said("bí mật")
    reply = run(desk.talk.say(message))
    assert json.loads(reply)["tra_loi"][0]["ket_qua"] == "error"
    assert "trục trặc" in reply
    assert run(desk.talk.say(message)) == reply
    assert desk.all_kept() == []
    assert desk.metrics.outcomes.labels("parked")._value.get() == 1
    assert "bí mật" not in caplog.text and "ValueError" in caplog.text


def test_what_cannot_be_stored_was_never_asked(desk, run, monkeypatch) -> None:
    async def refuse(*_: object) -> None:
        raise StoreRefused("disk is full")

    message = said()
    with monkeypatch.context() as patch:
        patch.setattr(desk.talk._replies, "finish", refuse)
        with pytest.raises(StoreRefused):
            run(desk.talk.say(message))
    assert desk.all_kept() == []
    run(desk.talk.say(message))
    assert desk.all_kept() == [["tạm trú"]]


def test_stopping_finishes_what_is_being_answered(desk, run) -> None:
    gate = asyncio.Event()
    message = said()

    async def think(text: str) -> None:
        await gate.wait()

    async def scenario() -> None:
        desk.think = think
        asking = asyncio.ensure_future(desk.talk.say(message))
        await asyncio.sleep(0)
        gate.set()
        await desk.talk.stop(5)
        await asking

    run(asyncio.wait_for(scenario(), 10))
    assert desk.all_kept() == [["tạm trú"]]
