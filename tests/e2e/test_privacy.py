"""What the real process keeps, prints and forgets."""

from __future__ import annotations

import itertools
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.privacy.identity import KEY_FILE, load_key, pseudonym
from tests.auxil.fake_bot_api import BOT
from tests.auxil.personal import NUMBERS, written
from tests.auxil.state_folder import (
    conversations,
    empty_journal,
    kept_bytes,
    kept_questions,
    wait_until_idle,
)

GROUP = -1009001
CHATS = itertools.count(11100)


def test_the_notice_stands_where_people_look_before_they_write(api) -> None:
    for method, field in (
        ("setMyDescription", "description"),
        ("setMyShortDescription", "short_description"),
    ):
        [call] = [c for c in api.calls if c.method == method]
        assert "tự động" in call.data[field]
        assert "không phải kênh chính thức" in call.data[field]


def test_a_number_is_masked_everywhere_and_the_citizen_is_told(running, api) -> None:
    reply = api.talk(11001, "cccd 079086001234 của em hết hạn thì đổi thế nào")
    assert "Đổi thẻ căn cước" in reply["text"]
    assert "Bạn nên xóa tin đó" in reply["text"]
    assert "079086001234" not in reply["text"]
    wait_until_idle(running.api, running.state)
    assert all(b"079086001234" not in content for content in kept_bytes(running.state))
    assert "079086001234" not in running.process.output
    assert "Bạn nên xóa tin đó" not in api.talk(11001, "lệ phí bao nhiêu")["text"]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(number=st.one_of(*NUMBERS), data=st.data())
def test_no_digits_of_a_number_reach_file_or_log(running, number, data) -> None:
    typed = data.draw(written(number))
    # A chat of its own each: Telegram takes one message a second in a chat.
    running.api.talk(next(CHATS), f"so giay to cua em la {typed} thi lam tam tru sao")
    for form in {number, typed}:
        assert all(form.encode() not in content for content in kept_bytes(running.state))
        assert form not in running.process.output


def test_nobodys_words_and_no_chat_number_stay_once_answered(running, api) -> None:
    words = "chau o tro voi ba ngoai bi benh"
    api.talk(1100312345, f"{words}, dang ky tam tru sao")
    wait_until_idle(running.api, running.state)
    key = load_key(running.state)
    tracker = conversations(running.state)[pseudonym(key, 1100312345)]
    assert "ba ngoai" not in tracker and "1100312345" not in tracker
    assert "tam_tru" in tracker
    assert words not in running.process.output
    assert "1100312345" not in running.process.output
    assert stat.S_IMODE((running.state / KEY_FILE).stat().st_mode) == 0o600


def test_deleting_says_how_much_went_and_leaves_nothing_in_any_file(running, api) -> None:
    api.talk(11004, "đăng ký tạm trú ở đâu")
    wait_until_idle(running.api, running.state)
    name = pseudonym(load_key(running.state), 11004)
    assert name in conversations(running.state)
    assert "không lấy lại được" in api.talk(11004, "/xoadulieu")["text"]
    said = api.press(11004, "Xóa hết")["text"]
    assert "còn 0 bản ghi" in said and "Đã xóa 0" not in said
    wait_until_idle(running.api, running.state)
    assert name not in conversations(running.state)
    assert all(name.encode() not in content for content in kept_bytes(running.state))
    assert "trợ lý tự động" in api.talk(11004, "lệ phí bao nhiêu")["text"], "it is a new citizen"


def test_a_question_in_vain_is_kept_masked_until_that_is_refused(running, api) -> None:
    api.talk(11010, "xin giấy cho lạc đà nhà em, số 079086001234, sinh 15/3/1990")
    wait_until_idle(running.api, running.state)
    name = pseudonym(load_key(running.state), 11010)
    assert kept_questions(running.state)[name] == [
        "xin giấy cho lạc đà nhà em, số ••••••••••••, sinh ••/•/••••"
    ]
    api.talk(11010, "/riengtu")
    assert "xóa 1 câu" in api.press(11010, "Đừng giữ câu hỏi của tôi")["text"]
    api.talk(11010, "xin giấy cho lạc đà nhà em")
    wait_until_idle(running.api, running.state)
    assert name not in kept_questions(running.state)
    empty_journal(running.state)
    assert all("lạc đà".encode() not in content for content in kept_bytes(running.state))
    assert "lạc đà" not in running.process.output


def test_what_is_typed_into_a_guided_dialogue_is_never_among_the_questions(running, api) -> None:
    api.talk(11011, "/start guide_dia_chi")
    for typed in ("thôn Lạc Đà xã Hư Không", "Hư Không", "/huy", "thôn Lạc Đà xã Hư Không"):
        api.talk(11011, typed)
    wait_until_idle(running.api, running.state)
    assert pseudonym(load_key(running.state), 11011) not in kept_questions(running.state)
    empty_journal(running.state)
    assert all("Hư Không".encode() not in content for content in kept_bytes(running.state))


def test_what_is_kept_is_told(api) -> None:
    text = api.talk(11005, "/riengtu")["text"]
    assert "30 ngày" in text and "Luật Bảo vệ dữ liệu cá nhân 2025" in text
    assert "không lấy lại được" in api.press(11005, "Xóa hết")["text"]


@pytest.mark.parametrize("content", [{"document": {"file_id": "x", "file_unique_id": "y"}}, {}])
def test_files_are_warned_about_and_never_fetched(api, content) -> None:
    before = len(api.calls_of_replies())
    if content:
        api.send(11006, **content)
    else:
        api.send_photo(11006)
    api.wait_for(lambda: len(api.calls_of_replies()) > before, "the warning")
    assert "không mở và không lưu ảnh" in api.calls_of_replies()[-1].result["text"]
    assert api.count("getFile") == 0


def test_in_a_group_it_answers_only_when_spoken_to_and_introduces_itself_once(api) -> None:
    before = len(api.calls_of_replies())
    api.send(GROUP, text="mai mấy giờ họp tổ dân phố")
    first = api.talk(GROUP, f"@{BOT['username']} đăng ký tạm trú ở đâu")
    assert len(api.calls_of_replies()) == before + 1
    assert "Đăng ký tạm trú" in first["text"] and "trợ lý tự động" in first["text"]
    second = api.talk(GROUP, f"lệ phí bao nhiêu @{BOT['username']}")
    assert "trợ lý tự động" not in second["text"] and "đồng" in second["text"]


def test_an_edited_question_gets_a_new_answer(api) -> None:
    api.talk(11007, "đăng ký thường trú cần gì")
    before = len(api.calls_of_replies())
    api.edit_last(11007, "đăng ký tạm trú cần gì")
    api.wait_for(lambda: len(api.calls_of_replies()) > before, "an answer to the edit")
    assert "tạm trú" in api.calls_of_replies()[-1].result["text"].lower()


def test_inline_cards_are_the_answers(api) -> None:
    api.ask_inline(11008, "dang ky tam tru le phi")
    api.wait_for(lambda: api.count("answerInlineQuery") > 0, "cards")
    [call] = [c for c in api.calls if c.method == "answerInlineQuery"]
    card = next(c for c in call.data["results"] if c["id"].startswith("tam_tru"))
    assert "Căn cứ:" in card["input_message_content"]["message_text"]


def test_someone_who_blocks_it_is_forgotten(running, api) -> None:
    api.talk(11009, "xin chào")
    wait_until_idle(running.api, running.state)
    name = pseudonym(load_key(running.state), 11009)
    assert name in conversations(running.state)
    api.block(11009)
    api.wait_for(lambda: name not in conversations(running.state), "the conversation to go")
