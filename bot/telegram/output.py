"""Rasa's way out to one Telegram chat."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from rasa.core.channels.channel import OutputChannel
from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.content.answer import Answer
from bot.content.schema import Messages
from bot.nlg import ANSWER_KEY
from bot.telegram.render import render

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramOutput(OutputChannel):
    """Sends answers to a chat; ``edit`` names a message to be replaced by the first one."""

    def __init__(
        self, bot: Bot, chat_id: int, messages: Callable[[], Messages], edit: Optional[int] = None
    ) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._messages = messages
        self._edit = edit
        self.sent = 0

    @classmethod
    def name(cls) -> str:
        """The channel's name, as stored with each message."""
        return "telegram"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Sends the whole answer that travels in the message's metadata."""
        await self.send(Answer.from_dict(message[ANSWER_KEY]))

    async def send(self, answer: Answer) -> None:
        """Sends ``answer``, in several messages if it is too long for one."""
        rendered = render(answer, self._messages())
        for index, text in enumerate(rendered.texts):
            last = index == len(rendered.texts) - 1
            await self._put(text, rendered.keyboard if last else None)

    async def _put(self, text: str, keyboard: Any) -> None:
        edit, self._edit = self._edit, None
        if edit is not None:
            try:
                await self._bot.edit_message_text(
                    text,
                    self._chat_id,
                    edit,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard,
                    link_preview_options=_NO_PREVIEW,
                )
                self.sent += 1
                return
            except BadRequest as error:
                if "not modified" in str(error).lower():
                    self.sent += 1  # a second tap on the same button: it shows that already
                    return
                # Too old to be edited, or deleted: a new message says the same.
        await self._bot.send_message(
            self._chat_id,
            text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
        )
        self.sent += 1
