"""Routes on a real port, and requests to them."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, List, Optional
from unittest import mock

import httpx
from sanic import Blueprint, Sanic
from sanic.touchup import TouchUp

from bot.request_guard import guard_requests
from tests.auxil.process import free_port

_rewrite = TouchUp.run
_rewritten: List[str] = []


def _rewrite_once(app: Sanic) -> None:
    """Sanic rewrites its own methods at a start, and a second time it does not find them."""
    if not _rewritten:
        _rewritten.append(app.name)
        _rewrite(app)


class HttpServer:
    """A server with blueprints at the root; ``name`` must be its own in this process."""

    def __init__(
        self,
        run: Callable[[Awaitable[Any]], Any],
        name: str,
        *blueprints: Blueprint,
        agent: Optional[Any] = None,
    ) -> None:
        """``agent`` stands in for the one that Rasa loads."""
        self._run = run
        self._app = Sanic(name, configure_logging=False)
        self._app.ctx.agent = agent
        for blueprint in blueprints:
            self._app.blueprint(blueprint, url_prefix="/")
        # As the real server is; Sanic also rewrites itself for the signals of the first app alone.
        guard = Blueprint(f"{name}_guard")
        guard_requests(guard)
        self._app.blueprint(guard)
        self._port = free_port()
        self._server: Optional[Any] = None

    def __enter__(self) -> HttpServer:
        with mock.patch.object(TouchUp, "run", _rewrite_once):
            self._run(self._start())
        return self

    async def _start(self) -> None:
        self._server = await self._app.create_server(
            "127.0.0.1", self._port, return_asyncio_server=True
        )
        assert self._server is not None
        await self._server.startup()
        await self._server.before_start()
        await self._server.after_start()

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._run(self._server.before_stop())
        self._server.close()
        self._run(self._server.wait_closed())

    def request(self, method: str, path: str, **values: Any) -> httpx.Response:
        """What the server answers."""

        async def scenario() -> httpx.Response:
            async with httpx.AsyncClient(trust_env=False) as client:
                return await client.request(
                    method, f"http://127.0.0.1:{self._port}{path}", **values
                )

        return self._run(scenario())
