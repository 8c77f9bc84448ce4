"""Taps below an answer: was it right, and handing it on."""

from __future__ import annotations

import pytest

from bot.content.answer import Guess, Heard
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.telegram.sender import PHOTO
from tests.auxil.fake_bot_api import BOT
from tests.auxil.front import GROUP, Front, texts
from tests.conftest import TODAY


@pytest.fixture
def front(content, database) -> Front:
    composer = Composer(content, TODAY)
    made = Front(composer, database, web_address="https://tro-ly.example.vn")
    made.answer = composer.topic("tam_tru", [Aspect.FEE])
    made.answer.heard = Heard("tam_tru", [Guess("tam_tru", 0.8), Guess("tam_vang", 0.1)])
    return made


def rows(turn) -> list:
    return turn.sends[-1].parameters["reply_markup"]["inline_keyboard"]


def tools(turn) -> dict:
    return {button["text"]: button["callback_data"] for button in rows(turn)[-1]}


def test_an_answer_ends_with_one_row_of_tools(front, run) -> None:
    assert list(tools(run(front.say("lệ phí tạm trú")))) == [
        "👍 Hữu ích",
        "👎 Chưa đúng",
        "↗ Chia sẻ",
    ]


def test_wrong_is_thanked_for_with_other_ways_on_and_the_answer_stays(front, run) -> None:
    shown = tools(run(front.say("ở nhờ tốn gì không")))
    turn = run(front.tap(shown["👎 Chưa đúng"]))
    assert [send.method for send in turn.sends] == ["send_message"]
    assert "Cảm ơn bạn đã báo" in texts(turn)
    offered = [button["text"] for row in rows(turn) for button in row]
    assert offered[-1] == "Xem các mục" and len(offered) == 2
    [kept] = front.kept.questions()
    assert kept.question.text == "ở nhờ tốn gì không"
    assert kept.question.sender == front.chat_data.name(7)
    assert len(front.asked) == 1, "understanding was not asked again"


def test_in_a_group_the_last_verdict_on_a_message_counts(front, run) -> None:
    turn = run(front.say(f"lệ phí tạm trú @{BOT['username']}", GROUP))
    shown = tools(turn)
    reply = run(front.tap(shown["👎 Chưa đúng"], GROUP))
    run(front.tap(shown["👍 Hữu ích"], GROUP))
    counted = {t.outcome: n for t, n in front.kept.tallies().items() if n}
    assert counted == {"answered": 1, "helpful": 1}
    assert front.kept.questions() == []
    assert reply.sends[0].parameters["reply_parameters"]


def test_sharing_sends_the_link_its_code_and_until_when_it_holds(front, run) -> None:
    shown = tools(run(front.say("lệ phí tạm trú")))
    turn = run(front.tap(shown["↗ Chia sẻ"]))
    [send] = turn.sends
    link = f"https://t.me/{BOT['username']}?start=tam_tru-le_phi"
    assert (send.method, send.parameters["qr"]) == (PHOTO, link)
    caption = send.parameters["caption"]
    assert caption.startswith("<b>Đăng ký tạm trú – lệ phí</b>")
    assert link in caption and "https://tro-ly.example.vn/chu-de/tam_tru/le_phi" in caption
    assert "Đúng đến 31/12/2026." in caption
    [[button]] = rows(turn)
    assert button["url"].startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F")
    assert turn.outcome == "smalltalk"


def test_without_a_web_page_only_telegrams_link_is_handed_on(content, database, run) -> None:
    alone = Front(Composer(content, TODAY), database)
    caption = run(alone.tap("chia_se:guide_han_the")).sends[0].parameters["caption"]
    assert "Trang web" not in caption and "start=guide_han_the" in caption


@pytest.mark.parametrize("data", ["chia_se:", "chia_se:khong_co", "y_kien:tot:x:y"])
def test_made_up_taps_lead_to_the_menu(front, run, data) -> None:
    run(front.tap(data))
    assert [message.text for message in front.asked] == ["/menu"]
    assert "helpful" not in {tally.outcome for tally in front.kept.tallies()}
