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

from bot.content.answer import Answer, Button, Outcome
from bot.content.arrivals import message_for
from bot.content.compose import Composer
from bot.content.intents import CANCEL_INTENT, HELP_INTENT, MENU_INTENT, START_INTENT
from bot.content.notice import FILE_WARNING, MASKED_WARNING, WARNINGS_KEY, notice
from bot.open_dialogues import KEPT_HOURS
from bot.privacy.masking import CARRIED_KEY, CLEANED_KEY, MASKED_KEY
from bot.storage.conversations import KEPT_DAYS
from bot.storage.inbox import PARKED_KEPT_DAYS
from bot.telegram.addressed import FromPerson, SpokenTo, words_of
from bot.telegram.inline import Cards, Parse
from bot.telegram.kinds import CARRIED
from bot.telegram.output import TelegramOutput
from bot.telegram.own_data import OwnData
from bot.telegram.recent import Recent
from bot.training_data import form_intents

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

DELETE_YES = "xoa:co"
DELETE_NO = "xoa:khong"
_DELETE_ASK = "xoa:hoi"
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
        owner: Optional[str] = None,
        contact: Optional[str] = None,
    ) -> None:
        """``composer`` gives the content as it is now; ``on_new_message`` and ``parse`` are Rasa's.

        ``owner`` is the state body that lists the assistant among its channels, if one does;
        ``contact`` whom citizens ask about their data.
        """
        self._on_new_message = on_new_message
        self._composer = composer
        self._own_data = own_data
        self._owner = owner
        self._contact = contact
        self._recent = Recent()
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
            ("riengtu", self.privacy),
            ("xoadulieu", self.ask_to_delete),
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

    async def privacy(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """``/riengtu``: what is kept, why and how long."""
        composer = self._composer()
        answer = composer.say(
            "privacy",
            so_ngay=KEPT_DAYS,
            so_ngay_loi=PARKED_KEPT_DAYS,
            so_gio=KEPT_HOURS,
            lien_he=self._contact or composer.messages.privacy_contact,
        )
        answer.buttons = [Button(composer.messages.delete_yes, _DELETE_ASK)]
        await self._say(update, answer)

    async def ask_to_delete(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """``/xoadulieu``: asks once, as it cannot be taken back."""
        composer = self._composer()
        answer = composer.say("delete_ask")
        answer.buttons = [
            Button(composer.messages.delete_yes, DELETE_YES),
            Button(composer.messages.delete_no, DELETE_NO),
        ]
        await self._say(update, answer)

    async def text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A typed message. A leading slash would let people type intents, so it goes."""
        message = update.effective_message
        assert message is not None
        self._recent.ask(message.chat.id, message.message_id, message.text or "")
        words = words_of(message).lstrip("/ \n")
        if not words and message.chat.type != ChatType.PRIVATE:
            name = f"@{context.bot.username}"
            await self._say(update, self._composer().say("group_hint", ten_bot=name))
            return
        await self._talk(update, words, warnings=_masked(message))

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """An edit of the last question is a new question; of an older one, of no interest."""
        message = update.effective_message
        assert message is not None
        words = message.text or ""
        if self._recent.is_new_wording(message.chat.id, message.message_id, words):
            await self._talk(update, words_of(message).lstrip("/ \n"), warnings=_masked(message))
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
            await self._talk(update, words, warnings=warnings + _masked(message))
        else:
            await self._say(update, self._composer().say(reply))

    async def tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button. That it was received was said when it arrived."""
        query = update.callback_query
        assert query is not None
        if query.data == _DELETE_ASK:
            await self.ask_to_delete(update, context)
            return
        if query.data in (DELETE_YES, DELETE_NO):
            await self._decide_on_deleting(update, query.data == DELETE_YES)
            return
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
        await self._talk(update, asked or "", edit)

    async def _decide_on_deleting(self, update: Update, wanted: bool) -> None:
        chat = update.effective_chat
        if chat is None:
            return
        if not wanted:
            await self._say(update, self._composer().say("kept"))
            return
        self._recent.forget(chat.id)
        gone, left = await self._own_data.delete(chat.id)
        answer = self._composer().say("deleted", so_ban_ghi=gone, con_lai=left)
        answer.buttons = []
        await self._output(update).send(answer)

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
        warnings: Optional[List[str]] = None,
    ) -> None:
        chat = update.effective_chat
        if chat is None:
            return
        output = self._output(update, edit)
        await self._on_new_message(
            UserMessage(
                text,
                output,
                self._own_data.name(chat.id),
                input_channel=output.name(),
                metadata={WARNINGS_KEY: warnings} if warnings else {},
            )
        )
        if not output.sent:
            await output.send(self._composer().say("error", Outcome.ERROR))

    async def _say(self, update: Update, answer: Answer) -> None:
        """An answer that no conversation is needed for; at the first contact with the notice."""
        chat = update.effective_chat
        if chat is None:
            return
        if self._own_data.is_new(chat.id):
            answer.notice = notice(self._composer().messages, self._owner)
        await self._output(update).send(answer)

    def _output(self, update: Update, edit: Optional[int] = None) -> TelegramOutput:
        chat, message = update.effective_chat, update.effective_message
        assert chat is not None
        in_group = chat.type != ChatType.PRIVATE and message is not None
        return TelegramOutput(
            chat.id,
            lambda: self._composer().messages,
            edit,
            reply_to=message.message_id if in_group and message is not None else None,
        )


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
