from __future__ import annotations

import asyncio
from typing import Callable, List, Tuple

import pytest
from telegram import InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.storage.outbox import Outbox, add_sends
from bot.storage.turn import Send
from bot.telegram.metrics import Metrics
from bot.telegram.output import code_picture, plain_message
from bot.telegram.pace import Pace
from bot.telegram.sender import EDIT, Sender
from tests.auxil.stub_bot import StubBot
from tests.auxil.virtual_time import VirtualTime


class Scene:
    """A sender with time and a network of its own."""

    def __init__(self, database, run) -> None:
        self.time = VirtualTime()
        self.bot = StubBot(self.time)
        self.database = database
        self.outbox = Outbox(database)
        self.metrics = Metrics()
        self._run = run
        self.sender: Sender

    def send(self, *sends: Send) -> None:
        at = self.time.now
        self._run(self.database.write(lambda c: add_sends(c, sends, at)))

    def work(self, until: Callable[[], bool], what: str = "everything sent") -> None:
        async def scenario() -> None:
            pace = Pace(clock=self.time)
            self.sender = Sender(
                self.bot, self.outbox, pace, self.metrics, self.time.sleep, self.time
            )
            self.sender.start()
            await self.time.until(until, what)
            await self.sender.stop(1)

        self._run(scenario())

    def empty(self) -> bool:
        return self.outbox.depth() == 0

    def counted(self, result: str) -> float:
        return self.metrics.sends.labels(result)._value.get()


@pytest.fixture
def scene(database, run) -> Scene:
    return Scene(database, run)


def messages(chat: int, *texts: str) -> List[Send]:
    return [plain_message(chat, text) for text in texts]


def test_a_thousand_chats_get_theirs_in_order_at_thirty_a_second(scene) -> None:
    scene.send(*(plain_message(chat, "chào") for chat in range(1, 1001)))
    begun = scene.time.now
    scene.work(scene.empty)
    assert [chat for chat, _ in scene.bot.sent] == list(range(1, 1001))
    assert 33 <= scene.time.now - begun < 40
    times = scene.bot.times
    assert all(later - earlier > 0.99 for earlier, later in zip(times, times[30:], strict=False))


def test_each_chat_in_order_one_a_second(scene) -> None:
    scene.send(*messages(7, "a", "b", "c"), *messages(8, "d"))
    scene.work(scene.empty)
    assert [text for chat, text in scene.bot.sent if chat == 7] == ["a", "b", "c"]
    times = [
        at for at, (chat, _) in zip(scene.bot.times, scene.bot.sent, strict=False) if chat == 7
    ]
    assert times[1] - times[0] >= 1
    assert times[2] - times[1] >= 1


def test_429_delays_that_chat_alone_and_loses_nothing(scene) -> None:
    scene.bot.faults[7].extend([RetryAfter(30), RetryAfter(5)])
    scene.send(*messages(7, "a", "b"), *messages(8, "c"))
    begun = scene.time.now
    scene.work(scene.empty)
    assert [text for _, text in scene.bot.sent] == ["c", "a", "b"]
    assert scene.bot.times[0] - begun < 1
    assert scene.bot.times[1] - begun >= 35
    assert scene.counted("slowed_down") == 2


@pytest.mark.parametrize("fault", [NetworkError("Bad Gateway"), TimedOut(), InvalidToken()])
def test_faults_are_tried_again_ever_more_slowly(scene, fault) -> None:
    scene.bot.faults[7].extend([fault] * 8)
    scene.send(*messages(7, "a", "b"))
    begun = scene.time.now
    scene.work(scene.empty)
    assert [text for _, text in scene.bot.sent] == ["a", "b"]
    assert 1 + 2 + 4 + 8 + 16 + 32 + 60 + 60 <= scene.time.now - begun < 200
    assert scene.counted("unreachable") == 8
    assert scene.counted("sent") == 2


def test_a_message_that_never_goes_out_does_not_hold_up_its_chat_for_ever(scene) -> None:
    scene.bot.faults[7].extend([NetworkError("Internal Server Error")] * 720)
    scene.send(*messages(7, "a", "b"))
    begun = scene.time.now
    scene.work(scene.empty)
    assert [text for _, text in scene.bot.sent] == ["b"]
    assert scene.time.now - begun > 11 * 3600
    assert scene.counted("refused") == 1


