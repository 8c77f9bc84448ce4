"""Telegram as a Rasa input channel, built on python-telegram-bot, inside Rasa's own process."""

from __future__ import annotations

import logging
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from telegram.error import TelegramError
from telegram.ext import Application

from bot.content.answer import today
from bot.content.compose import Composer
from bot.content.store import default_data_dir
from bot.feedback import Feedback
from bot.held_questions import held_questions_of
from bot.live_content import live_content
from bot.open_dialogues import open_dialogues_of
from bot.privacy.identity import load_key
from bot.settings import ENV_FILE, Settings
from bot.storage.asked import Asked
from bot.storage.database import StoreRefused, database
from bot.telegram.delivery import Delivery
from bot.telegram.handlers import Handlers
from bot.telegram.introduction import introduce
from bot.telegram.metrics import Metrics
from bot.telegram.own_data import OwnData
from bot.telegram.routes import MOST_BYTES, add_operations, add_webhook

logger = logging.getLogger(__name__)

_WARM_UP = "xin chào"
# Telegram keeps connections open; a stop does not wait for them to end by themselves.
_GRACEFUL_SECONDS = 1.0


class TelegramInput(InputChannel):
    """Receives updates by polling, or by webhook where its address is set.

    What was received and not answered lives in one file: Rasa must run one worker.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "telegram"

    def url_prefix(self) -> str:
        """Routes are the channel's own from the root on: ``/healthz`` stands there by custom."""
        return "/"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> TelegramInput:
        """The channel as the environment and ``.env`` set it; the credentials say nothing.

        Raises:
            SettingsError: a setting cannot be used.
        """
        settings = Settings.load(ENV_FILE)
        if not settings.telegram_token:
            cls.raise_missing_credentials_exception()
        return cls(settings)

    def __init__(self, settings: Settings) -> None:
        """Prepares the connection; nothing is sent before the server starts.

        Raises:
            StoreRefused: there is nowhere to keep what arrives.
        """
        assert settings.telegram_token is not None
        self._settings = settings
        self._live = live_content(default_data_dir())
        self._database = database(settings.state)
        self._database.claim()
        self._dialogues = open_dialogues_of(settings.state)
        self._held = held_questions_of(settings.state)
        self._metrics = Metrics()
        self._started = False
        self._agent: Any = None
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
            self._database,
            [self._dialogues.tidy, self._held.tidy],
            lambda: self._composer().messages,
            self._metrics,
            settings.sends_per_second,
        )

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The HTTP routes, and delivery for as long as the server runs."""
        blueprint = Blueprint("telegram", __name__)
        key = load_key(self._settings.state, self._settings.privacy_key)
        Handlers(
            on_new_message,
            self._composer,
            self._parse,
            OwnData(self._database, self._dialogues, self._held, key),
            Feedback(Asked(self._database), self._held, self._composer),
            self._settings.owner,
            self._settings.contact,
            self._settings.web_address,
        ).register(self._application)
        add_operations(blueprint, self._not_ready, self._metrics)
        if self._settings.webhook_url:
            add_webhook(
                blueprint,
                self._settings.webhook_secret,
                self._delivery.intake.take,
                lambda: self._started,
                self._metrics,
            )
        blueprint.listener("before_server_start")(_bound)
        blueprint.listener("after_server_start")(self._start)
        blueprint.listener("before_server_stop")(self._stop)
        return blueprint

    def _composer(self) -> Composer:
        return Composer(self._live.get(), today())

    async def _parse(self, text: str) -> Dict[str, Any]:
        return await self._agent.parse_message(text)

    async def _not_ready(self) -> Optional[str]:
        if not self._started:
            return "starting or stopping"
        try:
            await self._database.probe()
        except StoreRefused as error:
            return f"the store cannot be written: {error}"
        return None

    async def _start(self, app: Sanic, loop: Any) -> None:
        agent = getattr(app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            # Rasa swallows this error and would go on ignoring every message.
            self._give_up(app, "Không có mô hình. Hãy chạy «python -m bot train» rồi chạy lại.")
            return
        self._agent = agent
        await self._parse(_WARM_UP)
        try:
            await self._application.initialize()
            messages = self._composer().messages
            await introduce(self._application.bot, messages, self._settings.owner)
            await self._connect()
        except TelegramError as error:
            kind = type(error).__name__
            self._give_up(app, f"Không nối được Telegram ({kind}). Hãy kiểm tra mạng và token.")
            return
        self._delivery.start(poll=not self._settings.webhook_url)
        self._started = True
        link = f"https://t.me/{self._application.bot.username}"
        print(f"Trợ lý đang chạy trên Telegram: {link}  (dừng: Ctrl+C)", flush=True)

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

    @staticmethod
    def _give_up(app: Sanic, reason: str) -> None:
        logger.critical(reason)
        app.ctx.gave_up = True
        app.stop()

    async def _stop(self, app: Sanic, loop: Any) -> None:
        was_started, self._started = self._started, False
        if was_started:
            await self._delivery.stop()
        await self._application.shutdown()
        self._database.close()


def _bound(app: Sanic, loop: Any) -> None:
    """Settings that Sanic reads when a connection opens or the server stops."""
    app.config.REQUEST_MAX_SIZE = MOST_BYTES
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = _GRACEFUL_SECONDS
