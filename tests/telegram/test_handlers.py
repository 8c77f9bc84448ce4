"""What each kind of update leads to."""

from __future__ import annotations

import pytest

from bot.content.compose import Composer
from bot.content.notice import FILE_WARNING, MASKED_WARNING, WARNINGS_KEY
from bot.storage.conversations import Conversations
from bot.telegram.privacy import DELETE_NO, DELETE_YES
from tests.auxil.fake_bot_api import BOT
from tests.auxil.front import GROUP, Front, texts
from tests.conftest import TODAY

NAME = f"@{BOT['username']}"
PHOTO = {"photo": [{"file_id": "x", "file_unique_id": "y", "width": 9, "height": 9}]}


@pytest.fixture
def front(content, database) -> Front:
    return Front(Composer(content, TODAY), database)


def asked(front: Front) -> list:
    return [message.text for message in front.asked]


def warnings(front: Front) -> list:
    return front.asked[-1].metadata.get(WARNINGS_KEY, [])


# Who is talked to


def test_rasa_hears_a_name_that_is_not_the_chats_number(front, run) -> None:
    run(front.say("đăng ký tạm trú", chat=123456789))
    assert front.asked[0].sender_id == front.own_data.name(123456789)
    assert "123456789" not in front.asked[0].sender_id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{NAME} đăng ký tạm trú ở đâu", "đăng ký tạm trú ở đâu"),
        (f"chào {NAME}, lệ phí bao nhiêu", "chào lệ phí bao nhiêu"),
        (f"😀😀 {NAME} hộ khẩu", "😀😀 hộ khẩu"),
        (f"tam tru {NAME.upper()}", "tam tru"),
    ],
)
def test_in_a_group_a_message_that_names_it_is_answered_without_the_name(
    front, run, text, words
) -> None:
    # The comma belongs to the name for the reader, not for Telegram.
    body = front.message(text.replace(",", " ,"), GROUP)
    turn = run(front.deliver("message", body))
    assert [" ".join(a.split()) for a in asked(front)] == [words]
    assert turn.sends[0].parameters["reply_parameters"]["message_id"] == body["message_id"]


@pytest.mark.parametrize(
    "text",
    [
        "mai họp nhé",
        "@nguoi_khac tạm trú",
        "/khong_co",
        f"/menu@{BOT['username']}x",
        "/start@bot_khac",
    ],
)
def test_in_a_group_nothing_else_is_answered(front, run, text) -> None:
    turn = run(front.say(text, GROUP))
    assert not turn.sends and not front.asked


def test_in_a_group_a_reply_to_it_and_commands_are_answered(front, run) -> None:
    replied = {**front.message("câu trả lời", GROUP), "from": BOT}
    run(front.say("lệ phí bao nhiêu", GROUP, reply_to_message=replied))
    run(front.say("/menu", GROUP))
    run(front.say(f"/menu{NAME}", GROUP))
    assert asked(front) == ["lệ phí bao nhiêu", "/menu", "/menu"]


def test_a_group_is_one_conversation(front, run) -> None:
    someone = {"id": 1, "is_bot": False, "first_name": "A"}
    run(front.say("/menu", GROUP))
    run(front.deliver("message", {**front.message("/menu", GROUP), "from": someone}))
    assert front.asked[0].sender_id == front.asked[1].sender_id


def test_a_name_alone_is_told_how_to_ask(front, run) -> None:
    assert f"{NAME} đăng ký tạm trú" in texts(run(front.say(NAME, GROUP)))


