"""Rasa's conversations as rows, each under a name that tells nothing about its citizen."""

from __future__ import annotations

import sqlite3
import time
from typing import Callable, List, Optional

from bot.storage.asked import purge_asked
from bot.storage.database import Database

KEPT_DAYS = 30
_KEPT_SECONDS = KEPT_DAYS * 24 * 3600.0


class Conversations:
    """All conversations. Times are seconds since 1970."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """``clock`` is for tests to replace."""
        self._database = database
        self._clock = clock

    def load(self, sender: str) -> Optional[str]:
        """What is kept of ``sender``'s conversation, as it was saved.

        Raises:
            StoreRefused: the file cannot be read.
        """
        rows = self._database.read("SELECT tracker FROM conversations WHERE sender = ?", sender)
        return rows[0][0] if rows else None

    def senders(self) -> List[str]:
        """The names of all conversations.

        Raises:
            StoreRefused: the file cannot be read.
        """
        return [sender for (sender,) in self._database.read("SELECT sender FROM conversations")]

    async def save(self, sender: str, tracker: str) -> None:
        """Replaces what is kept of ``sender``'s conversation.

        Raises:
            StoreRefused: nothing was written.
        """
        now = self._clock()
        await self._database.write(lambda c: save_conversation(c, sender, tracker, now))

    async def purge(self) -> int:
        """Forgets conversations, questions and counts older than they may be; gives how many.

        Raises:
            StoreRefused: nothing was forgotten.
        """
        now = self._clock()
        return await self._database.write(lambda connection: purge_conversations(connection, now))


def purge_conversations(connection: sqlite3.Connection, now: float) -> int:
    """Forgets what was said too long ago, and the questions kept of it; gives how many rows."""
    silent = connection.execute(
        "DELETE FROM conversations WHERE changed_at < ?", (now - _KEPT_SECONDS,)
    )
    return silent.rowcount + purge_asked(connection, now)


def save_conversation(
    connection: sqlite3.Connection, sender: str, tracker: str, changed_at: float
) -> None:
    """Replaces what is kept of ``sender``'s conversation; ``changed_at`` in seconds since 1970."""
    connection.execute(
        "INSERT OR REPLACE INTO conversations (sender, tracker, changed_at) VALUES (?, ?, ?)",
        (sender, tracker, changed_at),
    )


def forget_conversation(connection: sqlite3.Connection, sender: str) -> int:
    """Deletes ``sender``'s conversation; gives how many rows went."""
    return connection.execute("DELETE FROM conversations WHERE sender = ?", (sender,)).rowcount


def count_conversation(connection: sqlite3.Connection, sender: str) -> int:
    """How many rows there are of ``sender``'s conversation."""
    query = "SELECT count(*) FROM conversations WHERE sender = ?"
    return connection.execute(query, (sender,)).fetchone()[0]
