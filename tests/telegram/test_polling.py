from __future__ import annotations

import asyncio
from typing import Any, Dict, List

import pytest
from telegram.error import NetworkError, RetryAfter

from bot.storage.database import StoreRefused
from bot.telegram.polling import Poller
from tests.auxil.virtual_time import VirtualTime


class Telegram:
    """Answers ``getUpdates`` with what is scheduled, and then with nothing for ever."""

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)
        self.offsets: List[int] = []

    async def do_api_request(self, endpoint: str, values: Dict[str, Any], **_: Any) -> Any:
        assert endpoint == "getUpdates"
        self.offsets.append(values["offset"])
        if not self._answers:
            await asyncio.sleep(3600)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def updates(*numbers: int) -> List[Dict[str, Any]]:
    return [{"update_id": number} for number in numbers]


class Door:
    def __init__(self, *refusals: Exception) -> None:
        self._refusals = list(refusals)
        self.taken: List[int] = []
        self.faults = 0

    async def take(self, arrived: Any) -> None:
        if self._refusals:
            raise self._refusals.pop(0)
        self.taken.extend(update["update_id"] for update in arrived)


@pytest.fixture
def poll(run):
    def polled(telegram: Telegram, door: Door, requests: int) -> float:
        time = VirtualTime()
        begun = time.now
        faults: List[int] = []

        async def scenario() -> None:
            task = asyncio.ensure_future(
                Poller(telegram, door.take, ["message"], lambda: faults.append(1), time.sleep).run()
            )
            await time.until(lambda: len(telegram.offsets) == requests, "all requests")
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        run(scenario())
        door.faults = len(faults)
        return time.now - begun

    return polled


def test_the_offset_moves_behind_what_is_stored(poll) -> None:
    telegram, door = Telegram(updates(5, 6), updates(9)), Door()
    poll(telegram, door, 3)
    assert door.taken == [5, 6, 9]
    assert telegram.offsets == [0, 7, 10]


def test_what_could_not_be_stored_is_asked_for_again(poll) -> None:
    telegram = Telegram(updates(5), updates(5), updates(5))
    door = Door(StoreRefused("disk is full"), StoreRefused("disk is full"))
    waited = poll(telegram, door, 4)
    assert telegram.offsets == [0, 0, 0, 6]
    assert door.taken == [5]
    assert waited >= 1 + 2


def test_faults_are_waited_out_and_a_wait_that_telegram_wants_is_kept(poll) -> None:
    faults = [NetworkError("down")] * 8
    telegram, door = Telegram(*faults, RetryAfter(100), updates(5)), Door()
    waited = poll(telegram, door, 11)
    assert door.taken == [5]
    assert door.faults == 9
    assert waited >= 1 + 2 + 4 + 8 + 16 + 30 * 3 + 100


def test_nothing_unforeseen_ends_it(poll, caplog) -> None:
    telegram, door = Telegram("not a list", updates(5)), Door()
    poll(telegram, door, 3)
    assert door.taken == [5]


def test_the_token_is_in_no_word_of_the_log(poll, caplog) -> None:
    fault = NetworkError("httpx.ConnectError: https://api.telegram.org/bot1:secret/getUpdates")
    poll(Telegram(fault), Door(), 2)
    assert "NetworkError" in caplog.text
    assert "secret" not in caplog.text
