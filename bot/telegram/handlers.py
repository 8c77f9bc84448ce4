"""What each kind of Telegram update means to the assistant; ``kinds.py`` is the whole table."""

from __future__ import annotations

import re
from typing import Any, Awaitable, Callable, List, Optional

from rasa.core.channels.channel import UserMessage
from telegram import ChatMember, Message, Update
from telegram.constants import ChatType
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.content.answer import Outcome
from bot.content.arrivals import message_for
from bot.content.compose import Composer
from bot.content.intents import CANCEL_INTENT, HELP_INTENT, MENU_INTENT, START_INTENT
from bot.content.notice import FILE_WARNING, MASKED_WARNING, WARNINGS_KEY
from bot.feedback import Exchange, Feedback
from bot.privacy.masking import CARRIED_KEY, CLEANED_KEY, MASKED_KEY
from bot.telegram.addressed import FromPerson, SpokenTo, words_of
from bot.telegram.inline import Cards, Parse
from bot.telegram.kinds import CARRIED
from bot.telegram.output import TelegramOutput
from bot.telegram.own_data import OwnData
from bot.telegram.privacy import Privacy
from bot.telegram.recent import Recent
from bot.telegram.speaking import Speaker
from bot.telegram.tools import Tools
from bot.training_data import form_intents

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

_PAYLOAD = re.compile(r"^/(?P<intent>[a-z0-9_]+)(?:\{.*\})?$")
_GONE = (ChatMember.LEFT, ChatMember.BANNED)


class Handlers:
    """Turns updates into messages to Rasa, and takes what it says."""

    def __init__(
        self,
        on_new_message: OnNewMessage,
        composer: Callable[[], Composer],
        parse: Parse,
        own_data: OwnData,
        feedback: Feedback,
        owner: Optional[str] = None,
        contact: Optional[str] = None,
        web_address: Optional[str] = None,
    ) -> None:
        """``composer`` gives the content as it is now; ``on_new_message`` and ``parse`` are Rasa's.

        ``owner`` is the state body that lists the assistant among its channels, if one does;
        ``contact`` whom citizens ask about their data; ``web_address`` the web page's, if any.
        """
        self._on_new_message = on_new_message
        self._composer = composer
        self._own_data = own_data
        self._feedback = feedback
        self._recent = Recent()
        self._speaker = Speaker(composer, own_data, owner)
        self._privacy = Privacy(composer, own_data, self._speaker, self._recent.forget, contact)
        self._tools = Tools(feedback, composer, own_data, self._speaker, web_address)
        self._cards = Cards(composer, parse, owner)

    def register(self, application: Application) -> None:
        """Adds the handlers to a python-telegram-bot application."""
        person = FromPerson() & filters.UpdateType.MESSAGE
        to_us = person & SpokenTo()
        for command, callback in (
            ("start", self.start),
            ("menu", self._saying(MENU_INTENT)),
            ("help", self._saying(HELP_INTENT)),
            ("huy", self._saying(CANCEL_INTENT)),
            ("riengtu", self._privacy.tell),
            ("xoadulieu", self._privacy.ask_to_delete),
        ):
            application.add_handler(CommandHandler(command, _clean(callback), person))
        edited = FromPerson() & SpokenTo() & filters.UpdateType.EDITED_MESSAGE & filters.TEXT
        for handler in (
            MessageHandler(to_us & filters.TEXT, _clean(self.text)),
            MessageHandler(to_us, _clean(self.not_text)),
            MessageHandler(edited, _clean(self.edited)),
            CallbackQueryHandler(_clean(self.tap)),
            InlineQueryHandler(_clean(self._cards.offer)),
            ChatMemberHandler(_clean(self.membership), ChatMemberHandler.MY_CHAT_MEMBER),
        ):
            application.add_handler(handler)

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """``/start``, alone or with a deep link to a topic."""
        asked = message_for(context.args[0], self._composer().content) if context.args else None
        await self._talk(update, asked or f"/{START_INTENT}")

    def _saying(self, intent: str) -> Callable[..., Awaitable[None]]:
        async def command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            await self._talk(update, f"/{intent}")

        return command

    async def text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A typed message. A leading slash would let people type intents, so it goes."""
        message = update.effective_message
        assert message is not None
        self._recent.ask(message.chat.id, message.message_id, message.text or "")
        words = words_of(message).lstrip("/ \n")
        if not words and message.chat.type != ChatType.PRIVATE:
            name = f"@{context.bot.username}"
            await self._speaker.say(update, self._composer().say("group_hint", ten_bot=name))
            return
        await self._talk(update, words, typed=True, warnings=_masked(message))

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An edit of the last question is a new question; of an older one, of no interest."""
        message = update.effective_message
        assert message is not None
        words = message.text or ""
        if self._recent.is_new_wording(message.chat.id, message.message_id, words):
            said = words_of(message).lstrip("/ \n")
            await self._talk(update, said, typed=True, warnings=_masked(message))
            self._recent.ask(message.chat.id, message.message_id, words)

    async def not_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Photos, files, voice, contacts, places: never fetched. A caption is a question."""
        message = update.effective_message
        assert message is not None
        carried = message.api_kwargs.get(CARRIED_KEY) or ()
        reply = next((said for kind, said in CARRIED.items() if kind in carried), None)
        album = message.media_group_id
        if reply is None or (album and self._recent.is_rest_of_album(album, message.message_id)):
            return
        words = words_of(message).lstrip("/ \n")
        if words:
            warnings = [FILE_WARNING] if reply == FILE_WARNING else []
            warnings += _masked(message)
            await self._talk(update, words, typed=True, warnings=warnings)
        else:
            await self._speaker.say(update, self._composer().say(reply))

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button. That it was received was said when it arrived."""
        query = update.callback_query
        assert query is not None
        data = query.data or ""
        for buttons in (self._privacy, self._tools):
            if await buttons.tapped(update, context, data):
                return
        match = _PAYLOAD.match(data)
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
        await self._talk(update, data if known else f"/{MENU_INTENT}", edit)

    async def membership(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Blocked by a citizen, or removed from a group: nothing of the chat is kept."""
        change = update.my_chat_member
        assert change is not None
        if change.new_chat_member.status in _GONE:
            self._recent.forget(change.chat.id)
            await self._own_data.delete(change.chat.id)

    async def _talk(
        self,
        update: Update,
        text: str,
        edit: Optional[int] = None,
        typed: bool = False,
        warnings: Optional[List[str]] = None,
    ) -> None:
        chat = update.effective_chat
        if chat is None:
            return
        name = self._own_data.name(chat.id)
        exchange = Exchange(name, TelegramOutput.name(), text if typed else None)
        output = self._speaker.output(
            update, edit, lambda answer, turn: self._feedback.take(answer, exchange, turn)
        )
        await self._on_new_message(
            UserMessage(
                text,
                output,
                name,
                input_channel=output.name(),
                metadata={WARNINGS_KEY: warnings} if warnings else {},
            )
        )
        if not output.sent:
            await output.send(self._composer().say("error", Outcome.ERROR))


def _masked(message: Message) -> List[str]:
    return [MASKED_WARNING] if message.api_kwargs.get(MASKED_KEY) else []


def _clean(callback: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Refuses an update that did not go through cleaning, whoever passed it on.

    Raises:
        ValueError: it did not.
    """

    async def guarded(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if not update.api_kwargs.get(CLEANED_KEY):
            raise ValueError("an update that was not cleaned")
        await callback(update, context)

    return guarded
