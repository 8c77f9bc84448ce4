from __future__ import annotations

import asyncio
import datetime as dt
import json
from typing import Any, Awaitable, Callable, List, Optional

import pytest
from telegram import Update
from telegram.error import NetworkError
from telegram.ext import Application, ExtBot, TypeHandler

from bot.storage.asked import Asked, Tally
from bot.storage.database import StoreRefused
from bot.storage.inbox import Inbox, Incoming
from bot.storage.turn import Send, current_turn
from bot.telegram.metrics import Metrics
from bot.telegram.output import plain_message
from bot.telegram.worker import Worker
from tests.auxil.fake_bot_api import TOKEN
from tests.auxil.virtual_time import VirtualTime

ECHOED = Tally(dt.date(2026, 11, 22), "echo", "", "answered")
Handler = Callable[[str, int], Awaitable[None]]


def message(number: int, text: str, chat: int = 7) -> Incoming:
    body = {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1,
            "chat": {"id": chat, "type": "private"},
            "from": {"id": chat, "is_bot": False, "first_name": "Dân"},
            "text": text,
        },
    }
    return Incoming(number, chat, json.dumps(body))


async def echo(text: str, chat: int) -> None:
    turn = current_turn()
    turn.sends.append(Send(chat, "send_message", {"text": text}))
    turn.conversations[str(chat)] = text
    turn.tallies.append(ECHOED)
    turn.outcome = "answered"


class Bench:
    """A worker on a real inbox, with a handler of the test's own for understanding."""

    def __init__(self, database, run) -> None:
        self.time = VirtualTime()
        self.database = database
        self.inbox = Inbox(database, self.time)
        self.metrics = Metrics()
        self.told: List[int] = []
        self._run = run

    def store(self, *updates: Incoming) -> None:
        self._run(self.inbox.store(updates, lambda lane: plain_message(lane, "chậm")))

    def work(self, handler: Handler = echo, until: Optional[Callable[[], bool]] = None) -> None:
        async def handle(update: Update, context: Any) -> None:
            if update.effective_message is not None and update.effective_chat is not None:
                await handler(update.effective_message.text or "", update.effective_chat.id)

        async def scenario() -> None:
            application = Application.builder().token(TOKEN).updater(None).build()
            application._initialized = True  # initialising asks Telegram who the bot is
            application.add_handler(TypeHandler(Update, handle))
            worker = Worker(
                application,
                self.inbox,
                lambda chat: plain_message(chat, "xin lỗi"),
                self.told.append,
                self.metrics,
                self.time.sleep,
            )
            worker.start()
            await self.time.until(until or (lambda: self.inbox.depth() == 0), "all handled")
            await worker.stop(1)

        self._run(scenario())

    def sends(self) -> List[str]:
        rows = self.database.read("SELECT parameters FROM outbox ORDER BY id")
        return [json.loads(parameters)["text"] for (parameters,) in rows]

    def states(self) -> List[str]:
        return [s for (s,) in self.database.read("SELECT state FROM inbox ORDER BY update_id")]

    def counted(self, outcome: str) -> float:
        return self.metrics.outcomes.labels(outcome)._value.get()


@pytest.fixture
def bench(database, run) -> Bench:
    return Bench(database, run)


def test_what_waits_is_handled_and_its_sends_are_told(bench) -> None:
    bench.store(message(1, "a"), message(2, "b"), message(3, "c", chat=8))
    bench.work()
    assert sorted(bench.sends()) == ["a", "b", "c"]
    assert bench.states() == ["done"] * 3
    assert sorted(bench.told) == [7, 7, 8]
    assert bench.counted("answered") == 3


def test_one_chat_in_order_while_others_go_on(bench) -> None:
    log: List[str] = []
    gate = asyncio.Event()

    async def handler(text: str, chat: int) -> None:
        log.append(f"{text} begins")
        if text == "a1":
            await gate.wait()
        if text == "b1":
            gate.set()
        log.append(f"{text} ends")

    bench.store(message(1, "a1"), message(2, "a2"), message(3, "b1", chat=8))
    bench.work(handler)
    assert log == ["a1 begins", "b1 begins", "b1 ends", "a1 ends", "a2 begins", "a2 ends"]


