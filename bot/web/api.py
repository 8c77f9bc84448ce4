"""What the page's script calls: asking, and deleting what is kept."""

from __future__ import annotations

import json
import logging
import re
from functools import partial
from typing import Any, Awaitable, Callable, Dict, Optional

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.own_data import Deleted
from bot.storage.database import StoreRefused
from bot.web.limits import Allowance, wait_of
from bot.web.metrics import MALFORMED, REFUSED, TOO_FAST, WebMetrics
from bot.web.talk import Busy, Said, Talk, TooMany

logger = logging.getLogger(__name__)

MOST_BYTES = 8 * 1024
LONGEST_QUESTION = 1000  # characters
_LONGEST_PAYLOAD = 256
# 128 random bits and a version 4 UUID, as browsers make and write them. Nothing else is taken:
# what citizens could be recognised by must not get here.
_CONVERSATION = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_BUSY_SECONDS = 3


class Malformed(Exception):
    """It is not what the page's script sends."""


class TooLong(Malformed):
    """It is more than a question or a button can be."""


class Api:
    """The routes under ``/api``.

    ``POST /api/hoi`` takes ``{"cuoc": 32 hex digits, "so": UUID, "loi": words}`` or with ``nut``,
    a button's payload, in place of ``loi``, and gives ``{"tra_loi": [...]}``; the same ``so`` again
    gives the same reply. ``POST /api/xoa`` takes ``{"cuoc"}`` and gives ``{"da_xoa", "con_lai",
    "html"}``. Errors: 400, 413, 429 and 503 with ``Retry-After``, each with ``{"loi": kind}``.
    """

    def __init__(
        self,
        talk: Talk,
        is_open: Callable[[], bool],
        deleted: Callable[[Deleted], str],
        metrics: WebMetrics,
        each: Allowance,
        address: Allowance,
    ) -> None:
        """``deleted`` says as HTML what was deleted; ``each`` bounds one conversation."""
        self._talk = talk
        self._is_open = is_open
        self._deleted = deleted
        self._metrics = metrics
        self._each = each
        self._address = address

    def register(self, blueprint: Blueprint) -> None:
        """Adds the routes."""
        # Sanic writes on handlers, and a method cannot be written on.
        blueprint.add_route(partial(self.ask), "/api/hoi", ["POST"], name="ask")
        blueprint.add_route(partial(self.delete), "/api/xoa", ["POST"], name="delete")

    async def ask(self, request: Request) -> HTTPResponse:
        """A question or a tap."""

        async def answer(body: Dict[str, Any]) -> HTTPResponse:
            text = await self._talk.say(_said(body))
            return response.text(text, content_type="application/json; charset=utf-8")

        return await self._guarded(request, answer)

    async def delete(self, request: Request) -> HTTPResponse:
        """Everything of a conversation goes."""

        async def answer(body: Dict[str, Any]) -> HTTPResponse:
            deleted = await self._talk.delete(_matching(_CONVERSATION, body.get("cuoc")))
            return response.json(
                {"da_xoa": deleted.gone, "con_lai": deleted.left, "html": self._deleted(deleted)},
                ensure_ascii=False,
            )

        return await self._guarded(request, answer)

    async def _guarded(
        self, request: Request, answer: Callable[[Dict[str, Any]], Awaitable[HTTPResponse]]
    ) -> HTTPResponse:
        if len(request.body) > MOST_BYTES:
            return self._refused(413, MALFORMED)
        if not self._is_open():
            return self._refused(503, REFUSED, _BUSY_SECONDS)
        try:
            body = _object(request.body)
            conversation = _matching(_CONVERSATION, body.get("cuoc"))
            wait = max(self._each.take(conversation), wait_of(request, self._address))
            if wait:
                return self._refused(429, TOO_FAST, wait)
            return await answer(body)
        except TooLong:
            return self._refused(413, MALFORMED)
        except Malformed:
            return self._refused(400, MALFORMED)
        except TooMany:
            return self._refused(429, TOO_FAST, _BUSY_SECONDS)
        except Busy:
            return self._refused(503, REFUSED, _BUSY_SECONDS)
        except StoreRefused as error:
            logger.error("Không lưu được tin của trang web nên chưa nhận: %s", error)
            return self._refused(503, REFUSED, _BUSY_SECONDS)

    def _refused(self, status: int, kind: str, wait: Optional[int] = None) -> HTTPResponse:
        self._metrics.received.labels(kind).inc()
        headers = {"Retry-After": str(wait)} if wait else {}
        return response.json({"loi": kind}, status=status, headers=headers)


def _object(body: bytes) -> Dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(value, dict):
        raise Malformed
    return value


def _said(body: Dict[str, Any]) -> Said:
    conversation = _matching(_CONVERSATION, body.get("cuoc"))
    number = _matching(_NUMBER, body.get("so"))
    typed, tapped = body.get("loi"), body.get("nut")
    if (typed is None) == (tapped is None):
        raise Malformed
    longest = LONGEST_QUESTION if tapped is None else _LONGEST_PAYLOAD
    text = typed if tapped is None else tapped
    if not isinstance(text, str) or not text.strip():
        raise Malformed
    if len(text) > longest:
        raise TooLong
    return Said(conversation, number, _encodable(text), tapped is not None)


def _matching(pattern: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Malformed
    return value


def _encodable(text: str) -> str:
    """``text`` without halves of characters, which JSON can write and nothing can store."""
    return text.encode("utf-8", "replace").decode()
