"""Whole turns through the loaded agent: rules, memory, and what is said."""

from __future__ import annotations

import uuid

import pytest

from bot.content.answer import Outcome


@pytest.fixture
def say(brain, run):
    conversation = uuid.uuid4().hex
    return lambda text: run(brain.reply(text, conversation))


def test_the_first_reply_says_that_this_is_a_machine_and_no_other_does(say) -> None:
    notice = say("đăng ký tạm trú ở đâu").notice
    assert "trợ lý tự động" in notice
    assert "không phải cán bộ công an" in notice
    assert "đừng gửi" in notice
    assert say("còn lệ phí?").notice == ""


def test_a_follow_up_keeps_the_topic_and_a_new_topic_changes_it(say) -> None:
    assert say("em muốn đăng ký tạm trú").topic == "tam_tru"
    fee = say("thế mất bao nhiêu tiền?")
    assert (fee.topic, fee.aspects) == ("tam_tru", ["le_phi"])
    assert say("đổi thẻ căn cước ở đâu").topic == "can_cuoc_cap_doi"
    papers = say("cần giấy tờ gì")
    assert (papers.topic, papers.aspects) == ("can_cuoc_cap_doi", ["ho_so"])


def test_a_question_with_two_aspects_gets_both(say) -> None:
    answer = say("đăng ký tạm trú cần giấy tờ gì và lệ phí bao nhiêu")
    assert answer.topic == "tam_tru"
    assert answer.aspects == ["ho_so", "le_phi"]


def test_an_aspect_without_a_topic_is_asked_back_and_then_answered(say) -> None:
    asked = say("lệ phí bao nhiêu")
    assert asked.outcome is Outcome.CLARIFY
    assert all('"aspect":"le_phi"' in button.payload for button in asked.buttons)
    answer = say("đăng ký thường trú")
    assert (answer.topic, answer.aspects) == ("thuong_tru", ["le_phi"])


def test_a_button_answers_exactly_its_aspect(say) -> None:
    answer = say('/dinh_danh_kich_hoat{"aspect":"su_co"}')
    assert (answer.topic, answer.aspects) == ("dinh_danh_kich_hoat", ["su_co"])
    assert say("cần mang gì").topic == "dinh_danh_kich_hoat"


def test_cancelling_forgets_the_topic(say) -> None:
    say("đăng ký tạm trú")
    assert "Không có phần nào đang hỏi dở" in say("/cancel").body
    assert say("lệ phí bao nhiêu").outcome is Outcome.CLARIFY


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("bạn là người hay máy?", Outcome.SMALLTALK),
        ("xin chào", Outcome.SMALLTALK),
        ("làm hộ chiếu ở đâu", Outcome.SIGNPOST),
        ("đăng ký kết hôn cần gì", Outcome.SIGNPOST),
        ("viết cho tôi một bài thơ về mùa thu", Outcome.FALLBACK),
        ("😀😀😀", Outcome.FALLBACK),
        ("", Outcome.FALLBACK),
    ],
)
def test_each_message_ends_in_its_outcome(say, text, outcome) -> None:
    answer = say(text)
    assert answer.outcome is outcome
    assert answer.body


def test_the_question_whether_it_is_a_machine_is_answered_truthfully(say) -> None:
    assert "Tôi là máy" in say("đang nói chuyện với người thật hay robot vậy").body


def test_the_fallback_says_whom_to_ask(say) -> None:
    body = say("zxcv qwer asdf").body
    assert "Công an xã" in body or "dichvucong.gov.vn" in body


@pytest.mark.parametrize("group", ["can_cuoc", "dinh_danh", "so_ho_khau", "cu_tru"])
def test_a_menu_group_lists_its_topics(say, content, group) -> None:
    answer = say(f'/menu{{"group":"{group}"}}')
    listed = next(g for g in content.menu.groups if g.id == group).topics
    assert [button.payload for button in answer.buttons] == [f"/{topic}" for topic in listed]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "căn cước " * 1200,
        "<b>x</b>&lt;",
        "\u202e\u0000x",
        "/khong_co_y_dinh_nay",
        '/tam_tru{"aspect":"rm -rf"}',
        '/tam_tru{"aspect":',
    ],
)
def test_hostile_text_gets_an_answer(say, text) -> None:
    assert say(text).body
