"""Taps on what can be done with an answer: say whether it helped, hand it on."""

from __future__ import annotations

from typing import Callable, Optional
from urllib.parse import urlencode

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot.content.addresses import Channel, Entrances
from bot.content.answer import Outcome
from bot.content.compose import Composer
from bot.content.facts import format_date
from bot.feedback import SHARE_PREFIX, Feedback
from bot.sharing import Share, share
from bot.storage.turn import Send, current_turn
from bot.telegram.output import TelegramOutput, code_picture
from bot.telegram.own_data import OwnData
from bot.telegram.render import to_html
from bot.telegram.speaking import Speaker, answered_message

# Telegram's own page for choosing whom to send a link to.
_SEND_ON = "https://t.me/share/url?"


class Tools:
    """The buttons in the last row below an answer."""

    def __init__(
        self,
        feedback: Feedback,
        composer: Callable[[], Composer],
        own_data: OwnData,
        speaker: Speaker,
        web_address: Optional[str] = None,
    ) -> None:
        """``web_address`` is that of the web page, if there is one."""
        self._feedback = feedback
        self._composer = composer
        self._own_data = own_data
        self._speaker = speaker
        self._web_address = web_address

    async def tapped(self, update: Update, context: ContextTypes.DEFAULT_TYPE, data: str) -> bool:
        """Does what a tap asks; whether ``data`` is of one of the buttons here."""
        chat, turn = update.effective_chat, current_turn()
        if chat is None or turn is None:
            return False
        if data.startswith(SHARE_PREFIX):
            entrances = Entrances(context.bot.username, self._web_address)
            shared = share(data[len(SHARE_PREFIX) :], self._composer(), entrances)
            if shared is None:
                return False
            turn.sends.append(self._picture(update, chat.id, shared))
            turn.outcome = Outcome.SMALLTALK.value
            return True
        name = self._own_data.name(chat.id)
        answer = self._feedback.tapped(data, name, TelegramOutput.name(), turn)
        if answer is None:
            return False
        await self._speaker.say(update, answer)
        return True

    def _picture(self, update: Update, chat: int, shared: Share) -> Send:
        messages = self._composer().messages
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
        return code_picture(chat, url, "\n\n".join(lines), keyboard, answered_message(update))
