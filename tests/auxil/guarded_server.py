"""A server with the guard and one route that tells how much it read, in a process of its own.

Started as ``python -m tests.auxil.guarded_server PORT BODY_SECONDS``; prints ``ready``. A process
of its own, as what it guards against would stop everything else in it.
"""

from __future__ import annotations

import sys
from typing import Any

from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.request_guard import guard_requests


def main(port: str, body_seconds: str) -> None:
    """Serves until told to stop."""
    app = Sanic("guarded", configure_logging=False)
    blueprint = Blueprint("guarded")
    guard_requests(blueprint, float(body_seconds))

    @blueprint.route("/", methods=["GET", "POST"])
    async def length(request: Request) -> HTTPResponse:
        return response.text(str(len(request.body)))

    @blueprint.listener("after_server_start")
    async def tell(app: Sanic, loop: Any) -> None:
        print("ready", flush=True)

    app.blueprint(blueprint, url_prefix="/")
    app.run("127.0.0.1", int(port), access_log=False, motd=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
