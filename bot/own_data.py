"""What is kept of one conversation: whether there is anything, and deleting all of it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import Callable, NamedTuple

from bot.held_questions import HeldQuestions
from bot.open_dialogues import OpenDialogues
from bot.storage.asked import Asked, count_questions, forget_questions
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

    def __init__(self, database: Database, dialogues: OpenDialogues, held: HeldQuestions) -> None:
        self._database = database
        self._asked = Asked(database)
        self._dialogues = dialogues
        self._held = held

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

        def forget(connection: sqlite3.Connection) -> int:
            own = forget_conversation(connection, name) + forget_questions(connection, name)
            return own + elsewhere.forget(connection)

        def count(connection: sqlite3.Connection) -> int:
            own = count_conversation(connection, name) + count_questions(connection, name)
            return own + elsewhere.count(connection)

        gone = await self._database.write(forget)
        self._dialogues.keep(name, None)
        self._held.forget(name)
        await self._overwrite()
        return Deleted(gone, await self._database.write(count))

    def refuses_questions(self, name: str) -> bool:
        """Whether no question of the conversation may be kept.

        Raises:
            StoreRefused: the file cannot be read.
        """
        return self._asked.is_refused_by(name)

    async def refuse_questions(self, name: str) -> int:
        """Keeps no question of the conversation any more; deletes those kept, gives how many.

        Raises:
            StoreRefused: nothing was changed.
        """
        gone = await self._asked.refuse(name)
        self._held.forget(name)
        await self._overwrite()
        return gone

    async def allow_questions(self, name: str) -> None:
        """Keeps the questions that are asked in vain from now on.

        Raises:
            StoreRefused: nothing was changed.
        """
        await self._asked.allow(name)

    async def _overwrite(self) -> None:
        """Takes what was deleted out of the file's unused parts, too."""
        try:
            await asyncio.to_thread(self._database.checkpoint)
        except StoreRefused as error:
            # Deleted all the same; the next tidying overwrites what is left in the journal.
            logger.warning("Chưa ghi đè được nhật ký sau khi xóa: %s", error)
