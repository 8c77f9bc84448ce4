"""The real process behind a webhook: secret, repeats, a locked store, a kill, a stop."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Any, Dict, Iterator, Optional

import httpx
import pytest

from bot.settings import WEBHOOK_PATH
from bot.storage.database import FILE_NAME
from bot.telegram.routes import SECRET_HEADER
from tests.auxil.fake_bot_api import BOT, TOKEN, FakeBotApi
from tests.auxil.process import Process, environment, free_port

SECRET = "mot-ma-bi-mat-rat-dai"
RUNNING = f"https://t.me/{BOT['username']}"


class Server:
    """The assistant in webhook mode, and Telegram on the other side of it."""

    def __init__(self, api: FakeBotApi, state: Path) -> None:
        self.api = api
        self.state = state
        self._port = free_port()
        self.env = environment(
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_BASE=api.base,
            TELEGRAM_WEBHOOK_URL="https://bot.example.vn",
            TELEGRAM_WEBHOOK_SECRET=SECRET,
            BOT_PORT=str(self._port),
            BOT_STATE=str(state),
        )
        self.process: Process
        self._numbers = itertools.count(1)

    def start(self) -> None:
        self.process = Process(["run"], self.env)
        self.process.wait_for(RUNNING)

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self._port}{path}", trust_env=False)

    def post(self, update: Dict[str, Any], secret: Optional[str] = SECRET) -> int:
        headers = {SECRET_HEADER: secret} if secret else {}
        address = f"http://127.0.0.1:{self._port}{WEBHOOK_PATH}"
        return httpx.post(address, json=update, headers=headers, trust_env=False).status_code

    def text(self, chat: int, words: str) -> Dict[str, Any]:
        number = next(self._numbers)
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Dân"},
            "from": {"id": chat, "is_bot": False, "first_name": "Dân"},
            "text": words,
        }
        return {"update_id": number, "message": message}

    def wait_for_replies(self, chat: int, number: int) -> str:
        """The last of so many replies."""
        replies = self.api.replies_to
        self.api.wait_for(lambda: len(replies(chat)) >= number, f"{number} replies")
        return replies(chat)[-1]["text"]


@pytest.fixture(scope="module")
def server(model, tmp_path_factory) -> Iterator[Server]:
    with FakeBotApi() as api:
        running = Server(api, tmp_path_factory.mktemp("state"))
        running.start()
        yield running
        begun = time.monotonic()
        assert running.process.stop() == 0, running.process.output
        assert time.monotonic() - begun < 10


def test_it_says_that_telegram_does_not_deliver_here_yet(server) -> None:
    assert "webhook set" in server.process.output
    assert server.api.offsets == []


def test_with_the_secret_it_is_answered_and_a_repeat_is_not(server) -> None:
    update = server.text(11, "đăng ký tạm trú")
    assert [server.post(update) for _ in range(3)] == [200, 200, 200]
    assert "Đăng ký tạm trú" in server.wait_for_replies(11, 1)
    assert server.post(server.text(11, "/help")) == 200
    server.wait_for_replies(11, 2)
    assert len(server.api.replies_to(11)) == 2


def test_without_it_nothing_is_stored(server) -> None:
    for secret in (None, "sai-ma-bi-mat-sai"):
        assert server.post(server.text(12, "xin chào"), secret) == 403
    with sqlite3.connect(server.state / FILE_NAME) as connection:
        query = "SELECT count(*) FROM inbox WHERE lane = 12 OR payload LIKE '%xin chào%'"
        assert connection.execute(query).fetchone() == (0,)


def test_while_the_store_is_locked_telegram_keeps_its_updates(server) -> None:
    update = server.text(13, "xin chào")
    with sqlite3.connect(server.state / FILE_NAME, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert server.post(update) == 503
        assert server.get("/readyz").status_code == 503
        assert server.get("/healthz").status_code == 200
        other.execute("ROLLBACK")
    assert server.get("/readyz").status_code == 200
    assert server.post(update) == 200
    server.wait_for_replies(13, 1)


def test_killed_and_started_again_it_answers_what_waited_and_knows_the_conversation(
    server,
) -> None:
    assert server.post(server.text(14, "em muốn đăng ký tạm trú")) == 200
    server.wait_for_replies(14, 1)
    hold = server.api.fail("sendMessage", chat=15, hang=30)
    for words in ("xin chào", "cảm ơn"):
        assert server.post(server.text(15, words)) == 200
    server.api.wait_for(lambda: bool(hold.seen), "a send under way")
    server.process.kill()
    server.start()
    server.wait_for_replies(15, 2)
    assert server.post(server.text(14, "thế mất bao nhiêu tiền?")) == 200
    answer = server.wait_for_replies(14, 2)
    assert "Đăng ký tạm trú" in answer
    assert "đồng" in answer
    assert "trợ lý tự động" not in answer
    assert len(server.api.replies_to(15)) == 2


def test_without_a_model_it_ends_with_an_error(model, tmp_path) -> None:
    copy = Path(shutil.copy(model, tmp_path / model.name))
    with FakeBotApi() as api:
        env = environment(
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_BASE=api.base,
            BOT_PORT=str(free_port()),
            BOT_MODELS=str(tmp_path),
        )
        process = Process(["run"], env)
        process.wait_for("Đang nạp")
        copy.unlink()
        assert process.wait(60) == 1
        assert "Không có mô hình" in process.output
        assert api.count("getUpdates") == 0
        assert api.offsets == []
