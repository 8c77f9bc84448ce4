"""Guided dialogues in the real process against a Bot API, and the action server going away."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest

from bot.content.store import default_data_dir
from tests.auxil.fake_bot_api import FakeBotApi
from tests.auxil.process import Process
from tests.auxil.state_folder import conversations, empty_journal, kept_bytes, wait_until_idle
from tests.e2e.conftest import Running, start

START = "▶️ Làm cùng tôi từng bước"


@pytest.fixture(scope="module")
def running(model, tmp_path_factory) -> Iterator[Running]:
    """A process of these tests' own: they stop its action server."""
    with FakeBotApi() as api:
        started = start(api, default_data_dir(), tmp_path_factory.mktemp("guided"))
        yield started
        assert started.process.stop() == 0, started.process.output
        assert api.refused == [], "the bot sent what Telegram does not take"
        assert children(started.process) == []


@pytest.fixture
def api(running: Running) -> FakeBotApi:
    return running.api


def children(process: Process) -> List[int]:
    """The processes that ``process`` has started."""
    parent = str(process.pid)
    stats = (path.read_text() for path in Path("/proc").glob("[0-9]*/stat") if path.exists())
    fields = (stat.rsplit(")", 1)[1].split() + [stat.split(" ", 1)[0]] for stat in stats)
    return [int(f[-1]) for f in fields if f[1] == parent and f[0] != "Z"]


def titles(message: Dict[str, Any]) -> List[str]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def test_an_answer_leads_into_the_companion_and_through_it(api) -> None:
    assert START in titles(api.talk(101, "kích hoạt vneid kiểu gì"))
    first = api.press(101, START)
    assert "Bước 1/9" in first["text"]
    assert "✅ Xong" in titles(first)
    for step in range(2, 10):
        assert f"Bước {step}/9" in api.press(101, "✅ Xong")["text"]
    done = api.press(101, "✅ Xong")
    assert "Chúc mừng" in done["text"]
    assert "Căn cứ:" in done["text"]


def test_trouble_a_side_question_and_leaving(api) -> None:
    api.talk(102, "/start guide_kich_hoat")
    api.press(102, "✅ Xong")
    listed = api.press(102, "⚠️ Tôi gặp lỗi")
    assert "Không tìm thấy VNeID" in titles(listed)
    assert "CH Play" in api.press(102, "Không tìm thấy VNeID")["text"]
    side = api.talk(102, "đăng ký tạm trú mất bao nhiêu tiền")
    assert "15.000 đồng" in side["text"]
    assert side["text"].rstrip().endswith("Xong chưa bạn?")
    assert "✅ Xong" in titles(side)
    assert "Bước 3/9" in api.talk(102, "xong rồi")["text"]
    left = api.talk(102, "/huy")
    assert "Đã dừng ở bước này" in left["text"]
    assert "Bước 3/9" in api.press(102, START)["text"]


def test_the_first_message_of_a_talk_says_what_this_is_in_a_guide_too(api) -> None:
    assert "trợ lý tự động" in api.talk(103, "/start guide_kich_hoat")["text"]


def test_a_tap_on_an_ended_dialogue_does_no_harm(api) -> None:
    shown = api.talk(104, "/start guide_kich_hoat")
    done = next(
        b["callback_data"]
        for row in shown["reply_markup"]["inline_keyboard"]
        for b in row
        if b["text"] == "✅ Xong"
    )
    api.press(104, "✅ Xong")
    api.press(104, "✖️ Thôi")
    replies = len(api.calls_of_replies())
    api.tap_data(104, done)
    api.wait_for(lambda: len(api.calls_of_replies()) > replies, "a reply to the old button")
    assert "đã kết thúc" in api.calls_of_replies()[-1].result["text"]


