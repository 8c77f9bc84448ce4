from __future__ import annotations

from typing import Iterator, Optional

import pytest
from sanic import Blueprint

from bot.figures import Figures
from bot.operations import add_operations
from bot.telegram.metrics import Metrics
from bot.web.metrics import WebMetrics
from tests.auxil.http_server import HttpServer


class Operations:
    """The routes on a real port; ``reason`` is why the process is not ready."""

    def __init__(self, run) -> None:
        self.reason: Optional[str] = None
        figures = Figures()
        Metrics(figures)
        WebMetrics(figures)
        blueprint = Blueprint("operations")
        add_operations(blueprint, self._why, figures)
        self.server = HttpServer(run, "operations", blueprint)

    async def _why(self) -> Optional[str]:
        return self.reason


@pytest.fixture(scope="module")
def operations(run) -> Iterator[Operations]:
    running = Operations(run)
    with running.server:
        yield running


def test_ready_says_why_not(operations) -> None:
    get = operations.server.request
    assert get("GET", "/healthz").status_code == 200
    assert get("GET", "/readyz").json() == {"ready": True}
    operations.reason = "the store cannot be written"
    answer = get("GET", "/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "reason": "the store cannot be written"}


def test_every_figure_of_every_front_end_shows_from_the_start(operations) -> None:
    text = operations.server.request("GET", "/metrics").text
    for line in (
        'bot_outcomes_total{outcome="fallback"} 0.0',
        'bot_sends_total{result="blocked"} 0.0',
        'bot_updates_received_total{result="flooded"} 0.0',
        "bot_answer_seconds_count 0.0",
        'bot_web_messages_total{result="repeated"} 0.0',
        'bot_web_outcomes_total{outcome="parked"} 0.0',
        "bot_web_answer_seconds_count 0.0",
        'bot_http_responses_total{status="5xx"} 0.0',
    ):
        assert line in text
