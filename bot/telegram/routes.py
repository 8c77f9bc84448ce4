"""What the server answers over HTTP: Telegram's webhook, health, and figures for Prometheus."""

from __future__ import annotations

import hmac
import json
import logging
from typing import Any, Awaitable, Callable, Dict, Optional, Sequence

from prometheus_client import CONTENT_TYPE_LATEST
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.settings import WEBHOOK_PATH
from bot.storage.database import StoreRefused
from bot.telegram.metrics import Metrics

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Telegram's largest update is far smaller; more is nobody's message.
MOST_BYTES = 256 * 1024


def add_webhook(
    blueprint: Blueprint,
    secret: str,
    take: Callable[[Sequence[Dict[str, Any]]], Awaitable[None]],
    is_open: Callable[[], bool],
    metrics: Metrics,
) -> None:
    """Lets Telegram deliver updates, each acknowledged once ``take`` has stored it."""

    @blueprint.route(WEBHOOK_PATH, methods=["POST"])
    async def webhook(request: Request) -> HTTPResponse:
        shown = request.headers.get(SECRET_HEADER) or ""
        if not hmac.compare_digest(shown.encode(errors="surrogateescape"), secret.encode()):
            metrics.webhook_refused.inc()
            return response.empty(status=403)
        if len(request.body) > MOST_BYTES:
            return response.empty(status=413)
        if not is_open():
            return response.empty(status=503)
        try:
            await take([json.loads(request.body)])
        except (ValueError, RecursionError):  # no JSON, no update, or nested without end
            return response.empty(status=400)
        except StoreRefused as error:
            logger.error("Không lưu được tin mới nên chưa nhận: %s", error)
            return response.empty(status=503)
        return response.empty(status=200)


def add_operations(
    blueprint: Blueprint, not_ready: Callable[[], Awaitable[Optional[str]]], metrics: Metrics
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
    async def figures(request: Request) -> HTTPResponse:
        return response.raw(metrics.text(), content_type=CONTENT_TYPE_LATEST)
