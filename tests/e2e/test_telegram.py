"""The real process against a Bot API: typing, tapping, deep links, in every domain."""

from __future__ import annotations

import json
import os
import re
import urllib.error
import urllib.request
from typing import Any, Dict, List

import pytest
from telegram import Message

from bot.telegram.introduction import COMMANDS


def titles(message: Dict[str, Any]) -> List[str]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def test_no_training_was_needed_and_the_commands_are_registered(running) -> None:
    api, process = running.api, running.process
    assert "huấn luyện" not in process.output
    [call] = [c for c in api.calls if c.method == "setMyCommands"]
    assert [c["command"] for c in call.data["commands"]] == [c.command for c in COMMANDS]


def test_it_says_that_it_is_ready_and_rasas_api_is_closed(running) -> None:
    port = running.port
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as response:
        assert json.load(response) == {"ready": True}
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as response:
        assert json.load(response) == {"alive": True}
    for path in ("status", "conversations/1/tracker", "domain", "webhooks/telegram"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}")
        assert refused.value.code == 404


def test_the_figures_are_for_prometheus(running, api) -> None:
    port = running.port
    api.talk(111, "đăng ký tạm trú")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as response:
        text = response.read().decode()
    assert 'bot_outcomes_total{outcome="answered"}' in text
    assert "bot_answer_seconds_bucket" in text
    assert "bot_inbox_waiting 0.0" in text
    assert 'bot_sends_total{result="sent"}' in text
    assert "tạm trú" not in text
    assert "111" not in [line.split(" ")[-1] for line in text.splitlines()]


def test_start_greets_says_what_it_is_and_shows_the_menu(api) -> None:
    message = api.talk(101, "/start")
    assert "trợ lý tự động" in message["text"]
    assert "🏠 Cư trú" in titles(message)


@pytest.mark.parametrize(
    ("chat", "question", "title", "then", "follow_up", "words"),
    [
        (
            201,
            "toi muon doi cccd het han",
            "Đổi thẻ căn cước",
            "Giấy tờ",
            "lệ phí bao nhiêu",
            "đồng",
        ),
        (
            202,
            "kích hoạt vneid kiểu gì",
            "Kích hoạt tài khoản VNeID",
            "Vướng mắc",
            "có mất tiền ko",
            "",
        ),
        (
            203,
            "ko còn shk thì dùng gì thay",
            "Bảy cách thay sổ hộ khẩu",
            "Cách làm",
            "ai được làm",
            "",
        ),
        (
            204,
            "em moi thue tro, dk tam tru sao",
            "Đăng ký tạm trú",
            "Lệ phí",
            "nộp ở đâu",
            "Công an xã",
        ),
    ],
)
def test_a_conversation_in_each_domain(api, chat, question, title, then, follow_up, words) -> None:
    first = api.talk(chat, question)
    assert title in first["text"]
    assert "Căn cứ:" in first["text"]
    assert "Cập nhật:" in first["text"]
    assert "trợ lý tự động" in first["text"]
    assert then in titles(first), titles(first)
    tapped = api.press(chat, then)
    assert title in tapped["text"]
    assert "trợ lý tự động" not in tapped["text"]
    assert tapped["message_id"] != first["message_id"]
    followed = api.talk(chat, follow_up)
    assert title in followed["text"]
    assert words in followed["text"]


def test_the_menu_is_edited_in_place_and_leads_to_a_topic(api) -> None:
    menu = api.talk(301, "/menu")
    group = api.press(301, "🏠 Cư trú")
    assert group["message_id"] == menu["message_id"]
    assert "Gia hạn tạm trú" in titles(group)
    answer = api.press(301, "Gia hạn tạm trú")
    assert "Gia hạn tạm trú" in answer["text"]
    assert answer["message_id"] != menu["message_id"]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("tam_tru", "Đăng ký tạm trú"),
        ("tam_tru-le_phi", "lệ phí"),
        ("khong_co", "Chào bạn"),
        ("x" * 64, "Chào bạn"),
    ],
)
def test_deep_links(api, start, words) -> None:
    message = api.talk(400 + len(start), f"/start {start}")
    assert words in message["text"]
    assert "trợ lý tự động" in message["text"]


def test_help_and_cancel(api) -> None:
    assert "/menu" in api.talk(501, "/help")["text"]
    api.talk(501, "đăng ký tạm trú")
    assert "Không có phần nào đang hỏi dở" in api.talk(501, "/huy")["text"]
    assert "việc gì" in api.talk(501, "lệ phí bao nhiêu")["text"]


