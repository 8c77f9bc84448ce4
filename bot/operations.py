"""The part of the server that all front ends stand on: the agent, health, and figures."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Dict, Optional

from prometheus_client import CONTENT_TYPE_LATEST
from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.figures import Figures
from bot.front_end import FrontEnd
from bot.request_guard import guard_requests

# No message and no update is nearly as large.
MOST_BYTES = 256 * 1024
# Clients keep connections open; a stop does not wait for them to end by themselves.
_GRACEFUL_SECONDS = 1.0


class OperationsInput(FrontEnd):
    """Takes no messages: starts and stops what the others share. Comes first among channels.

    Sanic starts in the order of channels and stops in the reverse one.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "operations"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Health and figures, and the life of what is shared."""
        blueprint = Blueprint("operations", __name__)
        guard_requests(blueprint)
        add_operations(blueprint, self._running.not_ready, self._running.figures)
        blueprint.listener("before_server_start")(_bound)
        blueprint.listener("after_server_start")(self._start)
        blueprint.listener("before_server_stop")(self._stop)
        return blueprint

    async def _start(self, app: Sanic, loop: Any) -> None:
        await self._running.start(app)

    async def _stop(self, app: Sanic, loop: Any) -> None:
        await self._running.stop()


def _bound(app: Sanic, loop: Any) -> None:
    """Settings that Sanic reads when a connection opens or the server stops."""
    app.config.REQUEST_MAX_SIZE = MOST_BYTES
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = _GRACEFUL_SECONDS


def add_operations(
    blueprint: Blueprint, not_ready: Callable[[], Awaitable[Optional[str]]], figures: Figures
) -> None:
    """Lets whoever runs the assistant look at it; ``not_ready`` says why it is not, or nothing."""

    @blueprint.route("/healthz", methods=["GET"])
    async def healthz(request: Request) -> HTTPResponse:
        return response.json({"alive": True})

    @blueprint.route("/readyz", methods=["GET"])
    async def readyz(request: Request) -> HTTPResponse:
        reason = await not_ready()
        body: Dict[str, Any] = {"ready": reason is None}
        if reason is not None:
            body["reason"] = reason
        return response.json(body, status=200 if reason is None else 503)

    @blueprint.route("/metrics", methods=["GET"])
    async def metrics(request: Request) -> HTTPResponse:
        return response.raw(figures.text(), content_type=CONTENT_TYPE_LATEST)
