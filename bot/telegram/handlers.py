"""What each kind of Telegram update means to the assistant; ``kinds.py`` is the whole table."""

from __future__ import annotations

from functools import partial
from typing import Awaitable, Callable, List, Optional

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

from bot.commands import COMMANDS
from bot.content.addresses import Entrances
from bot.content.answer import Answer
from bot.content.compose import Composer
from bot.content.intents import MENU_INTENT
from bot.content.notice import FILE_WARNING, MASKED_WARNING
from bot.feedback import Feedback
from bot.incoming import (
    TELEGRAM_WORDING,
    OnNewMessage,
    Reception,
    Visitor,
    intent_of,
    spoken,
)
from bot.own_data import Deleted, OwnData
from bot.privacy.masking import CARRIED_KEY, CLEANED_KEY, MASKED_KEY
from bot.telegram.addressed import FromPerson, SpokenTo, words_of
from bot.telegram.inline import Cards, Parse
from bot.telegram.kinds import CARRIED
from bot.telegram.output import TelegramOutput
from bot.telegram.own_data import ChatData
from bot.telegram.recent import Recent

_GONE = (ChatMember.LEFT, ChatMember.BANNED)


class Handlers:
    """Turns updates into messages to Rasa, and takes what it says."""

    def __init__(
        self,
        on_new_message: OnNewMessage,
        composer: Callable[[], Composer],
        parse: Parse,
        own_data: OwnData,
        key: bytes,
        feedback: Feedback,
        entrances: Callable[[], Entrances],
        owner: Optional[str] = None,
        contact: Optional[str] = None,
    ) -> None:
        """``composer`` gives the content as it is now; ``on_new_message`` and ``parse`` are Rasa's.

        ``key`` makes the names of conversations; ``entrances`` are for handing answers on.
        ``owner`` is the state body that lists the assistant among its channels, if one does;
        ``contact`` whom citizens ask about their data.
        """
        self._composer = composer
        self._chat_data = ChatData(own_data, key)
        self._reception = Reception(
            on_new_message,
            composer,
            own_data,
            feedback,
            entrances,
            TELEGRAM_WORDING,
            owner,
            contact,
        )
        self._recent = Recent()
        self._cards = Cards(composer, parse, owner)

    def register(self, application: Application) -> None:
        """Adds the handlers to a python-telegram-bot application."""
        person = FromPerson() & filters.UpdateType.MESSAGE
        to_us = person & SpokenTo()
        for command in COMMANDS:
            handler = CommandHandler(command, _clean(self._command(command)), person)
            application.add_handler(handler)
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

    def _command(self, name: str) -> Callable[..., Awaitable[None]]:
        async def command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            visitor = self._visitor(update)
            if visitor is not None:
                argument = context.args[0] if context.args else ""
                await self._reception.command(visitor, name, argument)

        return command

    async def text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A typed message. A leading slash would let people type intents, so it goes."""
        message = update.effective_message
        assert message is not None
        self._recent.ask(message.chat.id, message.message_id, message.text or "")
        words = spoken(words_of(message))
        if not words and message.chat.type != ChatType.PRIVATE:
            name = f"@{context.bot.username}"
            await self._say(update, self._composer().say("group_hint", ten_bot=name))
            return
        await self._talk(update, words, _masked(message))

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An edit of the last question is a new question; of an older one, of no interest."""
        message = update.effective_message
        assert message is not None
        words = message.text or ""
        if self._recent.is_new_wording(message.chat.id, message.message_id, words):
            await self._talk(update, words_of(message), _masked(message))
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
        words = spoken(words_of(message))
        if words:
            warnings = [FILE_WARNING] if reply == FILE_WARNING else []
            await self._talk(update, words, warnings + _masked(message))
        else:
            await self._say(update, self._composer().say(reply))

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button. That it was received was said when it arrived."""
        query = update.callback_query
        assert query is not None
        payload = query.data or ""
        # Going through the menu reads better in place; an answer stays to be read again.
        in_place = query.message is not None and intent_of(payload) == MENU_INTENT
        edit = query.message.message_id if in_place else None
        visitor = self._visitor(update, edit)
        if visitor is not None:
            await self._reception.tap(visitor, payload)

    async def membership(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Blocked by a citizen, or removed from a group: nothing of the chat is kept."""
        change = update.my_chat_member
        assert change is not None
        if change.new_chat_member.status in _GONE:
            await self._forget(change.chat.id)

    async def _forget(self, chat: int) -> Deleted:
        self._recent.forget(chat)
        return await self._chat_data.delete(chat)

    async def _say(self, update: Update, answer: Answer) -> None:
        visitor = self._visitor(update)
        if visitor is not None:
            await self._reception.say(visitor, answer)

    async def _talk(self, update: Update, words: str, warnings: List[str]) -> None:
        visitor = self._visitor(update)
        if visitor is not None:
            await self._reception.words(visitor, words, warnings)

    def _visitor(self, update: Update, edit: Optional[int] = None) -> Optional[Visitor]:
        """Who wrote; ``None`` for what belongs to no chat."""
        chat, message = update.effective_chat, update.effective_message
        if chat is None:
            return None
        in_group = chat.type != ChatType.PRIVATE and message is not None
        output = TelegramOutput(
            chat.id,
            lambda: self._composer().messages,
            edit,
            reply_to=message.message_id if in_group and message is not None else None,
        )
        return Visitor(self._chat_data.name(chat.id), output, partial(self._forget, chat.id))


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
