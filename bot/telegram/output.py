"""Rasa's way out to one Telegram chat: answers become sends of the turn that is being handled."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional
from urllib.parse import urlencode

from rasa.core.channels.channel import OutputChannel
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode

from bot.content.addresses import Channel
from bot.content.answer import Answer, Outcome
from bot.content.facts import format_date
from bot.content.schema import Messages
from bot.nlg import ANSWER_KEY
from bot.sharing import Share
from bot.storage.turn import Send, Turn, current_turn
from bot.telegram.render import render, to_html
from bot.telegram.sender import EDIT, PHOTO, SEND

# Telegram's own page for choosing whom to send a link to.
_SEND_ON = "https://t.me/share/url?"


class TelegramOutput(OutputChannel):
    """Takes answers for a chat.

    ``edit`` names a message to be replaced by the first one, ``reply_to`` one that it answers.
    """

    def __init__(
        self,
        chat_id: int,
        messages: Callable[[], Messages],
        edit: Optional[int] = None,
        reply_to: Optional[int] = None,
    ) -> None:
        self._chat_id = chat_id
        self._messages = messages
        self._edit = edit
        self._reply_to = reply_to
        self.sent = 0
        self.finish: Optional[Callable[[Answer], None]] = None

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
        if self.finish is not None:
            self.finish(answer)
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

    async def share(self, shared: Share) -> None:
        """Takes an answer's links: the code as a picture, the links below it.

        Raises:
            RuntimeError: no update is being handled here.
        """
        turn = _this_turn()
        messages = self._messages()
        urls = {link.channel: link.url for link in shared.links}
        url = urls[Channel.TELEGRAM]
        lines = [f"<b>{to_html(shared.title)}</b>", to_html(url)]
        if Channel.WEB in urls:
            lines.append(to_html(f"{messages.share_web} {urls[Channel.WEB]}"))
        if shared.until is not None:
            lines.append(to_html(f"{messages.share_until} {format_date(shared.until)}."))
        send_on = _SEND_ON + urlencode({"url": url, "text": shared.title})
        button = InlineKeyboardButton(messages.share_send, url=send_on)
        keyboard = InlineKeyboardMarkup([[button]])
        caption = "\n\n".join(lines)
        turn.sends.append(code_picture(self._chat_id, url, caption, keyboard, self._reply_to))
        turn.outcome = Outcome.SMALLTALK.value
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
