"""What is kept of one chat: its name in the store, whether it is new, deleting all of it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import NamedTuple

from bot.open_dialogues import OpenDialogues
from bot.privacy.identity import pseudonym
from bot.storage.conversations import forget_conversation
from bot.storage.database import Database, StoreRefused
from bot.storage.inbox import forget_chat
from bot.storage.turn import current_turn

logger = logging.getLogger(__name__)

_COUNT = """
SELECT (SELECT count(*) FROM conversations WHERE sender = ?1)
     + (SELECT count(*) FROM inbox WHERE lane = ?2)
     + (SELECT count(*) FROM outbox WHERE chat = ?2)
"""


class Deleted(NamedTuple):
    """How many records went, and how many were found when looking again."""

    gone: int
    left: int


class OwnData:
    """The records of chats; ``key`` makes their names."""

    def __init__(self, database: Database, dialogues: OpenDialogues, key: bytes) -> None:
        self._database = database
        self._dialogues = dialogues
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
            return forget_conversation(connection, name) + forget_chat(connection, chat)

        gone = await self._database.write(work)
        self._dialogues.keep(name, None)
        try:
            await asyncio.to_thread(self._database.checkpoint)
        except StoreRefused as error:
            # Deleted all the same; the next tidying overwrites what is left in the journal.
            logger.warning("Chưa ghi đè được nhật ký sau khi xóa: %s", error)
        return Deleted(gone, self._database.read(_COUNT, name, chat)[0][0])
