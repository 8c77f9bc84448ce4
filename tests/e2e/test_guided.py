"""Guided dialogues in the real process against a Bot API, and the action server going away."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import pytest

from bot.content.store import default_data_dir
from tests.auxil.fake_bot_api import BOT, TOKEN, FakeBotApi
from tests.auxil.process import Process, environment, free_port

START = "▶️ Làm cùng tôi từng bước"


@pytest.fixture(scope="module")
def running(model) -> Iterator[Tuple[FakeBotApi, Process]]:
    with FakeBotApi() as api:
        env = environment(
            TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE=api.base, BOT_PORT=str(free_port())
        )
        process = Process(["run", "--data", str(default_data_dir())], env)
        process.wait_for(f"https://t.me/{BOT['username']}")
        yield api, process
        assert process.stop() == 0, process.output
        assert api.refused == [], "the bot sent what Telegram does not take"
        assert children(process) == []


@pytest.fixture
def api(running) -> FakeBotApi:
    return running[0]


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
    api, process = running
    [server] = children(process)
    api.talk(105, "/start guide_kich_hoat")
    os.kill(server, signal.SIGSTOP)
    assert "tạm nghỉ" in api.talk(105, "xong")["text"]
    assert "15.000 đồng" in api.talk(105, "đăng ký tạm trú mất bao nhiêu tiền")["text"]
    os.kill(server, signal.SIGKILL)
    process.wait_for("chạy lại sau")

    def back() -> bool:
        return "Bước 1/9" in api.talk(105, "/start guide_kich_hoat")["text"]

    api.wait_for(back, "the action server to be back")


def test_nothing_that_was_typed_is_in_the_output(running) -> None:
    api, process = running
    api.talk(106, "/start guide_han_the")
    for text in ("thẻ căn cước", "còn dùng được", "14/05/1986"):
        api.talk(106, text)
    assert "1986" not in process.output