def test_who_blocked_the_bot_is_left_alone(scene) -> None:
    scene.bot.faults[7].append(Forbidden("Forbidden: bot was blocked by the user"))
    scene.send(*messages(7, "a", "b", "c"), *messages(8, "d"))
    scene.work(scene.empty)
    assert scene.bot.sent == [(8, "d")]
    assert scene.counted("blocked") == 1


def test_a_group_that_became_a_supergroup_is_followed(scene) -> None:
    scene.bot.faults[-7].append(ChatMigrated(-1007))
    scene.send(*messages(-7, "a", "b"))
    scene.work(scene.empty)
    assert scene.bot.sent == [(-1007, "a"), (-1007, "b")]


def test_what_telegram_refuses_is_dropped_and_the_next_goes_on(scene) -> None:
    scene.bot.faults[7].append(BadRequest("Bad Request: message is too long"))
    scene.send(*messages(7, "a", "b"))
    scene.work(scene.empty)
    assert [text for _, text in scene.bot.sent] == ["b"]
    assert scene.counted("refused") == 1


class TestEdits:
    EDITS = (Send(7, EDIT, {"text": "mới", "message_id": 5, "parse_mode": "HTML"}),)

    def test_an_edit_is_an_edit(self, scene) -> None:
        scene.send(*self.EDITS)
        scene.work(scene.empty)
        assert scene.bot.edited == [(7, 5, "mới")]
        assert scene.bot.sent == []

    def test_one_that_shows_that_already_is_done(self, scene) -> None:
        scene.bot.faults[7].append(BadRequest("Bad Request: message is not modified: …"))
        scene.send(*self.EDITS)
        scene.work(scene.empty)
        assert scene.bot.sent == []
        assert scene.counted("unchanged") == 1

    def test_one_that_cannot_be_edited_is_said_anew(self, scene) -> None:
        scene.bot.faults[7].append(BadRequest("Bad Request: message to edit not found"))
        scene.send(*self.EDITS)
        scene.work(scene.empty)
        assert scene.bot.sent == [(7, "mới")]


def test_a_slow_chat_holds_up_no_other(scene, run) -> None:
    gate = asyncio.Event()
    quick = scene.bot.send_message

    async def send_message(chat_id: int, text: str, **values: object) -> None:
        if chat_id == 7:
            await gate.wait()
        await quick(chat_id, text, **values)

    scene.bot.send_message = send_message
    scene.send(*messages(7, "a"), *(plain_message(chat, "x") for chat in range(10, 200)))
    scene.work(lambda: len(scene.bot.sent) == 190, "all others")
    assert scene.outbox.chats() == [7]


def test_a_send_that_cannot_be_noted_is_not_repeated(scene, monkeypatch) -> None:
    """A full disk after the send: the row stays for now, the message does not go out again."""
    limit = "CREATE TEMP TRIGGER full BEFORE DELETE ON outbox BEGIN SELECT RAISE(FAIL, 'full'); END"
    scene.send(*messages(7, "a", "b"))
    scene.database._writer.execute(limit)
    attempts: List[Tuple[int, ...]] = []
    remove = Outbox.remove

    async def counted(outbox: Outbox, number: int) -> None:
        attempts.append((number,))
        if len(attempts) == 5:
            scene.database._writer.execute("DROP TRIGGER full")
        await remove(outbox, number)

    monkeypatch.setattr(Outbox, "remove", counted)
    scene.work(scene.empty)
    assert [text for _, text in scene.bot.sent] == ["a", "b"]
    assert len(attempts) == 6


def test_latency_counts_from_the_updates_arrival_even_if_the_clock_was_set_back(scene) -> None:
    scene.send(*messages(7, "a"))
    scene.time.now -= 3600
    scene.work(scene.empty)
    assert scene.metrics.latency._sum.get() == 0


def test_a_picture_is_made_when_it_goes_out_in_its_turn_and_again_after_a_fault(scene) -> None:
    picture = code_picture(7, "https://t.me/x?start=y", "Mã", InlineKeyboardMarkup([]))
    scene.send(*messages(7, "a"), picture, *messages(7, "b"))
    assert all(b"PNG" not in file.read_bytes() for file in scene.database.path.parent.iterdir())
    scene.bot.faults[7].append(NetworkError("Bad Gateway"))
    scene.work(scene.empty)
    assert [text for _, text in scene.bot.sent] == ["a", "Mã", "b"]
