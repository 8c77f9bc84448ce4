"""Delivery in a process of its own: killed at every stage, stopped, faulted, flooded."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from pathlib import Path
from typing import Any, Iterator, List

import pytest

from tests.auxil.edge_process import DEADLY
from tests.auxil.fake_bot_api import FakeBotApi
from tests.auxil.process import Process, environment


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi() as server:
        yield server


def start(api: FakeBotApi, state: Path, point: str = "", rate: int = 1000) -> Process:
    arguments = [api.base, str(state), point, str(rate)]
    return Process(arguments, environment(), "tests.auxil.edge_process")


def rows(state: Path, query: str) -> List[Any]:
    with sqlite3.connect(state / "store.sqlite3") as connection:
        return connection.execute(query).fetchall()


def texts(api: FakeBotApi, chat: int) -> List[str]:
    return [message["text"] for message in api.replies_to(chat)]


@pytest.mark.parametrize("point", ["before storing", "stored", "handled", "committed"])
def test_killed_anywhere_but_in_sending_each_message_is_answered_once(api, tmp_path, point) -> None:
    api.type(7, "một")
    api.type(7, "hai")
    api.type(8, "ba")
    assert start(api, tmp_path, point).wait() == -signal.SIGKILL
    process = start(api, tmp_path)
    api.wait_for(lambda: len(texts(api, 7)) + len(texts(api, 8)) >= 3, "all answers")
    process.stop()
    assert texts(api, 7) == ["Bạn nói: một", "Bạn nói: hai"]
    assert texts(api, 8) == ["Bạn nói: ba"]
    conversations = dict(rows(tmp_path, "SELECT sender, tracker FROM conversations"))
    assert json.loads(conversations["7"]) == ["một", "hai"]
    assert rows(tmp_path, "SELECT state, count(*) FROM inbox GROUP BY state") == [("done", 3)]
    assert rows(tmp_path, "SELECT count FROM tallies") == [(3,)]
    kept = rows(tmp_path, "SELECT text FROM questions")
    assert sorted(text for (text,) in kept) == ["ba", "hai", "một"]


def test_killed_once_a_send_is_noted_it_is_not_sent_again(api, tmp_path) -> None:
    api.type(7, "một")
    api.type(7, "hai")
    assert start(api, tmp_path, "removed").wait() == -signal.SIGKILL
    process = start(api, tmp_path)
    api.wait_for(lambda: "Bạn nói: hai" in texts(api, 7), "the second answer")
    process.stop()
    assert texts(api, 7) == ["Bạn nói: một", "Bạn nói: hai"]


def test_killed_between_telegrams_taking_and_our_noting_it_is_sent_again(api, tmp_path) -> None:
    """The one window: Telegram has no key by which it could tell a repeat."""
    api.type(7, "một")
    assert start(api, tmp_path, "sent").wait() == -signal.SIGKILL
    assert texts(api, 7) == ["Bạn nói: một"]
    process = start(api, tmp_path)
    api.wait_for(lambda: len(texts(api, 7)) == 2, "the repeat")
    api.type(7, "hai")
    api.wait_for(lambda: len(texts(api, 7)) == 3, "the next answer")
    process.stop()
    assert texts(api, 7) == ["Bạn nói: một", "Bạn nói: một", "Bạn nói: hai"]


def test_an_update_that_kills_the_process_is_parked_and_the_next_is_answered(api, tmp_path) -> None:
    api.type(7, DEADLY)
    api.type(7, "còn đó không")
    for _ in range(3):
        assert start(api, tmp_path).wait() == -signal.SIGKILL
    process = start(api, tmp_path)
    api.wait_for(lambda: len(texts(api, 7)) == 2, "the note and the answer")
    process.stop()
    assert "trục trặc" in texts(api, 7)[0]
    assert texts(api, 7)[1] == "Bạn nói: còn đó không"
    assert rows(tmp_path, "SELECT state FROM inbox ORDER BY update_id") == [("parked",), ("done",)]


def test_a_stop_finishes_the_call_under_way_and_keeps_the_rest(api, tmp_path) -> None:
    slow = api.fail("sendMessage", code=0, chat=7, accept=True, hang=1.5)
    for number in range(5):
        api.type(7, f"câu {number}")
    process = start(api, tmp_path)
    api.wait_for(lambda: bool(slow.seen), "the first send")
    begun = time.monotonic()
    assert process.stop() == 0, process.output
    assert time.monotonic() - begun < 10
    assert texts(api, 7) == ["Bạn nói: câu 0"]
    [(waiting,)] = rows(tmp_path, "SELECT count(*) FROM inbox WHERE state = 'waiting'")
    [(unsent,)] = rows(tmp_path, "SELECT count(*) FROM outbox")
    assert waiting + unsent == 4
    process = start(api, tmp_path)
    api.wait_for(lambda: len(texts(api, 7)) == 5, "the rest")
    process.stop()
    assert texts(api, 7) == [f"Bạn nói: câu {number}" for number in range(5)]


def test_a_burst_of_chats_is_worked_off_in_order(api, tmp_path) -> None:
    for chat in range(1, 301):
        api.type(chat, "chào")
    process = start(api, tmp_path, rate=60)
    api.wait_for(lambda: api.count("sendMessage") >= 300, "all answers", seconds=60)
    process.stop()
    order = [call.result["chat"]["id"] for call in api.calls_of_replies()]
    assert sorted(order) == list(range(1, 301))
    # Calls run side by side and may overtake each other by a few places, no more.
    assert max(abs(place - chat) for place, chat in enumerate(order, start=1)) < 20
    times = [call.at for call in api.calls_of_replies()]
    assert all(later - earlier > 0.9 for earlier, later in zip(times, times[60:], strict=False))


def test_who_floods_slows_nobody_else_and_is_told_once(api, tmp_path) -> None:
    for number in range(100):
        api.type(7, f"tin {number}")
    for chat in (8, 9, 10):
        api.type(chat, "chào")
    process = start(api, tmp_path, rate=30)
    begun = time.monotonic()
    api.wait_for(lambda: all(texts(api, chat) for chat in (8, 9, 10)), "the others")
    assert time.monotonic() - begun < 10
    api.wait_for(lambda: len(texts(api, 7)) >= 2, "the first answers to the flood")
    process.stop()
    assert "gửi nhanh quá" in texts(api, 7)[0]
    assert texts(api, 7)[1] == "Bạn nói: tin 0"
    [(flooded,)] = rows(tmp_path, "SELECT count(*) FROM inbox WHERE state = 'flooded'")
    said = [text for (text,) in rows(tmp_path, "SELECT parameters FROM outbox")]
    said.extend(texts(api, 7))
    assert flooded >= 70
    assert sum("gửi nhanh quá" in text for text in said) == 1


def test_faults_of_the_bot_api_delay_and_lose_nothing(api, tmp_path) -> None:
    api.fail("getUpdates", 502)
    api.fail("sendMessage", 429, chat=7, retry_after=2)
    api.fail("sendMessage", 500, chat=8, times=2)
    api.fail("sendMessage", 403, chat=9)
    api.fail("answerCallbackQuery", 400)
    for chat in (7, 8, 9, 10):
        api.type(chat, "chào")
    process = start(api, tmp_path)
    api.wait_for(lambda: all(texts(api, chat) for chat in (7, 8, 10)), "all that can be reached")
    process.stop()
    assert [len(texts(api, chat)) for chat in (7, 8, 9, 10)] == [1, 1, 0, 1]
    assert rows(tmp_path, "SELECT count(*) FROM outbox") == [(0,)]
    at = {call.result["chat"]["id"]: call.at for call in api.calls_of_replies()}
    assert at[7] - at[10] > 2
