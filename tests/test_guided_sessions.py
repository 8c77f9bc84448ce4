"""A guided dialogue over days: the session ends, the step stays, what is personal does not."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

NIGHT = 13 * 3600  # seconds; longer than a session


def age(brain: Any, conversation: str, seconds: float) -> None:
    """Makes everything in the conversation so much older, as if that time had gone by."""
    store = brain._agent.tracker_store
    kept = getattr(store, "_tracker_store", store).store
    dialogue = json.loads(kept[conversation])
    for event in dialogue["events"]:
        event["timestamp"] -= seconds
    kept[conversation] = json.dumps(dialogue)


@pytest.fixture
def conversation() -> str:
    return uuid.uuid4().hex


@pytest.fixture
def say(guided_brain, run, conversation):
    return lambda text: run(guided_brain.reply(text, conversation))


@pytest.mark.parametrize(
    "words", ["tiếp tục kích hoạt", "/guide_kich_hoat", "làm tiếp bước kích hoạt đang dở"]
)
def test_the_step_is_there_again_the_next_day(say, guided_brain, conversation, words) -> None:
    for text in ("/guide_kich_hoat", "xong", "xong"):
        answer = say(text)
    assert answer.question == "mo_kich_hoat"
    age(guided_brain, conversation, NIGHT)
    resumed = say(words)
    assert resumed.question == "mo_kich_hoat"
    assert "Lần trước" in resumed.body


def test_a_button_of_yesterday_goes_on_at_its_step(say, guided_brain, conversation) -> None:
    say("/guide_kich_hoat")
    shown = say("xong")
    [done] = [b.payload for b in shown.buttons if b.title == "✅ Xong"]
    age(guided_brain, conversation, NIGHT)
    assert say(done).question == "mo_kich_hoat"


def test_what_is_done_starts_anew(say) -> None:
    say("/guide_kich_hoat")
    for _ in range(9):
        last = say("xong")
    assert last.question is None
    assert say("/guide_kich_hoat").question == "chuan_bi"


def test_personal_answers_do_not_outlive_the_session(say, guided_brain, conversation) -> None:
    for text in ("/guide_giay_to", "đăng ký tạm trú", "người lớn"):
        answer = say(text)
    assert answer.question is not None
    age(guided_brain, conversation, NIGHT)
    assert say("xin chào").question is None
    assert say("/guide_giay_to").question == "thu_tuc"


def test_the_guides_topic_is_the_topic_at_hand_afterwards(say) -> None:
    say("/guide_kich_hoat")
    say("thôi")
    fee = say("lệ phí bao nhiêu")
    assert (fee.topic, fee.aspects) == ("dinh_danh_kich_hoat", ["le_phi"])
