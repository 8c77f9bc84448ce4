"""What a message does to an open dialogue, whichever guide it is."""

from __future__ import annotations

import dataclasses
from typing import Any, Dict, Optional

import pytest

from bot.content.compose import Composer
from bot.content.intents import guide_intent
from bot.guides.state import End, Said, State
from bot.guides.turn import Step, Turn
from tests.conftest import TODAY

GUIDE = "kich_hoat"
START = Said(f"/{guide_intent(GUIDE)}", guide_intent(GUIDE))
UNCLEAR = "nlu_fallback"


class Talk:
    """A dialogue going on, without the dialogue engine."""

    def __init__(self, content, progress: Optional[Dict[str, Any]] = None) -> None:
        self._composer = Composer(content, TODAY)
        self._progress = progress or {}
        self.state: Optional[State] = None

    def send(self, said: Said) -> Step:
        before = dataclasses.replace(self.state) if self.state else None
        step = Turn(self._composer, self._progress).take(before, said)
        self.state = None if step.state is None or step.state.end else step.state
        return step

    def type(self, text: str, intent: str = UNCLEAR) -> Step:
        return self.send(Said(text, intent))

    def tap(self, choice: str) -> Step:
        return self.send(Said(f'/guide_answer{{"v":"{choice}"}}', "guide_answer", choice))


@pytest.fixture
def talk(content) -> Talk:
    talk = Talk(content)
    talk.send(START)
    return talk


def test_a_tap_answers_and_the_next_question_is_put(talk) -> None:
    step = talk.tap(f"{GUIDE}:chuan_bi:xong")
    assert step.state.given == {"chuan_bi": "xong"}
    assert step.answer.question == "cai_dat"


@pytest.mark.parametrize("choice", ["", "x", "x:y:z", f"{GUIDE}:chuan_bi:khong_co", "a:b:c:d:{}"])
def test_a_forged_tap_leaves_the_question_open(talk, choice) -> None:
    step = talk.tap(choice)
    assert step.answer.question == "chuan_bi"
    assert step.state.given == {}


def test_a_second_tap_on_an_old_button_does_not_answer_the_next_question(talk) -> None:
    talk.tap(f"{GUIDE}:chuan_bi:xong")
    step = talk.tap(f"{GUIDE}:chuan_bi:xong")
    assert step.state.given == {"chuan_bi": "xong"}
    assert step.answer.question == "cai_dat"


@pytest.mark.parametrize("choice", [f"{GUIDE}:cai_dat:xong", "", "khong_co:x:y"])
def test_a_tap_after_the_end_does_nothing(content, choice) -> None:
    step = Talk(content).tap(choice)
    assert step.answer is None
    assert step.state.end == End.OVER


def test_a_tap_the_next_day_goes_on_where_it_was_left(content) -> None:
    progress = {GUIDE: {"chuan_bi": "xong"}}
    step = Talk(content, progress).tap(f"{GUIDE}:cai_dat:xong")
    assert step.state.given == {"chuan_bi": "xong", "cai_dat": "xong"}
    assert Talk(content, progress).tap(f"{GUIDE}:chuan_bi:xong").state.end == End.OVER


@pytest.mark.parametrize(
    "text",
    [
        "thôi",
        "Thoi",
        "HỦY",
        "huy bo di",
        "thôi, để mai",
        "dừng lại nhé",
        "không làm nữa ạ",
        "thôi mệt quá để mai",
        "mai tôi làm",
    ],
)
def test_it_can_be_left_at_any_time(talk, text) -> None:
    assert talk.type(text).state.end == End.CANCELLED


def test_the_cancel_command_leaves_it(talk) -> None:
    assert talk.send(Said("/cancel", "cancel")).state.end == End.CANCELLED


@pytest.mark.parametrize("text", ["quay lại", "quay lai di", "trở lại bước trước", "bấm nhầm rồi"])
def test_back_takes_the_last_answer_away(talk, text) -> None:
    talk.type("xong")
    talk.type("xong")
    step = talk.type(text)
    assert step.state.given == {"chuan_bi": "xong"}
    assert step.answer.question == "cai_dat"


def test_words_of_a_control_inside_a_sentence_are_no_control(talk) -> None:
    talk.type("xong")
    step = talk.type("máy báo thôi dừng cài đặt vì đầy bộ nhớ")
    assert step.answer.question == "cai_dat"
    assert "xóa bớt ảnh" in step.answer.body


def test_two_answers_that_are_none_bring_a_way_out(talk) -> None:
    first = talk.type("zxcv")
    assert "Bạn bấm một nút" in first.answer.body
    second = talk.type("qwer")
    assert "/dinh_danh_kich_hoat" in [button.payload for button in second.answer.buttons]
    assert talk.type("xong").state.tries == 0


def test_buttons_stand_below_every_question(talk) -> None:
    for text in ("xong", "zxcv", "lỗi", "otp", "qwer", "quay lại"):
        step = talk.type(text)
        assert "/cancel" in [button.payload for button in step.answer.buttons]
        assert all(len(button.payload.encode()) <= 64 for button in step.answer.buttons)


def test_a_question_on_something_else_is_left_to_the_rules(talk) -> None:
    step = talk.type("đăng ký tạm trú mất bao nhiêu tiền", "tam_tru")
    assert step.side_question
    assert step.state.question == "chuan_bi"


def test_a_question_that_an_answer_of_the_step_fits_is_an_answer(talk) -> None:
    for _ in range(4):
        talk.type("xong")
    step = talk.type("không thấy tin nhắn thì làm sao?", "vneid_dang_nhap_otp")
    assert not step.side_question
    assert "tin bị chặn" in step.answer.body


def test_another_guide_can_be_started_from_within(talk) -> None:
    step = talk.send(Said("/guide_han_the", "guide_han_the"))
    assert step.state.guide == "han_the"
    assert step.state.given == {}


def test_every_step_of_every_guide_can_be_put(content) -> None:
    for guide in content.guides:
        intent = guide_intent(guide)
        step = Talk(content).send(Said(f"/{intent}", intent))
        assert step.answer.question in content.guides[guide].questions
        assert step.answer.body


def test_asking_for_the_open_dialogue_again_puts_its_question(talk) -> None:
    talk.type("xong")
    step = talk.type("tiếp tục kích hoạt đi", guide_intent(GUIDE))
    assert step.answer.question == "cai_dat"
    assert talk.type("tiếp tục", guide_intent(GUIDE)).answer.question == "mo_kich_hoat"
