from __future__ import annotations

import json
from typing import Any, Dict, Iterator, List, Optional

import pytest
from sanic import Blueprint

from bot.operations import MOST_BYTES
from bot.settings import WEBHOOK_PATH
from bot.storage.database import StoreRefused
from bot.telegram.metrics import Metrics
from bot.telegram.routes import SECRET_HEADER, add_webhook
from tests.auxil.http_server import HttpServer

SECRET = b"s3cret-" * 5


class Webhook:
    """The route on a real port, and what it takes."""

    def __init__(self, run) -> None:
        self.metrics = Metrics()
        blueprint = Blueprint("telegram")
        add_webhook(blueprint, SECRET.decode(), self._take, lambda: self.open, self.metrics)
        self.server = HttpServer(run, "webhook", blueprint)
        self.reset()

    def reset(self) -> None:
        self.taken: List[Dict[str, Any]] = []
        self.refusal: Optional[Exception] = None
        self.open = True

    async def _take(self, updates: Any) -> None:
        if self.refusal:
            raise self.refusal
        self.taken.extend(updates)

    def deliver(self, body: bytes, secret: Optional[bytes] = SECRET) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        answer = self.server.request("POST", WEBHOOK_PATH, content=body, headers=headers)
        return answer.status_code


@pytest.fixture(scope="module")
def only_server(run) -> Iterator[Webhook]:
    webhook = Webhook(run)
    with webhook.server:
        yield webhook


@pytest.fixture
def server(only_server) -> Webhook:
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
