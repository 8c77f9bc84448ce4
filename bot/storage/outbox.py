"""What is to be sent to Telegram and was not taken by it yet."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence

from bot.storage.database import Database
from bot.storage.turn import Send


@dataclass(frozen=True)
class Queued:
    """A send with its place in the queue; ``received_at`` is when the update it answers came."""

    id: int
    send: Send
    received_at: float


class Outbox:
    """The sends of all chats; those of one chat go one after another."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def chats(self) -> List[int]:
        """The chats with something to send, the longest waiting first."""
        rows = self._database.read("SELECT chat FROM outbox GROUP BY chat ORDER BY min(id)")
        return [chat for (chat,) in rows]

    def next(self, chat: int) -> Optional[Queued]:
        """The next send of ``chat``.

        Raises:
            StoreRefused: the file cannot be read.
        """
        rows = self._database.read(
            "SELECT id, method, parameters, received_at FROM outbox"
            " WHERE chat = ? ORDER BY id LIMIT 1",
            chat,
        )
        if not rows:
            return None
        number, method, parameters, received_at = rows[0]
        values: Dict[str, Any] = json.loads(parameters)
        return Queued(number, Send(chat, method, values), received_at)

    def depth(self) -> int:
        """How many sends wait."""
        return self._database.read("SELECT count(*) FROM outbox")[0][0]

    async def remove(self, number: int) -> None:
        """Forgets a send: Telegram has taken it, or never will.

        Raises:
            StoreRefused: it is still there.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM outbox WHERE id = ?", (number,))

        await self._database.write(work)

    async def remove_chat(self, chat: int) -> int:
        """Forgets all that waits for ``chat``; gives how many sends that were.

        Raises:
            StoreRefused: they are still there.
        """

        def work(connection: sqlite3.Connection) -> int:
            return connection.execute("DELETE FROM outbox WHERE chat = ?", (chat,)).rowcount

        return await self._database.write(work)

    async def move_chat(self, chat: int, new_chat: int) -> None:
        """Sends what waits for ``chat`` to ``new_chat`` instead.

        Raises:
            StoreRefused: nothing was moved.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE outbox SET chat = ? WHERE chat = ?", (new_chat, chat))

        await self._database.write(work)


def add_sends(connection: sqlite3.Connection, sends: Sequence[Send], received_at: float) -> None:
    """Appends ``sends`` within a transaction that is under way."""
    connection.executemany(
        "INSERT INTO outbox (chat, method, parameters, received_at) VALUES (?, ?, ?, ?)",
        [
            (s.chat, s.method, json.dumps(s.parameters, ensure_ascii=False), received_at)
            for s in sends
        ],
    )
