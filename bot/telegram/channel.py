"""Telegram as a Rasa input channel, built on python-telegram-bot, inside Rasa's own process."""

from __future__ import annotations

import logging
from typing import Any, Awaitable, Callable

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, Sanic
from telegram.error import TelegramError
from telegram.ext import Application

from bot.content.addresses import Entrances
from bot.front_end import FrontEnd
from bot.running import Running, announce, give_up
from bot.telegram.delivery import Delivery
from bot.telegram.handlers import Handlers
from bot.telegram.introduction import introduce
from bot.telegram.metrics import Metrics
from bot.telegram.routes import add_webhook

logger = logging.getLogger(__name__)


class TelegramInput(FrontEnd):
    """Receives updates by polling, or by webhook where its address is set."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "telegram"

    def __init__(self, shared: Running) -> None:
        """Prepares the connection; nothing is sent before the server starts."""
        super().__init__(shared)
        self._settings = settings = shared.settings
        if settings.telegram_token is None:
            self.raise_missing_credentials_exception()
        self._running.expect(self.name())
        self._metrics = Metrics(shared.figures)
        self._started = False
        self._application = (
            Application.builder()
            .token(settings.telegram_token)
            .base_url(f"{settings.telegram_api_base}/bot")
            .base_file_url(f"{settings.telegram_api_base}/file/bot")
            # Long: a send that is given up too early is sent twice.
            .read_timeout(20)
            .connect_timeout(10)
            .pool_timeout(30)
            .updater(None)
            .build()
        )
        self._delivery = Delivery(
            self._application,
            shared.database,
            lambda: shared.composer().messages,
            self._metrics,
            settings.sends_per_second,
        )

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The HTTP routes, and delivery for as long as the server runs."""
        blueprint = Blueprint("telegram", __name__)
        Handlers(
            on_new_message,
            self._running.composer,
            self._running.parse,
            self._running.own_data,
            self._running.key,
            self._running.feedback,
            self._entrances,
            self._settings.owner,
            self._settings.contact,
        ).register(self._application)
        if self._settings.webhook_url:
            add_webhook(
                blueprint,
                self._settings.webhook_secret,
                self._delivery.intake.take,
                lambda: self._started,
                self._metrics,
            )
        blueprint.listener("after_server_start")(self._start)
        blueprint.listener("before_server_stop")(self._stop)
        return blueprint

    def _entrances(self) -> Entrances:
        return Entrances(self._application.bot.username, self._settings.web_address)

    async def _start(self, app: Sanic, loop: Any) -> None:
        if not self._running.has_agent:
            return
        try:
            await self._application.initialize()
            messages = self._running.composer().messages
            await introduce(self._application.bot, messages, self._settings.owner)
            await self._connect()
        except TelegramError as error:
            kind = type(error).__name__
            give_up(app, f"Không nối được Telegram ({kind}). Hãy kiểm tra mạng và token.")
            return
        self._delivery.start(poll=not self._settings.webhook_url)
        self._started = True
        self._running.opened(self.name())
        link = f"https://t.me/{self._application.bot.username}"
        announce(f"Trợ lý đang chạy trên Telegram: {link}  (dừng: Ctrl+C)")

    async def _connect(self) -> None:
        bot = self._application.bot
        if not self._settings.webhook_url:
            # Telegram gives nothing to those who ask while a webhook is set.
            await bot.delete_webhook(drop_pending_updates=False)
        elif (await bot.get_webhook_info()).url != self._settings.webhook_url:
            logger.warning(
                "Telegram chưa gửi tin tới %s. Hãy chạy «python -m bot webhook set».",
                self._settings.webhook_url,
            )

    async def _stop(self, app: Sanic, loop: Any) -> None:
        self._running.expect(self.name())
        was_started, self._started = self._started, False
        if was_started:
            await self._delivery.stop()
        await self._application.shutdown()