def test_a_server_that_hangs_or_dies_is_told_of_and_comes_back(running) -> None:
    api, process = running.api, running.process
    [server] = children(process)
    api.talk(105, "/start guide_kich_hoat")
    os.kill(server, signal.SIGSTOP)
    assert "tạm nghỉ" in api.talk(105, "xong")["text"]
    assert "15.000 đồng" in api.talk(105, "đăng ký tạm trú mất bao nhiêu tiền")["text"]
    os.kill(server, signal.SIGKILL)
    process.wait_for("chạy lại sau")
    wait_until_back(api, 105)


def wait_until_back(api: FakeBotApi, chat: int) -> None:
    def back() -> bool:
        return "Bước 1/9" in api.talk(chat, "/start guide_kich_hoat")["text"]

    api.wait_for(back, "the action server to be back")


def test_eight_hanging_calls_do_not_keep_others_from_an_answer(running) -> None:
    api = running.api
    chats = range(1200, 1208)
    for chat in chats:
        api.talk(chat, "/start guide_kich_hoat")
    [server] = children(running.process)
    os.kill(server, signal.SIGSTOP)
    for chat in chats:
        api.type(chat, "xong")
    began = time.monotonic()
    assert "15.000 đồng" in api.talk(1210, "đăng ký tạm trú mất bao nhiêu tiền")["text"]
    assert time.monotonic() - began < 8
    for chat in chats:
        api.wait_for(lambda c=chat: "tạm nghỉ" in api.replies_to(c)[-1]["text"], "word of it")
    began = time.monotonic()
    assert "tạm nghỉ" in api.talk(1211, "/start guide_kich_hoat")["text"]
    assert time.monotonic() - began < 8
    os.kill(server, signal.SIGCONT)
    wait_until_back(api, 1211)


FLOWS = {
    "han_the": ["thẻ căn cước", "còn dùng được", "14/05/1986"],
    "dia_chi": ["xa Nghia Hung huyen Vinh Tuong"],
    "lua_dao": ["thang Quach Tuan goi bao la cong an, em lo doc ma otp roi"],
    "ngay_tra": ["đăng ký tạm trú", "nop hom 20/11/2026"],
}


@pytest.mark.parametrize("guide", FLOWS)
def test_nothing_that_was_typed_is_in_any_file_or_in_the_output(running, guide) -> None:
    chat = 1300 + list(FLOWS).index(guide)
    running.api.talk(chat, f"/start guide_{guide}")
    for text in FLOWS[guide]:
        running.api.talk(chat, text)
        wait_until_idle(running.api, running.state)
        empty_journal(running.state)
        kept = b"\n".join(kept_bytes(running.state))
        assert b"guide_progress" in kept
        for word in (text, *re.findall(r"\d[\d/]{4,}|(?:[A-Z][a-z]+ ?){2,}", text)):
            assert word.encode() not in kept
            assert word not in running.process.output
    assert all("guide_state" not in tracker for tracker in conversations(running.state).values())
    assert all("1986-05-14" not in tracker for tracker in conversations(running.state).values())


def test_killed_in_mid_flow_the_activation_goes_on_and_others_are_begun_again(
    model, tmp_path
) -> None:
    with FakeBotApi() as api:
        first = start(api, default_data_dir(), tmp_path)
        api.talk(1, "/start guide_kich_hoat")
        assert "Bước 3/9" in [api.talk(1, "xong"), api.talk(1, "xong")][-1]["text"]
        for chat in (2, 3):
            api.talk(chat, "/start guide_han_the")
            for text in ("thẻ căn cước", "còn dùng được"):
                api.talk(chat, text)
        first.process.kill()
        again = start(api, default_data_dir(), tmp_path)
        assert "Bước 4/9" in api.talk(1, "xong rồi")["text"]
        assert "làm lại từ đầu" in api.talk(2, "14/05/1986")["text"]
        assert "15.000 đồng" in api.talk(3, "đăng ký tạm trú mất bao nhiêu tiền")["text"]
        [server] = children(again.process)
        os.kill(server, signal.SIGSTOP)
        began = time.monotonic()
        assert again.process.stop() == 0, again.process.output
        assert time.monotonic() - began < 10
        assert not Path(f"/proc/{server}").exists()
