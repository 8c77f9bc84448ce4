"""Telegram as a Rasa input channel, built on python-telegram-bot, inside Rasa's own process."""

from __future__ import annotations

import logging
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, Application

from bot.content.answer import today
from bot.content.compose import Composer
from bot.content.store import default_data_dir
from bot.live_content import live_content
from bot.settings import DEFAULT_API_BASE
from bot.telegram.handlers import COMMANDS, Handlers
from bot.telegram.ordering import ChatOrderProcessor

logger = logging.getLogger(__name__)

_WARM_UP = "xin chào"


class TelegramInput(InputChannel):
    """Receives updates by long polling; one process polls, so Rasa must run one worker."""

    @classmethod
    def name(cls) -> str:
        """The channel's name and its path below ``/webhooks/``."""
        return "telegram"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> TelegramInput:
        """Reads ``token`` and ``api_base`` from ``credentials.yml``."""
        if not credentials or not credentials.get("token"):
            cls.raise_missing_credentials_exception()
        assert credentials is not None
        return cls(credentials["token"], credentials.get("api_base") or DEFAULT_API_BASE)

    def __init__(self, token: str, api_base: str = DEFAULT_API_BASE) -> None:
        """Prepares the connection; nothing is sent before the server starts."""
        self._live = live_content(default_data_dir())
        self._ready = False
        self._application = (
            Application.builder()
            .token(token)
            .base_url(f"{api_base}/bot")
            .base_file_url(f"{api_base}/file/bot")
            .rate_limiter(AIORateLimiter(max_retries=5))
            .concurrent_updates(ChatOrderProcessor())
            .build()
        )

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The health route, and polling for as long as the server runs."""
        blueprint = Blueprint("telegram", __name__)
        Handlers(on_new_message, self._composer).register(self._application)

        @blueprint.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"ready": self._ready}, status=200 if self._ready else 503)

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, loop: Any) -> None:
            agent = getattr(app.ctx, "agent", None)
            if agent is None or not agent.is_ready():
                # Rasa swallows this error and would go on ignoring every message.
                logger.critical("Không có mô hình. Hãy chạy «python -m bot train» rồi chạy lại.")
                app.stop()
                return
            await agent.parse_message(_WARM_UP)
            try:
                await self._start_polling()
            except TelegramError as error:
                logger.critical("Không nối được Telegram: %s. Hãy kiểm tra mạng và token.", error)
                app.stop()
                return
            self._ready = True
            link = f"https://t.me/{self._application.bot.username}"
            print(f"Trợ lý đang chạy trên Telegram: {link}  (dừng: Ctrl+C)", flush=True)

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, loop: Any) -> None:
            self._ready = False
            if self._application.updater and self._application.updater.running:
                await self._application.updater.stop()
            if self._application.running:
                await self._application.stop()
            await self._application.shutdown()

        return blueprint

    def _composer(self) -> Composer:
        return Composer(self._live.get(), today())

    async def _start_polling(self) -> None:
        await self._application.initialize()
        await self._application.bot.set_my_commands(COMMANDS)
        await self._application.start()
        assert self._application.updater is not None
        await self._application.updater.start_polling(
            allowed_updates=["message", "callback_query"], drop_pending_updates=False
        )
