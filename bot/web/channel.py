"""The web page as a Rasa input channel: the same brain, for browsers."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Awaitable, Callable, Optional

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.failures import place
from bot.front_end import FrontEnd
from bot.incoming import WEB_WORDING, Reception
from bot.running import Running, announce
from bot.storage.web_replies import WebReplies
from bot.web.answer_html import answer_html
from bot.web.api import Api
from bot.web.limits import Allowance, wait_of
from bot.web.metrics import WebMetrics
from bot.web.pages import Pages
from bot.web.security import security_headers
from bot.web.static_files import PATH
from bot.web.talk import Talk

logger = logging.getLogger(__name__)

# With what Telegram's side takes and the server itself, below the ten seconds of a stop. Browsers
# send again what was not answered.
_ANSWERING_SECONDS = 1.0
# A person who types fast stays below the first; a village behind one address below the others.
_CONVERSATION_AT_ONCE, _CONVERSATION_PER_SECOND = 20, 1.0
_ADDRESS_AT_ONCE, _ADDRESS_PER_SECOND = 100, 10.0
_PAGES_AT_ONCE, _PAGES_PER_SECOND = 100, 10.0


class WebInput(FrontEnd):
    """Serves the pages, and answers what they ask."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "web"

    def __init__(self, shared: Running) -> None:
        """Prepares the pages; nothing is served before the server starts."""
        super().__init__(shared)
        self._settings = shared.settings
        self._running.expect(self.name())
        self._open = False
        self._metrics = WebMetrics(shared.figures)
        self._reading = Allowance(_PAGES_AT_ONCE, _PAGES_PER_SECOND)
        self._headers = security_headers(shared.settings.web_embed_origins)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the pages and of what their script calls."""
        shared, settings = self._running, self._settings
        reception = Reception(
            on_new_message,
            shared.composer,
            shared.own_data,
            shared.feedback,
            shared.entrances,
            WEB_WORDING,
            settings.owner,
            settings.contact,
        )
        self._talk = Talk(
            reception,
            shared.own_data,
            WebReplies(shared.database),
            shared.key,
            lambda: shared.composer().messages,
            self._metrics,
        )
        self._pages = Pages(
            shared.composer, reception.notice, reception.privacy, settings.web_address
        )
        api = Api(
            self._talk,
            lambda: self._open,
            lambda gone: answer_html(reception.deleted(gone), shared.composer().messages),
            self._metrics,
            Allowance(_CONVERSATION_AT_ONCE, _CONVERSATION_PER_SECOND),
            Allowance(_ADDRESS_AT_ONCE, _ADDRESS_PER_SECOND),
        )
        blueprint = Blueprint("web", __name__)
        self._pages.register(blueprint)
        api.register(blueprint)
        blueprint.listener("before_server_start")(self._prepare)
        blueprint.listener("after_server_start")(self._start)
        blueprint.listener("before_server_stop")(self._stop)
        return blueprint

    def _prepare(self, app: Sanic, loop: Any) -> None:
        """What holds for every answer of the server, also where there is no route."""
        app.config.PROXIES_COUNT = self._settings.web_proxies or None
        app.register_middleware(self._slowed_down, "request")
        app.register_middleware(self._with_headers, "response")
        app.error_handler.add(Exception, self._problem)

    async def _start(self, app: Sanic, loop: Any) -> None:
        if not self._running.has_agent:
            return
        self._open = True
        self._running.opened(self.name())
        address = f"http://{self._settings.host}:{self._settings.port}"
        announce(f"Trang web: {self._settings.web_address or address}")

    async def _stop(self, app: Sanic, loop: Any) -> None:
        self._running.expect(self.name())
        self._open = False
        await self._talk.stop(_ANSWERING_SECONDS)

    def _slowed_down(self, request: Request) -> Optional[HTTPResponse]:
        """Why a page is not read now, if its reader is too fast; files are no work."""
        if request.method not in ("GET", "HEAD") or request.path.startswith(f"/{PATH}/"):
            return None
        wait = wait_of(request, self._reading)
        if not wait:
            return None
        answer = self._pages.problem(request, HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = str(wait)
        return answer

    def _with_headers(self, request: Request, response: HTTPResponse) -> None:
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        self._metrics.responses.labels(f"{response.status // 100}xx").inc()

    def _problem(self, request: Request, error: Exception) -> HTTPResponse:
        status = error.status_code if isinstance(error, SanicException) else 500
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            # No text of the exception: it may quote what a citizen wrote.
            logger.error("Không trả lời được một yêu cầu: %s", place(error))
        return self._pages.problem(request, status)
