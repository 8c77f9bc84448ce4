"""A thousand updates that nobody foresaw: nothing breaks, and each ends in one outcome."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any, Dict, Iterator, List

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from telegram import Update

from bot.content.compose import Composer
from bot.storage.database import Database
from bot.storage.inbox import Inbox, Verdict
from bot.telegram.intake import Intake
from bot.telegram.metrics import Metrics
from bot.telegram.output import plain_message
from bot.telegram.worker import Worker
from tests.auxil.front import Front
from tests.auxil.stub_bot import StubBot
from tests.conftest import TODAY

KINDS = [n for n in Update.__slots__ if not n.startswith("_") and n != "update_id"]
NUMBERS = itertools.count(1)
# What Telegram may put anywhere, and what it never would.
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=30)
    | st.sampled_from(["/start", "/menu@tro_ly_test_bot", "@tro_ly_test_bot", "\u202e\x00", "<b>"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "text", "chat", "from", "message", "data", "offset", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def person(number: int) -> Dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Dân"}


@st.composite
def sound_bodies(draw: Any) -> Dict[str, Any]:
    """Something like a message, a tap or a query, with all its parts."""
    chat = draw(st.sampled_from([7, 8, -100, 2**52]))
    kind = "private" if chat > 0 else draw(st.sampled_from(["group", "supergroup", "channel"]))
    text = draw(st.text(max_size=60) | st.sampled_from(["/start tam_tru", "/huy", "tạm trú ở đâu"]))
    message = {
        "message_id": draw(st.integers(1, 50)),
        "date": draw(st.integers(0, 2**31)),
        "chat": {"id": chat, "type": kind},
        "from": person(abs(chat)),
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": max(1, len(text) // 2)}],
    }
    if draw(st.booleans()):
        return message
    return {
        "id": str(draw(st.integers(0, 99))),
        "from": person(abs(chat)),
        "chat_instance": "1",
        "message": message,
        "data": draw(
            st.text(max_size=64) | st.just("/menu") | st.just('/tam_tru{"aspect":"le_phi"}')
        ),
        "query": text,
        "offset": "",
        "date": 1,
        "chat": {"id": chat, "type": kind},
    }


@st.composite
def updates(draw: Any) -> Dict[str, Any]:
    """An update of any kind, half of them with a part broken."""
    body: Any = draw(sound_bodies())
    for _ in range(draw(st.integers(0, 2))):
        place = body
        while draw(st.booleans()):
            inner = [v for v in place.values() if isinstance(v, dict)]
            if not inner:
                break
            place = draw(st.sampled_from(inner))
        if place:
            place[draw(st.sampled_from(sorted(place)))] = draw(JUNK)
    if draw(st.integers(0, 9)) == 0:
        body = draw(JUNK)
    kinds = st.sampled_from([*KINDS, "message", "callback_query", "inline_query", "a_new_kind"])
    return {"update_id": next(NUMBERS), draw(kinds): body}


@pytest.fixture(scope="module")
def front(content, tmp_path_factory) -> Iterator[Front]:
    database = Database(tmp_path_factory.mktemp("fuzz") / "store.sqlite3")
    yield Front(Composer(content, TODAY), database)
    database.close()


@settings(
    max_examples=50,
    phases=[Phase.generate],  # what fails is shown as it came: shrinking would take minutes
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(updates(), min_size=20, max_size=20))
def test_each_update_ends_in_one_outcome(front, run, arrived: List[Dict[str, Any]]) -> None:
    metrics = Metrics()
    inbox = Inbox(front.database, backlog=1000)

    async def scenario() -> None:
        worker = Worker(
            front.application,
            inbox,
            lambda chat: plain_message(chat, "xin lỗi"),
            lambda chat: None,
            metrics,
            sleep=lambda seconds: asyncio.sleep(min(seconds, 0.001)),
        )

        def wake(lanes: List[int]) -> None:
            for lane in lanes:
                worker.wake(lane)

        intake = Intake(inbox, StubBot(), lambda lane: plain_message(lane, "chậm"), wake, metrics)
        await intake.take(arrived)
        while inbox.depth():
            await asyncio.sleep(0.001)
        await worker.stop(5)
        await intake.finish(5)

    async def bounded() -> None:
        await asyncio.wait_for(scenario(), 60)

    run(bounded())
    verdicts = {v: counted(metrics.received, v.value) for v in Verdict}
    assert sum(verdicts.values()) == len(arrived)
    ended = [s.value for m in metrics.outcomes.collect() for s in m.samples if "_total" in s.name]
    assert sum(ended) == verdicts[Verdict.STORED]


def counted(counter: Any, label: str) -> float:
    return counter.labels(label)._value.get()
