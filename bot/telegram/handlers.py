"""What each kind of Telegram update means to the assistant."""

from __future__ import annotations

import logging
import re
from typing import Any, Awaitable, Callable, Optional

from rasa.core.channels.channel import UserMessage
from telegram import BotCommand, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.content.answer import Outcome
from bot.content.compose import Composer
from bot.content.intents import CANCEL_INTENT, HELP_INTENT, MENU_INTENT, START_INTENT
from bot.telegram.links import message_for
from bot.telegram.output import TelegramOutput
from bot.training_data import form_intents

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

COMMANDS = (
    BotCommand("start", "Bắt đầu"),
    BotCommand("menu", "Xem các mục"),
    BotCommand("help", "Cách hỏi"),
    BotCommand("huy", "Bỏ việc đang hỏi"),
)
_PAYLOAD = re.compile(r"^/(?P<intent>[a-z0-9_]+)(?:\{.*\})?$")


class Handlers:
    """Turns updates into messages to Rasa, and sends back what it says."""

    def __init__(self, on_new_message: OnNewMessage, composer: Callable[[], Composer]) -> None:
        """``composer`` gives the content as it is now; ``on_new_message`` is Rasa's."""
        self._on_new_message = on_new_message
        self._composer = composer

    def register(self, application: Application) -> None:
        """Adds the handlers to a python-telegram-bot application."""
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        application.add_handler(CommandHandler("start", self.start, private))
        for command, intent in (
            ("menu", MENU_INTENT),
            ("help", HELP_INTENT),
            ("huy", CANCEL_INTENT),
        ):
            application.add_handler(CommandHandler(command, self._saying(intent), private))
        application.add_handler(MessageHandler(private & filters.TEXT, self.text))
        application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, self.not_text))
        application.add_handler(CallbackQueryHandler(self.tap))
        application.add_error_handler(self.failed)

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """``/start``, alone or with a deep link to a topic."""
        asked = message_for(context.args[0], self._composer().content) if context.args else None
        await self._talk(update, context, asked or f"/{START_INTENT}")

    def _saying(self, intent: str) -> Callable[..., Awaitable[None]]:
        async def command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            await self._talk(update, context, f"/{intent}")

        return command

    async def text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A typed message. A leading slash would let people type intents, so it goes."""
        assert update.effective_message is not None
        words = (update.effective_message.text or "").lstrip("/ \n")
        await self._talk(update, context, words)

    async def not_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Photos, voice, documents …: never downloaded; the citizen is asked to type."""
        await self._output(update, context).send(self._composer().say("not_text"))

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button. Telegram repeats the tap until it is answered, so that comes first."""
        query = update.callback_query
        assert query is not None
        try:
            await query.answer()
        except TelegramError as error:
            logger.info("Không xác nhận được nút bấm: %s", error)
        match = _PAYLOAD.match(query.data or "")
        content = self._composer().content
        known = match and match["intent"] in {
            MENU_INTENT,
            CANCEL_INTENT,
            *content.topics,
            *form_intents(content),
        }
        # Going through the menu reads better in place; an answer stays to be read again.
        edit = (
            query.message.message_id
            if query.message is not None and match and match["intent"] == MENU_INTENT
            else None
        )
        asked = query.data if known else f"/{MENU_INTENT}"
        await self._talk(update, context, asked or "", edit)

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Something broke while handling an update: the citizen is told, the log has the cause."""
        logger.error("Không xử lý được một tin nhắn Telegram", exc_info=context.error)
        if isinstance(update, Update) and update.effective_chat is not None:
            try:
                await self._output(update, context).send(
                    self._composer().say("error", Outcome.ERROR)
                )
            except TelegramError as error:
                logger.error("Không báo lỗi được cho người dân: %s", error)

    async def _talk(
        self,
        update: Update,
        context: ContextTypes.DEFAULT_TYPE,
        text: str,
        edit: Optional[int] = None,
    ) -> None:
        chat = update.effective_chat
        if chat is None:
            return
        # Before the reply, not beside it: an action that came later would show after the answer.
        await self._show_typing(context, chat.id)
        output = self._output(update, context, edit)
        await self._on_new_message(
            UserMessage(text, output, str(chat.id), input_channel=output.name())
        )
        if not output.sent:
            await output.send(self._composer().say("error", Outcome.ERROR))

    def _output(
        self, update: Update, context: ContextTypes.DEFAULT_TYPE, edit: Optional[int] = None
    ) -> TelegramOutput:
        assert update.effective_chat is not None
        return TelegramOutput(
            context.bot, update.effective_chat.id, lambda: self._composer().messages, edit
        )

    @staticmethod
    async def _show_typing(context: ContextTypes.DEFAULT_TYPE, chat_id: int) -> None:
        try:
            await context.bot.send_chat_action(chat_id, ChatAction.TYPING)
        except TelegramError as error:
            logger.debug("Không hiện được «đang gõ»: %s", error)
