"""Ways out to the chat that an update came from."""

from __future__ import annotations

from typing import Callable, Optional

from telegram import Update
from telegram.constants import ChatType

from bot.content.answer import Answer
from bot.content.compose import Composer
from bot.content.notice import notice
from bot.storage.turn import Turn
from bot.telegram.output import TelegramOutput
from bot.telegram.own_data import OwnData

Finish = Callable[[Answer, Turn], None]


class Speaker:
    """Says things in the chat of an update."""

    def __init__(
        self, composer: Callable[[], Composer], own_data: OwnData, owner: Optional[str] = None
    ) -> None:
        """``composer`` gives the content as it is now; ``owner`` as the notice names it."""
        self._composer = composer
        self._own_data = own_data
        self._owner = owner

    async def say(self, update: Update, answer: Answer) -> None:
        """An answer that no conversation is needed for; at the first contact with the notice."""
        chat = update.effective_chat
        if chat is None:
            return
        if self._own_data.is_new(chat.id):
            answer.notice = notice(self._composer().messages, self._owner)
        await self.output(update).send(answer)

    def output(
        self, update: Update, edit: Optional[int] = None, finish: Optional[Finish] = None
    ) -> TelegramOutput:
        """A way out for what Rasa says; ``edit`` is a message to be replaced by it.

        ``finish`` has the last word on each of its answers.
        """
        chat = update.effective_chat
        assert chat is not None
        return TelegramOutput(
            chat.id, lambda: self._composer().messages, edit, answered_message(update), finish
        )


def answered_message(update: Update) -> Optional[int]:
    """The message that an answer refers to: in groups, where many speak."""
    chat, message = update.effective_chat, update.effective_message
    in_group = chat is not None and chat.type != ChatType.PRIVATE
    return message.message_id if in_group and message is not None else None
