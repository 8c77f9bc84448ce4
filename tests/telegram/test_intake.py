from __future__ import annotations

import asyncio
from typing import Any, Dict, List

import pytest
from telegram.error import NetworkError

from bot.storage.database import StoreRefused
from bot.storage.inbox import Inbox
from bot.storage.outbox import Outbox
from bot.telegram.intake import Intake, incoming_of
from bot.telegram.metrics import Metrics
from bot.telegram.output import plain_message
from bot.telegram.turnstile import MOST_IN_GROUP
from tests.auxil.fake_bot_api import BOT
from tests.auxil.stub_bot import StubBot

CHAT = {"id": 7, "type": "private", "first_name": "Dân"}
PERSON = {"id": 7, "is_bot": False, "first_name": "Dân"}


def text(number: int, words: str = "chào") -> Dict[str, Any]:
    message = {"message_id": number, "date": 1, "chat": CHAT, "from": PERSON, "text": words}
    return {"update_id": number, "message": message}


def tap(number: int, data: str = "/menu", edited: int = 0) -> Dict[str, Any]:
    message = {"message_id": 5, "date": 1, "chat": CHAT, "text": "menu"}
    if edited:
        message["edit_date"] = edited
    query = {"id": f"q{number}", "from": PERSON, "chat_instance": "1", "message": message}
    return {"update_id": number, "callback_query": {**query, "data": data}}


class Door:
    def __init__(self, database, run) -> None:
        self.bot = StubBot()
        self.inbox = Inbox(database)
        self.metrics = Metrics()
        self.woken: List[int] = []
        self.intake = Intake(
            self.inbox,
            self.bot,
            lambda lane: plain_message(lane, "chậm lại"),
            self.woken.extend,
            self.metrics,
        )
        self._run = run

    def take(self, *updates: Dict[str, Any]) -> None:
        async def scenario() -> None:
            await self.intake.take(updates)
            await self.intake.finish(5)

        self._run(scenario())

    def counted(self, result: str) -> float:
        return self.metrics.received.labels(result)._value.get()


@pytest.fixture
def door(database, run) -> Door:
    return Door(database, run)


def test_what_is_new_is_stored_and_its_chat_woken(door) -> None:
    door.take(text(1), text(2), text(1))
    assert door.inbox.depth() == 2
    assert set(door.woken) == {7}
    assert door.counted("stored") == 2
    assert door.counted("duplicate") == 1


def test_personal_numbers_never_reach_the_file(door, database) -> None:
    door.take(text(1, "căn cước của tôi là 079086001234"))
    [(payload,)] = database.read("SELECT payload FROM inbox")
    assert "079086001234" not in payload
    database.checkpoint()
    assert b"079086001234" not in database.path.read_bytes()


def test_each_tap_is_answered_and_the_same_one_handled_once(door) -> None:
    door.take(tap(1))
    door.take(tap(2), tap(1))
    assert door.bot.tapped == ["q1", "q2", "q1"]
    assert door.inbox.depth() == 1
    assert door.counted("repeated_tap") == 1


def test_the_same_button_after_the_menu_was_edited_is_a_new_tap(door) -> None:
    door.take(tap(1, '/menu{"group":"cu_tru"}'))
    door.take(tap(2, "/menu", edited=10))
    door.take(tap(3, '/menu{"group":"cu_tru"}', edited=11))
    assert door.inbox.depth() == 3


def test_a_tap_that_cannot_be_answered_is_handled_all_the_same(door) -> None:
    door.bot.faults[0].append(NetworkError("down"))
    door.take(tap(1))
    assert door.inbox.depth() == 1


def test_a_stop_does_not_wait_for_a_telegram_that_is_silent(door, run, monkeypatch) -> None:
    async def silent(query_id: str) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(door.bot, "answer_callback_query", silent)

    async def scenario() -> None:
        await door.intake.take([tap(1)])
        await asyncio.wait_for(door.intake.finish(0.05), 5)

    run(scenario())


def test_what_cannot_be_stored_is_refused_and_no_tap_is_answered(door, database) -> None:
    database.close()
    with pytest.raises(StoreRefused):
        door.take(tap(1))
    assert door.bot.tapped == []
    assert door.counted("refused") == 1


