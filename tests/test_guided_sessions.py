"""A guided dialogue over days: the session ends, the step stays, what is personal does not."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from bot.open_dialogues import OpenDialogues

NIGHT = 13 * 3600  # seconds; longer than a session


def restart(brain: Any) -> None:
    """Forgets what a process that is started again has not in memory."""
    store = brain._agent.tracker_store
    getattr(store, "_tracker_store", store)._open = OpenDialogues()


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


@pytest.mark.parametrize("words", ["xong", "✅ Xong"])
def test_after_a_restart_the_activation_goes_on_at_its_step(say, guided_brain, words) -> None:
    say("/guide_kich_hoat")
    shown = say("xong")
    taps = {b.title: b.payload for b in shown.buttons}
    restart(guided_brain)
    assert say(taps.get(words, words)).question == "mo_kich_hoat"


def test_after_a_restart_a_side_question_is_answered_and_the_step_put_again(
    say, guided_brain
) -> None:
    for text in ("/guide_kich_hoat", "xong"):
        open_one = say(text)
    restart(guided_brain)
    side = say("đăng ký tạm trú mất bao nhiêu tiền")
    assert side.topic == "tam_tru"
    assert side.question == open_one.question
    assert side.ending


def open_on_birth(say) -> None:
    for text in ("/guide_han_the", "thẻ căn cước", "còn dùng được"):
        answer = say(text)
    assert answer.question is not None


def test_after_a_restart_other_dialogues_must_be_begun_again(say, guided_brain) -> None:
    open_on_birth(say)
    restart(guided_brain)
    lost = say("14/05/1986")
    assert "làm lại từ đầu" in lost.body
    assert (lost.guide, lost.question) == ("han_the", None)
    [again] = [b.payload for b in lost.buttons if b.payload == "/guide_han_the"]
    assert say(again).question == "the"


def test_after_a_restart_plain_questions_are_answered_as_ever(say, guided_brain) -> None:
    open_on_birth(say)
    restart(guided_brain)
    plain = say("đăng ký tạm trú mất bao nhiêu tiền")
    assert (plain.topic, plain.question, plain.ending) == ("tam_tru", None, "")
    assert say("/menu").outcome.value == "smalltalk"
    assert "Đã dừng" in say("thôi").body


def test_at_its_first_question_nothing_is_lost(say, guided_brain) -> None:
    first = say("/guide_han_the")
    restart(guided_brain)
    assert say("thẻ căn cước").question not in (None, first.question)


def test_a_warning_stands_above_and_the_open_question_below_a_side_answer(say) -> None:
    open_one = say("/guide_kich_hoat")
    assert "trợ lý tự động" in open_one.notice
    side = say("sđt 0912345678 đăng ký tạm trú mất bao nhiêu tiền")
    assert side.topic == "tam_tru"
    assert "Bạn nên xóa tin đó" in side.notice
    assert side.ending
    assert side.buttons == open_one.buttons
