"""Rasa's way out to one Telegram chat: answers become sends of the turn that is being handled."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from rasa.core.channels.channel import OutputChannel
from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode

from bot.content.answer import Answer
from bot.content.schema import Messages
from bot.nlg import ANSWER_KEY
from bot.storage.turn import Send, Turn, current_turn
from bot.telegram.render import render, to_html
from bot.telegram.sender import EDIT, PHOTO, SEND


class TelegramOutput(OutputChannel):
    """Takes answers for a chat.

    ``edit`` names a message to be replaced by the first one, ``reply_to`` one that it answers;
    ``finish`` has the last word on each answer that understanding gives.
    """

    def __init__(
        self,
        chat_id: int,
        messages: Callable[[], Messages],
        edit: Optional[int] = None,
        reply_to: Optional[int] = None,
        finish: Optional[Callable[[Answer, Turn], None]] = None,
    ) -> None:
        self._chat_id = chat_id
        self._finish = finish
        self._messages = messages
        self._edit = edit
        self._reply_to = reply_to
        self.sent = 0

    @classmethod
    def name(cls) -> str:
        """The channel's name, as stored with each message."""
        return "telegram"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Takes the whole answer that travels in the message's metadata.

        Raises:
            RuntimeError: no update is being handled here.
        """
        answer = Answer.from_dict(message[ANSWER_KEY])
        if self._finish is not None:
            self._finish(answer, _this_turn())
        await self.send(answer)

    async def send(self, answer: Answer) -> None:
        """Takes ``answer``, in several messages if it is too long for one.

        Raises:
            RuntimeError: no update is being handled here.
        """
        turn = _this_turn()
        rendered = render(answer, self._messages())
        for index, text in enumerate(rendered.texts):
            last = index == len(rendered.texts) - 1
            edit, self._edit = self._edit, None
            keyboard = rendered.keyboard if last else None
            turn.sends.append(message(self._chat_id, text, keyboard, edit, self._reply_to))
        turn.outcome = answer.outcome.value
        self.sent += 1


def _this_turn() -> Turn:
    turn = current_turn()
    if turn is None:
        raise RuntimeError("an answer outside of any turn would be lost")
    return turn


def message(
    chat_id: int,
    html: str,
    keyboard: Optional[InlineKeyboardMarkup] = None,
    edit: Optional[int] = None,
    reply_to: Optional[int] = None,
) -> Send:
    """A send of ``html``, as a new message or in place of message ``edit``."""
    parameters: Dict[str, Any] = {
        "text": html,
        "parse_mode": ParseMode.HTML,
        "link_preview_options": {"is_disabled": True},
    }
    if keyboard is not None:
        parameters["reply_markup"] = keyboard.to_dict()
    if edit is not None:
        parameters["message_id"] = edit
    else:
        parameters.update(_reply(reply_to))
    return Send(chat_id, SEND if edit is None else EDIT, parameters)


def code_picture(
    chat_id: int,
    url: str,
    html: str,
    keyboard: InlineKeyboardMarkup,
    reply_to: Optional[int] = None,
) -> Send:
    """A send of the QR code for ``url`` with ``html`` below it."""
    parameters = {
        "qr": url,
        "caption": html,
        "parse_mode": ParseMode.HTML,
        "reply_markup": keyboard.to_dict(),
        **_reply(reply_to),
    }
    return Send(chat_id, PHOTO, parameters)


def _reply(message_id: Optional[int]) -> Dict[str, Any]:
    if message_id is None:
        return {}
    # The message may be gone by then.
    return {"reply_parameters": {"message_id": message_id, "allow_sending_without_reply": True}}


def plain_message(chat_id: int, text: str) -> Send:
    """A send of a fixed sentence."""
    return message(chat_id, to_html(text.strip()))
