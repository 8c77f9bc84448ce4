"""The Telegram handlers without network, Rasa or waiting: raw updates in, turns out."""

from __future__ import annotations

import itertools
from typing import Any, Dict, List, Optional

from rasa.core.channels.channel import UserMessage
from telegram import Update, User
from telegram.ext import Application, ExtBot

from bot.content.addresses import Entrances
from bot.content.answer import Answer
from bot.content.compose import Composer
from bot.feedback import Feedback
from bot.held_questions import HeldQuestions
from bot.nlg import ANSWER_KEY
from bot.open_dialogues import OpenDialogues
from bot.own_data import OwnData
from bot.privacy.masking import clean_update
from bot.storage.asked import Asked
from bot.storage.database import Database
from bot.storage.records import save_records
from bot.storage.turn import Turn
from bot.telegram.handlers import Handlers
from bot.telegram.own_data import ChatData
from tests.auxil.fake_bot_api import BOT, TOKEN

KEY = b"k" * 32
GROUP = -100500


class _OfflineBot(ExtBot):
    """Knows who it is; keeps what it is told to say at once."""

    def __init__(self) -> None:
        super().__init__(TOKEN)
        self._bot_user = User(**BOT)
        with self._unfrozen():
            self.cards: List[List[Any]] = []

    async def answer_inline_query(self, inline_query_id: str, results: Any, **_: Any) -> bool:
        self.cards.append(list(results))
        return True


class Front:
    """Handlers with a stand-in for understanding that notes what it is asked."""

    def __init__(
        self,
        composer: Composer,
        database: Database,
        owner: Optional[str] = None,
        contact: Optional[str] = None,
        web_address: Optional[str] = None,
    ) -> None:
        self.asked: List[UserMessage] = []
        self.answer: Answer = composer.say("welcome")
        self.database = database
        self.dialogues = OpenDialogues()
        self.held = HeldQuestions()
        own_data = OwnData(database, self.dialogues, self.held)
        self.chat_data = ChatData(own_data, KEY)
        self.kept = Asked(database)
        self.parsed: Dict[str, Any] = {"intent_ranking": [], "entities": []}
        self._composer = composer
        self.bot = _OfflineBot()
        self.application = Application.builder().bot(self.bot).updater(None).build()
        self.application._initialized = True
        self.application.add_error_handler(self._raise)
        self._numbers = itertools.count(1)
        self.failures: List[BaseException] = []
        Handlers(
            self._answer,
            lambda: composer,
            self._parse,
            own_data,
            KEY,
            Feedback(self.kept, self.held, lambda: composer),
            lambda: Entrances(BOT["username"], web_address),
            owner,
            contact,
        ).register(self.application)

    async def _answer(self, message: UserMessage) -> None:
        self.asked.append(message)
        said = {ANSWER_KEY: self.answer.to_dict()}
        await message.output_channel.send_response(message.sender_id, said)

    async def _parse(self, text: str) -> Dict[str, Any]:
        return self.parsed

    async def _raise(self, update: object, context: Any) -> None:
        self.failures.append(context.error)

    async def deliver(self, kind: str, body: Dict[str, Any], clean: bool = True) -> Turn:
        """Handles an update of ``kind`` as the worker does, and stores what it learnt."""
        raw = {"update_id": next(self._numbers), kind: body}
        update = Update.de_json(clean_update(raw) if clean else raw, self.bot)
        turn = Turn()
        with turn.open():
            await self.application.process_update(update)
        await self.database.write(lambda connection: save_records(connection, turn, 0.0))
        for effect in turn.on_commit:
            effect()
        return turn

    async def say(self, text: str = "", chat: int = 7, **more: Any) -> Turn:
        """A message of a person in ``chat``; groups have negative numbers."""
        return await self.deliver("message", self.message(text, chat, **more))

    def message(self, text: str = "", chat: int = 7, **more: Any) -> Dict[str, Any]:
        """A raw message, with entities for a command and for names."""
        entities = []
        offset = 0
        for word in text.split(" "):
            if word.startswith("/") and offset == 0:
                entities.append({"type": "bot_command", "offset": 0, "length": len(word)})
            if word.startswith("@"):
                units = len(text[:offset].encode("utf-16-le")) // 2
                entities.append({"type": "mention", "offset": units, "length": len(word)})
            offset += len(word) + 1
        return {
            "message_id": next(self._numbers),
            "date": 1,
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
            "from": {"id": abs(chat), "is_bot": False, "first_name": "Dân"},
            **({"text": text, "entities": entities} if text else {}),
            **more,
        }

    async def tap(self, data: str, chat: int = 7) -> Turn:
        """A tap on a button of the bot's message."""
        shown = {**self.message("x", chat), "from": BOT}
        person = {"id": abs(chat), "is_bot": False, "first_name": "Dân"}
        query = {"id": "1", "from": person, "chat_instance": "1", "message": shown, "data": data}
        return await self.deliver("callback_query", query)


def texts(turn: Turn) -> str:
    """All that a turn says."""
    return "\n".join(send.parameters["text"] for send in turn.sends)
