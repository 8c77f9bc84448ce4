"""What citizens decide about the questions kept of them."""

from __future__ import annotations

import pytest

from bot.content.answer import Guess, Heard
from bot.content.compose import Composer
from bot.incoming import DELETE_YES, KEEP_NO, KEEP_YES
from tests.auxil.fake_bot_api import BOT
from tests.auxil.front import Front, texts
from tests.conftest import TODAY


@pytest.fixture
def front(content, database) -> Front:
    composer = Composer(content, TODAY)
    made = Front(composer, database)
    made.answer = composer.fallback()
    made.answer.heard = Heard("nlu_fallback", [Guess("tam_tru", 0.1)])
    return made


def kept(front: Front) -> list:
    return [(k.question.sender, k.question.text) for k in front.kept.questions()]


def buttons(turn) -> list:
    keyboard = turn.sends[-1].parameters["reply_markup"]["inline_keyboard"]
    return [button["callback_data"] for row in keyboard for button in row]


def test_a_question_in_vain_is_kept_masked_under_a_name_that_tells_nothing(front, run) -> None:
    run(front.say("giấy gì cho 079086001234 ở nhờ", chat=123456789))
    assert kept(front) == [(front.chat_data.name(123456789), "giấy gì cho •••••••••••• ở nhờ")]


def test_commands_taps_links_and_pictures_are_not_kept(front, run) -> None:
    run(front.say("/help"))
    run(front.say("/start tam_tru"))
    run(front.say("/start 079086001234"))
    run(front.tap("/menu"))
    run(front.say(photo=[{"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9}]))
    assert kept(front) == []


def test_refusing_deletes_at_once_and_can_be_taken_back(front, run) -> None:
    run(front.say("giấy ở nhờ"))
    run(front.say("giấy ở nhờ", chat=8))
    told = run(front.say("/riengtu"))
    assert KEEP_NO in buttons(told)
    said = run(front.tap(KEEP_NO))
    assert "xóa 1 câu" in texts(said) and buttons(said) == [KEEP_YES]
    assert [sender for sender, _ in kept(front)] == [front.chat_data.name(8)]

    run(front.say("hỏi nữa"))
    assert len(kept(front)) == 1
    assert KEEP_YES in buttons(run(front.say("/riengtu")))

    assert buttons(run(front.tap(KEEP_YES))) == [KEEP_NO]
    run(front.say("hỏi lại"))
    assert (front.chat_data.name(7), "hỏi lại") in kept(front)


def test_what_was_refused_is_gone_from_every_byte(front, run, database) -> None:
    run(front.say("chuyện riêng nhà tôi"))
    run(front.tap(KEEP_NO))
    files = list(database.path.parent.iterdir())
    assert files and all("chuyện riêng".encode() not in f.read_bytes() for f in files)


def test_deleting_counts_and_takes_the_questions_too(front, run, database) -> None:
    run(front.say("chuyện riêng nhà tôi"))
    said = texts(run(front.tap(DELETE_YES)))
    assert "Đã xóa 1 bản ghi" in said and "còn 0 bản ghi" in said
    assert "không cho giữ" not in said
    assert kept(front) == []
    for file in database.path.parent.iterdir():
        assert "chuyện riêng".encode() not in file.read_bytes()


def test_a_refusal_outlives_deleting_and_that_is_told(front, run) -> None:
    run(front.tap(KEEP_NO))
    assert "bạn không cho giữ câu hỏi" in texts(run(front.tap(DELETE_YES)))
    run(front.say("hỏi nữa"))
    assert kept(front) == []


def test_deleting_forgets_what_was_held_for_a_verdict(front, run, content) -> None:
    front.answer = Composer(content, TODAY).topic("tam_tru", [])
    front.answer.heard = Heard("tam_tru")
    run(front.say("tạm trú"))
    assert len(front.held) == 1
    run(front.tap(DELETE_YES))
    assert len(front.held) == 0


def test_blocking_deletes_the_questions(front, run) -> None:
    run(front.say("chuyện riêng nhà tôi"))
    user = {"user": BOT}
    change = {
        "chat": {"id": 7, "type": "private"},
        "from": {"id": 7, "is_bot": False, "first_name": "Dân"},
        "date": 1,
        "old_chat_member": {"status": "member", **user},
        "new_chat_member": {"status": "kicked", "until_date": 0, **user},
    }
    run(front.deliver("my_chat_member", change))
    assert kept(front) == []
