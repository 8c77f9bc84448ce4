"""What is kept of one chat: its name in the store, whether it is new, deleting all of it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import NamedTuple

from bot.held_questions import HeldQuestions
from bot.open_dialogues import OpenDialogues
from bot.privacy.identity import pseudonym
from bot.storage.asked import Asked, forget_questions
from bot.storage.conversations import forget_conversation
from bot.storage.database import Database, StoreRefused
from bot.storage.inbox import forget_chat
from bot.storage.turn import current_turn

logger = logging.getLogger(__name__)

_COUNT = """
SELECT (SELECT count(*) FROM conversations WHERE sender = ?1)
     + (SELECT count(*) FROM questions WHERE sender = ?1)
     + (SELECT count(*) FROM inbox WHERE lane = ?2)
     + (SELECT count(*) FROM outbox WHERE chat = ?2)
"""


class Deleted(NamedTuple):
    """How many records went, and how many were found when looking again."""

    gone: int
    left: int


class OwnData:
    """The records of chats; ``key`` makes their names."""

    def __init__(
        self, database: Database, dialogues: OpenDialogues, held: HeldQuestions, key: bytes
    ) -> None:
        self._database = database
        self._asked = Asked(database)
        self._dialogues = dialogues
        self._held = held
        self._key = key

    def name(self, chat: int) -> str:
        """The name of the conversation in ``chat``."""
        return pseudonym(self._key, chat)

    def is_new(self, chat: int) -> bool:
        """Whether nothing is kept of the conversation in ``chat``.

        Raises:
            StoreRefused: the file cannot be read.
        """
        name = self.name(chat)
        rows = self._database.read("SELECT 1 FROM conversations WHERE sender = ?", name)
        turn = current_turn()
        return not rows and (turn is None or name not in turn.conversations)

    async def delete(self, chat: int) -> Deleted:
        """Deletes every record of ``chat``, also from the file's unused parts, and looks again.

        Raises:
            StoreRefused: nothing was deleted.
        """
        name = self.name(chat)

        def work(connection: sqlite3.Connection) -> int:
            gone = forget_conversation(connection, name) + forget_questions(connection, name)
            return gone + forget_chat(connection, chat)

        gone = await self._database.write(work)
        self._dialogues.keep(name, None)
        self._held.forget(name)
        await self._overwrite()
        return Deleted(gone, self._database.read(_COUNT, name, chat)[0][0])

    def refuses_questions(self, chat: int) -> bool:
        """Whether no question of ``chat`` may be kept.

        Raises:
            StoreRefused: the file cannot be read.
        """
        return self._asked.is_refused_by(self.name(chat))

    async def refuse_questions(self, chat: int) -> int:
        """Keeps no question of ``chat`` any more; deletes those kept, gives how many.

        Raises:
            StoreRefused: nothing was changed.
        """
        name = self.name(chat)
        gone = await self._asked.refuse(name)
        self._held.forget(name)
        await self._overwrite()
        return gone

    async def allow_questions(self, chat: int) -> None:
        """Keeps the questions that ``chat`` asks in vain from now on.

        Raises:
            StoreRefused: nothing was changed.
        """
        await self._asked.allow(self.name(chat))

    async def _overwrite(self) -> None:
        """Takes what was deleted out of the file's unused parts, too."""
        try:
            await asyncio.to_thread(self._database.checkpoint)
        except StoreRefused as error:
            # Deleted all the same; the next tidying overwrites what is left in the journal.
            logger.warning("Chưa ghi đè được nhật ký sau khi xóa: %s", error)
