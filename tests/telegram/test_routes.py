from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, Optional

import httpx
import pytest
from sanic import Blueprint, Sanic

from bot.settings import WEBHOOK_PATH
from bot.storage.database import StoreRefused
from bot.telegram.metrics import Metrics
from bot.telegram.routes import MOST_BYTES, SECRET_HEADER, add_operations, add_webhook
from tests.auxil.process import free_port

SECRET = b"s3cret-" * 5


class Server:
    """The routes on a real port; Sanic can start once in a process, so one serves all tests."""

    def __init__(self, run) -> None:
        self._run = run
        self._base = ""
        self.reset()

    def reset(self) -> None:
        self.taken: List[Dict[str, Any]] = []
        self.refusal: Optional[Exception] = None
        self.open = True
        self.reason: Optional[str] = None

    async def start(self) -> Any:
        app = Sanic("routes", configure_logging=False)
        blueprint = Blueprint("telegram")
        self.metrics = Metrics()
        add_operations(blueprint, self._why, self.metrics)
        add_webhook(blueprint, SECRET.decode(), self._take, lambda: self.open, self.metrics)
        app.blueprint(blueprint, url_prefix="/")
        port = free_port()
        self._base = f"http://127.0.0.1:{port}"
        server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
        await server.startup()
        return server

    async def _why(self) -> Optional[str]:
        return self.reason

    async def _take(self, updates: Any) -> None:
        if self.refusal:
            raise self.refusal
        self.taken.extend(updates)

    def request(self, method: str, path: str, **values: Any) -> httpx.Response:
        async def scenario() -> httpx.Response:
            async with httpx.AsyncClient(trust_env=False) as client:
                return await client.request(method, self._base + path, **values)

        return self._run(scenario())

    def deliver(self, body: bytes, secret: Optional[bytes] = SECRET) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        return self.request("POST", WEBHOOK_PATH, content=body, headers=headers).status_code


@pytest.fixture(scope="module")
def only_server(run) -> Iterator[Server]:
    server = Server(run)
    listening = run(server.start())
    yield server
    listening.close()
    run(listening.wait_closed())


@pytest.fixture
def server(only_server) -> Server:
    only_server.reset()
    return only_server


def test_an_update_with_the_secret_is_taken(server) -> None:
    assert server.deliver(b'{"update_id": 1}') == 200
    assert server.taken == [{"update_id": 1}]


@pytest.mark.parametrize(
    "secret", [None, b"", SECRET[:-1], SECRET + b"x", "bí mật".encode(), b"\xff\xfe"]
)
def test_without_the_secret_nothing_is_taken(server, secret) -> None:
    refused = server.metrics.webhook_refused._value.get()
    assert server.deliver(b'{"update_id": 1}', secret) == 403
    assert server.taken == []
    assert server.metrics.webhook_refused._value.get() == refused + 1


def test_too_much_is_refused(server) -> None:
    body = json.dumps({"update_id": 1, "x": "a" * MOST_BYTES}).encode()
    assert server.deliver(body) == 413
    assert server.taken == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"x" * 1000, b"[" * 90_000])
def test_what_cannot_be_read_is_refused(server, body) -> None:
    assert server.deliver(body) == 400


def test_what_cannot_be_stored_telegram_must_keep(server) -> None:
    server.refusal = StoreRefused("disk is full")
    assert server.deliver(b'{"update_id": 1}') == 503


def test_nothing_is_taken_before_the_start_or_in_stopping(server) -> None:
    server.open = False
    assert server.deliver(b'{"update_id": 1}') == 503
    assert server.taken == []


def test_ready_says_why_not(server) -> None:
    assert server.request("GET", "/healthz").status_code == 200
    assert server.request("GET", "/readyz").json() == {"ready": True}
    server.reason = "the store cannot be written"
    answer = server.request("GET", "/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "reason": "the store cannot be written"}


def test_every_figure_shows_from_the_start(server) -> None:
    text = server.request("GET", "/metrics").text
    for line in (
        'bot_outcomes_total{outcome="fallback"} 0.0',
        'bot_sends_total{result="blocked"} 0.0',
        'bot_updates_received_total{result="flooded"} 0.0',
        "bot_answer_seconds_count 0.0",
    ):
        assert line in text
