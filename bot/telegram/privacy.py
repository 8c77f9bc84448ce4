"""What a citizen can learn and decide about what is kept of them."""

from __future__ import annotations

from typing import Callable, Optional

from telegram import Update
from telegram.ext import ContextTypes

from bot.content.answer import Answer, Button
from bot.content.compose import Composer
from bot.held_questions import HELD_HOURS
from bot.open_dialogues import KEPT_HOURS
from bot.storage.asked import QUESTIONS_KEPT_DAYS
from bot.storage.conversations import KEPT_DAYS
from bot.storage.inbox import PARKED_KEPT_DAYS
from bot.telegram.own_data import OwnData
from bot.telegram.speaking import Speaker

DELETE_YES = "xoa:co"
DELETE_NO = "xoa:khong"
_DELETE_ASK = "xoa:hoi"
KEEP_YES = "giu:co"
KEEP_NO = "giu:khong"


class Privacy:
    """``/riengtu``, ``/xoadulieu`` and the buttons that belong to them."""

    def __init__(
        self,
        composer: Callable[[], Composer],
        own_data: OwnData,
        speaker: Speaker,
        forget: Callable[[int], None],
        contact: Optional[str] = None,
    ) -> None:
        """``forget`` drops what others remember of a chat; ``contact`` is whom citizens ask."""
        self._composer = composer
        self._own_data = own_data
        self._speaker = speaker
        self._forget = forget
        self._contact = contact

    async def tell(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """``/riengtu``: what is kept, why and how long."""
        chat = update.effective_chat
        assert chat is not None
        composer = self._composer()
        messages = composer.messages
        answer = composer.say(
            "privacy",
            so_ngay=KEPT_DAYS,
            so_ngay_cau_hoi=QUESTIONS_KEPT_DAYS,
            so_ngay_loi=PARKED_KEPT_DAYS,
            so_gio=KEPT_HOURS,
            so_gio_cau_hoi=HELD_HOURS,
            lien_he=self._contact or messages.privacy_contact,
        )
        wish = Button(messages.keep_no, KEEP_NO)
        if self._own_data.refuses_questions(chat.id):
            wish = Button(messages.keep_yes, KEEP_YES)
        answer.buttons = [wish, Button(messages.delete_yes, _DELETE_ASK)]
        await self._speaker.say(update, answer)

    async def ask_to_delete(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """``/xoadulieu``: asks once, as it cannot be taken back."""
        composer = self._composer()
        answer = composer.say("delete_ask")
        answer.buttons = [
            Button(composer.messages.delete_yes, DELETE_YES),
            Button(composer.messages.delete_no, DELETE_NO),
        ]
        await self._speaker.say(update, answer)

    async def tapped(self, update: Update, context: ContextTypes.DEFAULT_TYPE, data: str) -> bool:
        """Does what a tap asks; whether ``data`` is of one of the buttons here."""
        if update.effective_chat is None:
            return data in (_DELETE_ASK, DELETE_YES, DELETE_NO, KEEP_YES, KEEP_NO)
        chat = update.effective_chat.id
        if data == _DELETE_ASK:
            await self.ask_to_delete(update, context)
        elif data == DELETE_NO:
            await self._speaker.say(update, self._composer().say("kept"))
        elif data == DELETE_YES:
            await self._delete(update, chat)
        elif data == KEEP_NO:
            gone = await self._own_data.refuse_questions(chat)
            await self._speaker.say(update, self._wish("keep_refused", KEEP_YES, so_cau=gone))
        elif data == KEEP_YES:
            await self._own_data.allow_questions(chat)
            await self._speaker.say(update, self._wish("keep_allowed", KEEP_NO))
        else:
            return False
        return True

    def _wish(self, message: str, other: str, **values: object) -> Answer:
        composer = self._composer()
        answer = composer.say(message, **values)
        titles = {KEEP_YES: composer.messages.keep_yes, KEEP_NO: composer.messages.keep_no}
        answer.buttons = [Button(titles[other], other)]
        return answer

    async def _delete(self, update: Update, chat: int) -> None:
        self._forget(chat)
        gone, left = await self._own_data.delete(chat)
        composer = self._composer()
        answer = composer.say("deleted", so_ban_ghi=gone, con_lai=left)
        answer.buttons = []
        if self._own_data.refuses_questions(chat):
            answer.ending = composer.messages.deleted_but_wish.strip()
        # No notice: nothing is kept of the chat, but it is no first contact.
        await self._speaker.output(update).send(answer)
