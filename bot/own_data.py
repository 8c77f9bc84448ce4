"""What is kept of one conversation: whether there is anything, and deleting all of it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import Callable, NamedTuple

from bot.open_dialogues import OpenDialogues
from bot.storage.conversations import count_conversation, forget_conversation
from bot.storage.database import Database, StoreRefused
from bot.storage.turn import current_turn

logger = logging.getLogger(__name__)

OnConnection = Callable[[sqlite3.Connection], int]


class Elsewhere(NamedTuple):
    """What a front end keeps of a conversation beside the conversation itself."""

    forget: OnConnection
    count: OnConnection


NOWHERE_ELSE = Elsewhere(lambda _: 0, lambda _: 0)


class Deleted(NamedTuple):
    """How many records went, and how many were found when looking again."""

    gone: int
    left: int


class OwnData:
    """The records of conversations, by their names."""

    def __init__(self, database: Database, dialogues: OpenDialogues) -> None:
        self._database = database
        self._dialogues = dialogues

    def is_new(self, name: str) -> bool:
        """Whether nothing is kept of the conversation.

        Raises:
            StoreRefused: the file cannot be read.
        """
        rows = self._database.read("SELECT 1 FROM conversations WHERE sender = ?", name)
        turn = current_turn()
        return not rows and (turn is None or name not in turn.conversations)

    async def delete(self, name: str, elsewhere: Elsewhere) -> Deleted:
        """Deletes every record of the conversation, also from the file's unused parts; looks again.

        Raises:
            StoreRefused: nothing was deleted.
        """
        gone = await self._database.write(
            lambda c: forget_conversation(c, name) + elsewhere.forget(c)
        )
        self._dialogues.keep(name, None)
        try:
            await asyncio.to_thread(self._database.checkpoint)
        except StoreRefused as error:
            # Deleted all the same; the next tidying overwrites what is left in the journal.
            logger.warning("Chưa ghi đè được nhật ký sau khi xóa: %s", error)
        left = await self._database.write(
            lambda c: count_conversation(c, name) + elsewhere.count(c)
        )
        return Deleted(gone, left)
