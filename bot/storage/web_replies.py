"""The newest reply of each conversation on the web page, for a browser that did not get it.

A reply is written in the transaction that writes what its message changed: a message that is sent
again is answered alike and changes nothing, also after the process was killed in between. It is
kept until the next message of its conversation, ten minutes at most, sealed by who writes it.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Callable, Optional

from bot.storage.database import Database
from bot.storage.records import save_records
from bot.storage.turn import Turn

KEPT_MINUTES = 10
_KEPT_SECONDS = KEPT_MINUTES * 60.0


class WebReplies:
    """All replies that may be asked for again. Times are seconds since 1970."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        """``clock`` is for tests to replace."""
        self._database = database
        self._clock = clock

    def find(self, sender: str, message: str) -> Optional[str]:
        """The reply to ``message``, if it was the last one in ``sender``'s conversation.

        Raises:
            StoreRefused: the file cannot be read.
        """
        rows = self._database.read(
            "SELECT body FROM web_replies WHERE sender = ? AND message = ? AND replied_at > ?",
            sender,
            message,
            self._clock() - _KEPT_SECONDS,
        )
        return rows[0][0] if rows else None

    async def finish(self, sender: str, message: str, body: str, turn: Turn) -> None:
        """Writes all that the turn changed together with the reply; all or nothing.

        Raises:
            StoreRefused: nothing was written.
        """
        now = self._clock()

        def work(connection: sqlite3.Connection) -> None:
            save_records(connection, turn, now)
            connection.execute(
                "INSERT OR REPLACE INTO web_replies (sender, message, body, replied_at)"
                " VALUES (?, ?, ?, ?)",
                (sender, message, body, now),
            )

        await self._database.write(work)
        for effect in turn.on_commit:
            effect()

    async def purge(self) -> int:
        """Forgets the replies that nobody came back for; gives how many.

        Raises:
            StoreRefused: nothing was forgotten.
        """
        oldest = self._clock() - _KEPT_SECONDS
        return await self._database.forget_older("web_replies", "replied_at", oldest)


def forget_reply(connection: sqlite3.Connection, sender: str) -> int:
    """Deletes the reply kept for ``sender``'s conversation; gives how many rows went."""
    return connection.execute("DELETE FROM web_replies WHERE sender = ?", (sender,)).rowcount


def count_reply(connection: sqlite3.Connection, sender: str) -> int:
    """How many replies are kept for ``sender``'s conversation."""
    query = "SELECT count(*) FROM web_replies WHERE sender = ?"
    return connection.execute(query, (sender,)).fetchone()[0]