def test_every_tap_is_answered_first(api) -> None:
    api.talk(601, "/menu")
    before = len(api.calls)
    api.press(601, "🪪 Thẻ căn cước")
    assert api.calls[before].method == "answerCallbackQuery"


def test_a_tap_that_is_repeated_is_answered_once(api) -> None:
    shown = api.talk(602, "/start tam_tru")
    before = len(api.replies_to(602))
    taps = api.count("answerCallbackQuery")
    for _ in range(3):
        api.tap(602, titles(shown)[0])
    api.wait_for(lambda: api.count("answerCallbackQuery") == taps + 3, "three taps")
    api.wait_for(lambda: len(api.replies_to(602)) > before, "the one answer")
    api.talk(602, "xin chào")
    assert len(api.replies_to(602)) == before + 2


@pytest.mark.parametrize(
    "data", ["/restart", '/tam_tru{"aspect":', "x", '/menu{"group":"x"}', "/nlu_fallback"]
)
def test_forged_taps_lead_to_the_menu(api, data) -> None:
    api.talk(701, "/help")
    before = api.count("answerCallbackQuery")
    replies = len(api.calls_of_replies())
    api.tap_data(701, data)
    api.wait_for(lambda: len(api.calls_of_replies()) > replies, f"a reply to {data}")
    assert api.count("answerCallbackQuery") == before + 1


def test_a_photo_is_warned_about_and_not_downloaded(api) -> None:
    before = len(api.calls_of_replies())
    api.send_photo(901)
    api.wait_for(lambda: len(api.calls_of_replies()) > before, "a reply to the photo")
    assert "không mở và không lưu ảnh" in api.calls_of_replies()[-1].result["text"]
    assert api.count("getFile") == 0


@pytest.mark.parametrize(
    "text", ["<b>x</b> &amp; </i>", "a" * 4096, "/khong_co_lenh", "/tam_tru", "\u202e😀"]
)
def test_hostile_text_gets_a_reply(api, text) -> None:
    assert api.talk(1001, text)["text"]


def test_replies_are_what_python_telegram_bot_reads(api) -> None:
    for call in api.calls_of_replies():
        parsed = Message.de_json(call.result, None)
        assert parsed.text == call.result["text"]


def test_updates_are_acknowledged_by_offset_and_none_is_answered_twice(api) -> None:
    answered = len(api.calls_of_replies())
    api.talk(1101, "xin chào")
    api.talk(1101, "cảm ơn")
    assert len(api.calls_of_replies()) == answered + 2
    assert max(api.offsets) > 1000


def test_an_edited_sentence_is_live_without_training(running) -> None:
    api, process, data = running.api, running.process, running.data
    topic = data / "topics" / "cu_tru" / "tam_tru.yml"
    stamp = topic.stat().st_mtime_ns
    edited = re.sub(r"(  noi_nop: \|\n)", r"\1    Câu vừa sửa xong.\n\n", topic.read_text())
    topic.write_text(edited)
    os.utime(topic, ns=(stamp + 10**9, stamp + 10**9))

    def shown() -> bool:
        return "Câu vừa sửa xong" in api.talk(1201, "/start tam_tru-noi_nop")["text"]

    api.wait_for(shown, "the edited sentence", seconds=60)
    assert "huấn luyện" not in process.output
    topic.write_text("title: [hỏng")
    os.utime(topic, ns=(stamp + 2 * 10**9, stamp + 2 * 10**9))

    def noticed() -> bool:
        assert "Câu vừa sửa xong" in api.talk(1201, "/start tam_tru-noi_nop")["text"]
        return "Nội dung mới có lỗi" in process.output

    api.wait_for(noticed, "word of the broken file", seconds=60)


def test_an_answer_can_be_called_wrong_and_then_right_and_handed_on(running, api) -> None:
    answer = api.talk(260, "lệ phí đăng ký tạm trú")
    tools = titles(answer)[-3:]
    assert tools == ["👍 Hữu ích", "👎 Chưa đúng", "↗ Chia sẻ"]
    assert "Cảm ơn bạn đã báo" in api.press(260, tools[1])["text"]
    assert "Cảm ơn bạn" in api.press(260, tools[0])["text"]
    shared = api.press(260, tools[2])
    assert "?start=tam_tru-le_phi" in shared["caption"] and "Đúng đến" in shared["caption"]
    assert titles(shared) == ["Gửi cho người khác"]
    assert answer in api.messages(260), "the answer stays as it was"