def test_a_failing_update_is_tried_three_times_and_leaves_no_trace_of_the_failed(bench) -> None:
    tries: List[str] = []

    async def handler(text: str, chat: int) -> None:
        tries.append(text)
        await echo(text, chat)
        if text == "a" and len(tries) < 3:
            raise RuntimeError("passing trouble")

    bench.store(message(1, "a"), message(2, "b"))
    bench.work(handler)
    assert tries == ["a", "a", "a", "b"]
    assert bench.sends() == ["a", "b"]
    assert bench.counted("answered") == 2
    assert Asked(bench.database).tallies() == {ECHOED: 2}
    assert bench.metrics.retries._value.get() == 2


def test_one_that_always_fails_is_parked_and_the_citizen_told(bench, caplog) -> None:
    async def handler(text: str, chat: int) -> None:
        if text == "độc":
            raise ValueError("quotes độc and a token")
        await echo(text, chat)

    bench.store(message(1, "độc"), message(2, "b"))
    bench.work(handler)
    assert bench.states() == ["parked", "done"]
    assert bench.sends() == ["xin lỗi", "b"]
    assert bench.counted("parked") == 1
    assert "ValueError" in caplog.text
    assert "độc" not in caplog.text


@pytest.mark.parametrize(
    "payload", ["not json", "[]", '{"message": 5}', '{"update_id": 1, "x": 1}']
)
def test_what_cannot_be_read_ends_too(bench, payload) -> None:
    bench.store(Incoming(1, 7, payload), message(2, "b"))
    bench.work()
    assert bench.states()[0] in ("parked", "done")
    assert bench.sends()[-1] == "b"


def test_a_full_disk_costs_no_tries_and_nothing_is_lost_or_doubled(bench, monkeypatch) -> None:
    bench.store(message(1, "a"))
    handled: List[str] = []
    refused: List[int] = []
    bench.database._writer.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(FAIL, 'full'); END"
    )
    finish = Inbox.finish

    async def counted(inbox: Inbox, *arguments: Any) -> None:
        refused.append(1)
        if len(refused) == 10:
            bench.database._writer.execute("DROP TRIGGER full")
        await finish(inbox, *arguments)

    async def handler(text: str, chat: int) -> None:
        handled.append(text)
        await echo(text, chat)

    monkeypatch.setattr(Inbox, "finish", counted)
    bench.work(handler)
    assert handled == ["a"]
    assert bench.sends() == ["a"]
    assert Asked(bench.database).tallies() == {ECHOED: 1}


def test_a_store_that_refuses_while_handling_costs_no_tries(bench) -> None:
    tries: List[str] = []

    async def handler(text: str, chat: int) -> None:
        tries.append(text)
        if len(tries) < 10:
            raise StoreRefused("database is locked")
        await echo(text, chat)

    bench.store(message(1, "a"))
    bench.work(handler)
    assert bench.sends() == ["a"]
    assert bench.states() == ["done"]
    assert bench.metrics.retries._value.get() == 0


def test_an_update_nobody_answers_counts_as_ignored(bench) -> None:
    async def silent(text: str, chat: int) -> None:
        return

    bench.store(message(1, "a"))
    bench.work(silent)
    assert bench.counted("ignored") == 1


class TestTyping:
    @pytest.fixture
    def shown(self, monkeypatch) -> List[int]:
        chats: List[int] = []

        async def send_chat_action(bot: Any, chat_id: int, action: str) -> None:
            chats.append(chat_id)
            raise NetworkError("down")

        monkeypatch.setattr(ExtBot, "send_chat_action", send_chat_action)
        return chats

    def test_a_slow_answer_shows_it_and_does_not_depend_on_it(self, bench, shown) -> None:
        async def slow(text: str, chat: int) -> None:
            await bench.time.sleep(3)
            await echo(text, chat)

        bench.store(message(1, "a"))
        bench.work(slow)
        assert shown == [7]
        assert bench.sends() == ["a"]

    def test_a_quick_one_does_not(self, bench, shown) -> None:
        bench.store(message(1, "a"))
        bench.work()
        assert shown == []