@pytest.mark.parametrize("update", [{}, {"update_id": "1"}, {"update_id": -1}, [], "x", None, 5])
def test_what_is_no_update_is_an_error(door, update) -> None:
    with pytest.raises(ValueError, match="number"):
        door.take(update)


@pytest.mark.parametrize(
    ("body", "lane"),
    [
        ({"message": {"chat": {"id": -5}, "from": {"id": 7}}}, -5),
        ({"callback_query": {"message": {"chat": {"id": -5}}, "from": {"id": 7}}}, -5),
        ({"callback_query": {"inline_message_id": "x", "from": {"id": 7}}}, 7),
        ({"inline_query": {"from": {"id": 7}, "query": ""}}, 7),
        ({"my_chat_member": {"chat": {"id": 7}, "from": {"id": 7}}}, 7),
        ({"message_reaction": {"chat": {"id": -5}, "user": {"id": 7}}}, -5),
        ({"poll_answer": {"user": {"id": 7}}}, 7),
        ({"poll": {"id": "1"}}, 0),
        ({"something_new": "x"}, 0),
        ({}, 0),
    ],
)
def test_the_lane_is_the_chat_or_the_person_or_nobody(body, lane) -> None:
    assert incoming_of({"update_id": 1, **body}).lane == lane


def in_group(number: int, person: int = 7, words: str = "/help", **more: Any) -> Dict[str, Any]:
    entities = [
        {"type": "mention" if w.startswith("@") else "bot_command", "offset": 0, "length": len(w)}
        for w in words.split(" ")[:1]
        if w[:1] in "@/"
    ]
    message = {
        "message_id": number,
        "date": 1,
        "chat": {"id": -100, "type": "supergroup"},
        "from": {**PERSON, "id": person},
        "text": words,
        "entities": entities,
        **more,
    }
    return {"update_id": number, "message": message}


def test_a_member_who_floods_a_group_leaves_room_for_the_others(door) -> None:
    door.take(*(in_group(n) for n in range(1, 31)))
    door.take(in_group(40, person=8), in_group(41, person=9))
    assert door.counted("stored") == MOST_IN_GROUP + 2
    assert door.counted("flooded") == 30 - MOST_IN_GROUP
    assert Outbox(door.inbox._database).depth() == 1, "the note, once"


def test_a_group_that_floods_holds_no_more_than_its_queue(door) -> None:
    door.take(*(in_group(n, person=n) for n in range(1, 101)))
    assert door.counted("stored") == 20
    door.take(text(200))
    assert door.counted("stored") == 21


def test_what_is_said_among_others_is_not_kept_and_takes_nobodys_place(door) -> None:
    among = {"reply_to_message": {"message_id": 1, "from": {**PERSON, "id": 9}, "chat": CHAT}}
    door.take(*(in_group(n, words="mai họp tổ") for n in range(1, 51)))
    door.take(in_group(51, words="@ai_khac ơi"), in_group(52, words="ừ", **among))
    assert door.counted("not_for_us") == 52
    assert door.inbox.depth() == 0
    kept = door.inbox._database.read("SELECT DISTINCT lane, payload, state FROM inbox")
    assert kept == [(None, None, "done")]
    to_us = {"reply_to_message": {"message_id": 1, "from": BOT, "chat": CHAT}}
    door.take(in_group(60, words=f"@{BOT['username']} chào"), in_group(61, words="ừ", **to_us))
    assert door.counted("stored") == 2


def test_letters_typed_behind_the_name_are_dropped_without_a_note(door) -> None:
    query = {"id": "1", "from": PERSON, "offset": "", "query": "tạm"}
    door.take(*({"update_id": n, "inline_query": query} for n in range(1, 41)))
    assert (door.counted("stored"), door.counted("flooded")) == (20, 20)
    assert Outbox(door.inbox._database).depth() == 0


def test_what_is_delivered_again_after_a_refusal_is_no_flood(door, monkeypatch) -> None:
    async def refuse(*_: Any) -> None:
        raise StoreRefused("full")

    updates = [in_group(n) for n in range(1, MOST_IN_GROUP + 1)]
    with monkeypatch.context() as patch:
        patch.setattr(door.inbox, "store", refuse)
        for _ in range(5):
            with pytest.raises(StoreRefused):
                door.take(*updates)
    door.take(*updates)
    assert door.counted("stored") == MOST_IN_GROUP