@pytest.mark.parametrize(
    "more",
    [
        {"from": {"id": 5, "is_bot": True, "first_name": "máy khác"}},
        {"from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}},
        {"via_bot": BOT},
    ],
)
def test_bots_and_cards_are_not_answered(front, run, more) -> None:
    for chat in (7, GROUP):
        turn = run(front.deliver("message", {**front.message(f"/menu{NAME}", chat), **more}))
        assert not turn.sends and not front.asked


def test_an_administrator_who_hides_is_a_person(front, run) -> None:
    admin = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    run(front.deliver("message", {**front.message("/menu", GROUP), "from": admin}))
    assert asked(front) == ["/menu"]


# What is said


@pytest.mark.parametrize("text", ["/tam_tru", "//menu", "/ /start", "/khong_co"])
def test_typed_text_never_is_a_payload(front, run, text) -> None:
    run(front.deliver("message", {**front.message(text), "entities": []}))
    assert not front.asked[0].text.startswith("/")


@pytest.mark.parametrize(
    "start",
    ["x" * 64, "../../etc/passwd", "<script>", "tam_tru-x", "079086001234", "\u202etam_tru"],
)
def test_a_deep_link_of_garbage_greets(front, run, start) -> None:
    run(front.say(f"/start {start}"))
    assert asked(front) == ["/start"]


@pytest.mark.parametrize(
    "data",
    [
        "/restart",
        "/guide_khong_co",
        '/tam_tru"',
        "x",
        "/nlu_fallback",
        "xoa:co2",
        "/session_start",
        "",
        "<b>",
        "\u202e",
    ],
)
def test_a_forged_tap_leads_to_the_menu(front, run, data) -> None:
    run(front.tap(data))
    assert asked(front) == ["/menu"]


@pytest.mark.parametrize(
    "data",
    [
        "/cancel",
        '/menu{"group":"cu_tru"}',
        '/tam_tru{"aspect":"le_phi"}',
        "/guide_han_the",
        '/guide_kich_hoat{"v":"tu_dau"}',
        '/guide_answer{"v":"kich_hoat:chuan_bi:xong"}',
        "/guide_back",
    ],
)
def test_a_tap_on_a_button_of_ours_is_passed_on_as_it_is(front, run, data) -> None:
    run(front.tap(data))
    assert asked(front) == [data]


def test_a_deep_link_opens_a_guided_dialogue(front, run) -> None:
    run(front.say("/start guide_kich_hoat"))
    assert asked(front) == ["/guide_kich_hoat"]


def test_masked_numbers_are_never_heard_and_the_citizen_is_told(front, run) -> None:
    run(front.say("so cccd cua em la 079 086 001 234 het han"))
    assert "0" not in front.asked[0].text
    assert warnings(front) == [MASKED_WARNING]


def test_the_edit_of_the_last_question_is_a_new_question(front, run) -> None:
    first, last = front.message("tạm trú"), front.message("thường chú")
    run(front.deliver("message", first))
    run(front.deliver("message", last))
    run(front.deliver("edited_message", {**last, "text": "thường trú", "edit_date": 2}))
    assert asked(front) == ["tạm trú", "thường chú", "thường trú"]
    # Telegram reports an edit when it adds a preview, too; and older questions are done with.
    run(front.deliver("edited_message", {**last, "text": "thường trú", "edit_date": 3}))
    run(front.deliver("edited_message", {**first, "text": "lưu trú", "edit_date": 4}))
    assert len(front.asked) == 3


# What is carried


@pytest.mark.parametrize(
    ("carried", "words"),
    [
        (PHOTO, "Tôi không mở và không lưu ảnh"),
        ({"document": {"file_id": "x", "file_unique_id": "y"}}, "Tôi không mở và không lưu ảnh"),
        ({"voice": {"file_id": "x", "file_unique_id": "y", "duration": 1}}, "chỉ đọc được chữ"),
        ({"contact": {"phone_number": "0903123456", "first_name": "A"}}, "không cần danh bạ"),
        ({"location": {"latitude": 1.0, "longitude": 1.0}}, "không cần danh bạ hay vị trí"),
    ],
)
def test_what_is_carried_gets_its_own_word_and_at_first_the_notice(
    front, run, carried, words
) -> None:
    said = texts(run(front.say(**carried)))
    assert words in said
    assert "trợ lý tự động" in said
    assert not front.asked


def test_a_caption_is_answered_with_the_warning(front, run) -> None:
    run(front.say(**PHOTO, caption="ảnh này làm hồ sơ được không, số 079086001234"))
    assert front.asked[0].text.startswith("ảnh này làm hồ sơ được không")
    assert warnings(front) == [FILE_WARNING, MASKED_WARNING]


def test_an_album_is_warned_about_once(front, run) -> None:
    turns = [run(front.say(**PHOTO, media_group_id="a")) for _ in range(4)]
    assert [len(turn.sends) for turn in turns] == [1, 0, 0, 0]


def test_an_album_whose_first_picture_is_tried_again_is_still_warned_about(front, run) -> None:
    picture = front.message(**PHOTO, media_group_id="a")
    assert [len(run(front.deliver("message", picture)).sends) for _ in range(2)] == [1, 1]


@pytest.mark.parametrize("carried", [{"new_chat_title": "x"}, {"pinned_message": {}}, {"lạ": 1}])
def test_what_telegram_itself_says_is_ignored(front, run, carried) -> None:
    assert not run(front.say(**carried)).sends


# What is kept


def test_privacy_says_what_is_kept_why_and_how_long(front, run) -> None:
    turn = run(front.say("/riengtu"))
    said = texts(turn)
    for words in (
        "30 ngày",
        "7 ngày",
        "12 giờ",
        "/xoadulieu",
        "Luật Bảo vệ dữ liệu cá nhân 2025",
        "Nghị định 356/2025/NĐ-CP",
    ):
        assert words in said
    assert "{" not in said
    assert turn.sends[0].parameters["reply_markup"]


def test_deleting_asks_once_then_deletes_this_chat_alone(front, run, database) -> None:
    conversations = Conversations(database)
    for chat in (7, 8):
        run(conversations.save(front.own_data.name(chat), "{}"))
        front.dialogues.keep(front.own_data.name(chat), {"given": {"sinh": "1986-05-14"}})
    assert "không lấy lại được" in texts(run(front.say("/xoadulieu")))
    run(front.tap(DELETE_NO))
    assert len(conversations.senders()) == 2
    said = texts(run(front.tap(DELETE_YES)))
    assert "Đã xóa 1 bản ghi" in said and "còn 0 bản ghi" in said
    assert conversations.senders() == [front.own_data.name(8)]
    assert front.dialogues.get(front.own_data.name(7)) is None
    assert front.dialogues.get(front.own_data.name(8)) is not None
    name = front.own_data.name(7).encode()
    files = list(database.path.parent.iterdir())
    assert files and all(name not in file.read_bytes() for file in files)


def test_blocked_or_removed_nothing_is_kept(front, run, database) -> None:
    conversations = Conversations(database)
    user = {"user": BOT}
    for chat, status in ((7, "kicked"), (GROUP, "left")):
        run(conversations.save(front.own_data.name(chat), "{}"))
        change = {
            "chat": {"id": chat, "type": "private" if chat > 0 else "group"},
            "from": {"id": 7, "is_bot": False, "first_name": "Dân"},
            "date": 1,
            "old_chat_member": {"status": "member", **user},
            "new_chat_member": {"status": status, "until_date": 0, **user},
        }
        run(front.deliver("my_chat_member", change))
        assert conversations.senders() == []


def test_an_update_that_was_not_cleaned_is_refused(front, run) -> None:
    run(front.deliver("message", front.message("079086001234"), clean=False))
    assert not front.asked
    assert isinstance(front.failures[0], ValueError)


def test_an_official_owner_is_named_instead(content, database, run) -> None:
    owned = Front(Composer(content, TODAY), database, owner="Công an xã Yên Thành")
    said = texts(run(owned.say("/riengtu")))
    assert "của Công an xã Yên Thành" in said
    assert "không phải kênh chính thức" not in said


def test_whom_to_ask_about_ones_data_is_told(content, database, run) -> None:
    named = Front(Composer(content, TODAY), database, contact="tổ {số} <b>")
    assert "liên hệ tổ {số} &lt;b&gt;," in texts(run(named.say("/riengtu")))
