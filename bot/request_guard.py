"""What the server accepts of a request before anything reads it, whoever it is for.

Sanic 21.12 takes the announced length as it stands: a negative one makes it spin for ever and with
it everything else that this process does. It also begins to count anew with each byte that comes,
so that a sender who dribbles would never be cut off.
"""

from __future__ import annotations

import asyncio
import re

from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request

# Enough for the largest body that is taken over a line of 256 kbit/s.
BODY_SECONDS = 10.0
_LENGTH = re.compile(r"[0-9]{1,15}")


def guard_requests(blueprint: Blueprint, body_seconds: float = BODY_SECONDS) -> None:
    """Refuses requests that announce their body falsely, and cuts off bodies that do not come.

    It holds for every route of the server. ``body_seconds`` is how long a whole body may take.
    """

    @blueprint.signal("http.lifecycle.request")
    async def _guard(request: Request) -> None:
        lengths = request.headers.getall("content-length", [])
        codings = request.headers.getall("transfer-encoding", [])
        if not lengths and not codings:
            return
        fits = (
            codings == ["chunked"]
            if codings and not lengths
            else not codings and len(lengths) == 1 and _LENGTH.fullmatch(lengths[0].strip())
        )
        if not fits:
            raise InvalidUsage("Bad Request")
        asyncio.get_running_loop().call_later(body_seconds, _cut_off, request)


def _cut_off(request: Request) -> None:
    stream = request.stream
    # Gone once it is answered; its body is none once it was read.
    if stream is not None and stream.request is request and stream.request_body:
        request.transport.abort()
