"""What a message does to an open dialogue, whichever guide it is."""

from __future__ import annotations

import dataclasses
from typing import Any, Dict, Optional

import pytest

from bot.content.compose import Composer
from bot.content.intents import guide_intent
from bot.guides.state import End, Said, State
from bot.guides.turn import Step, Turn
from tests.auxil.open_questions import open_questions
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


@pytest.fixture(scope="module")
def asked(content):
    return open_questions(content)


def open_at(content, question) -> Talk:
    talk = Talk(content)
    talk.state = State(question.guide, dict(question.given), question.question)
    return talk


def payloads(step: Step) -> list:
    return [button.payload for button in step.answer.buttons]


def test_every_question_is_among_those_tried(content, asked) -> None:
    tried = {(question.guide, question.question) for question in asked}
    assert tried == {(g, q) for g, guide in content.guides.items() for q in guide.questions}


@pytest.mark.parametrize("text", ["không rõ", "tôi không biết", "khong biet", "Chịu thôi ạ"])
def test_who_does_not_know_gets_a_way_on_at_every_question(content, asked, text) -> None:
    for question in asked:
        step = open_at(content, question).type(text)
        moved = step.state.end == End.DONE or step.state.given != question.given
        explained = step.state.tries == 0 and step.answer and step.answer.body
        assert moved or explained, question
        assert moved or len(step.answer.buttons) > 1, question


def test_two_unread_answers_bring_a_way_out_at_every_question(content, asked) -> None:
    for question in asked:
        talk = open_at(content, question)
        first, second = talk.type("zxcv"), talk.type("vbnm")
        assert first.answer.question == second.answer.question == question.question
        topic = content.guides[question.guide].topics[0]
        assert f"/{topic}" in payloads(second), question


@pytest.mark.parametrize("text", ["vâng", "ừ", "ok ạ", "đúng rồi"])
def test_a_nod_answers_what_is_asked_for_yes_or_no(content, text) -> None:
    talk = Talk(content)
    talk.state = State("giay_to", {"thu_tuc": "tach_ho"}, "ly_hon")
    assert talk.type(text, "gat_dau").state.given["ly_hon"] == "ly_hon"


def test_a_nod_at_another_question_is_asked_again_and_starts_nothing(content) -> None:
    talk = Talk(content)
    talk.state = State("giay_to", {"thu_tuc": "tam_tru"}, "nguoi")
    step = talk.type("vâng", "gat_dau")
    assert not step.side_question
    assert (step.answer.question, step.state.tries) == ("nguoi", 1)


def test_start_leaves_and_the_menu_is_a_side_question(talk) -> None:
    assert talk.send(Said("/menu", "menu")).side_question
    assert talk.send(Said("/start", "start")).state.end == End.LEFT


def test_the_open_question_can_be_put_again_by_a_button(talk) -> None:
    talk.type("xong")
    step = talk.tap(f"{GUIDE}:cai_dat:-")
    assert (step.answer.question, step.state.tries) == ("cai_dat", 0)


@pytest.mark.parametrize(
    ("guide", "topic", "given", "question"),
    [
        ("giay_to", "tam_tru", {"thu_tuc": "tam_tru"}, "nguoi"),
        ("giay_to", "thuong_tru_nha_thue", {"thu_tuc": "thuong_tru", "cho_o": "thue"}, "nguoi"),
        ("ngay_tra", "can_cuoc_cap_doi", {"thu_tuc": "the"}, "ngay_nop"),
        ("ngay_tra", "can_cuoc_nhan_the", {}, "thu_tuc"),
        ("kich_hoat", "dinh_danh_kich_hoat", {}, "chuan_bi"),
    ],
)
def test_started_below_a_topic_it_does_not_ask_what_the_topic_says(
    content, guide, topic, given, question
) -> None:
    intent = guide_intent(guide)
    step = Talk(content).send(Said(f'/{intent}{{"v":"{topic}"}}', intent, topic))
    assert (step.state.given, step.answer.question) == (given, question)
    assert ("Không phải thì" in step.answer.body) == bool(given)


def test_back_from_the_first_question_asks_what_the_topic_had_said(content) -> None:
    talk = Talk(content)
    talk.send(Said("/guide_giay_to", "guide_giay_to", "thuong_tru_nha_thue"))
    assert talk.type("quay lại").answer.question == "thu_tuc"


@pytest.mark.parametrize(
    ("guide", "text", "question"),
    [
        ("dia_chi", "phường 5 quận 3 tphcm nay là phường gì", None),
        ("dia_chi", "Quận 1 giờ là gì", "dia_chi"),
        ("dia_chi", "tra phường mới của tôi", "dia_chi"),
        ("ngay_tra", "tính ngày nhận kết quả tạm trú", "ngay_nop"),
        ("giay_to", "lập danh sách giấy tờ đăng ký tạm trú", "nguoi"),
        ("lua_dao", "tôi đã chuyển 20 triệu rồi, có phải lừa đảo không", None),
        ("lua_dao", "tôi muốn kiểm tra một tin nhắn nghi lừa đảo", "mo_ta"),
    ],
)
def test_the_words_that_start_it_may_answer_its_first_question(
    content, guide, text, question
) -> None:
    step = Talk(content).type(text, guide_intent(guide))
    assert step.state.guide == guide
    assert (step.answer.question if step.answer else None) == question


def test_an_address_at_the_open_question_is_taken_though_it_sounds_like_the_start(content) -> None:
    talk = Talk(content)
    talk.send(Said("/guide_dia_chi", "guide_dia_chi"))
    step = talk.type("phường 5 quận 3 tphcm nay là phường gì", "guide_dia_chi")
    assert step.state.end == End.DONE
