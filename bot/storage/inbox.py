"""Updates that were received and not yet handled; numbers of those that were."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from enum import Enum
from typing import Callable, List, Optional, Sequence

from bot.storage.database import Database
from bot.storage.outbox import add_sends
from bot.storage.records import save_records
from bot.storage.turn import Send, Turn

# A repeat of a tap after this many seconds is a citizen who wants to see the answer again.
TAP_SECONDS = 30.0
# A second note about flooding within this many seconds would itself be flooding.
_NOTE_SECONDS = 60.0
# Telegram keeps an update for a day at most, and starts its numbers anew after a week of silence.
_NUMBERS_KEPT_SECONDS = 3 * 24 * 3600.0
PARKED_KEPT_DAYS = 7
_PARKED_KEPT_SECONDS = PARKED_KEPT_DAYS * 24 * 3600.0


class Verdict(str, Enum):
    """What became of an update that arrived."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    REPEATED_TAP = "repeated_tap"
    FLOODED = "flooded"
    NOT_FOR_US = "not_for_us"


@dataclass(frozen=True)
class Incoming:
    """An update to store; ``tap`` is equal for repeats of one tap, ``None`` for anything else.

    Without a ``payload`` it is said to others: its number is kept alone. ``too_fast`` says that its
    sender has had enough for now, ``told`` whether anybody is to hear of that.
    """

    update_id: int
    lane: int
    payload: Optional[str]
    tap: Optional[str] = None
    too_fast: bool = False
    told: bool = True


@dataclass(frozen=True)
class Waiting:
    """An update to handle; ``tries`` counts those begun before."""

    update_id: int
    payload: str
    received_at: float
    tries: int


class Inbox:
    """The updates of all lanes. Times are seconds since 1970, and may jump with the clock."""

    def __init__(
        self, database: Database, clock: Callable[[], float] = time.time, backlog: int = 20
    ) -> None:
        """``backlog`` is how many updates and unsent answers one lane may have waiting."""
        self._database = database
        self._clock = clock
        self._backlog = backlog

    async def store(
        self, updates: Sequence[Incoming], flood_note: Callable[[int], Send]
    ) -> List[Verdict]:
        """Stores what is new, all or nothing; ``flood_note`` says to a lane that it is too fast.

        Raises:
            StoreRefused: nothing was stored.
        """
        now = self._clock()

        def work(connection: sqlite3.Connection) -> List[Verdict]:
            return [self._store_one(connection, u, now, flood_note) for u in updates]

        return await self._database.write(work)

    def _store_one(
        self,
        connection: sqlite3.Connection,
        update: Incoming,
        now: float,
        flood_note: Callable[[int], Send],
    ) -> Verdict:
        def exists(condition: str, *values: object) -> bool:
            statement = f"SELECT 1 FROM inbox WHERE {condition} LIMIT 1"
            return connection.execute(statement, values).fetchone() is not None

        def add(
            state: str,
            payload: Optional[str] = None,
            tap: Optional[str] = None,
            lane: Optional[int] = update.lane,
        ) -> None:
            connection.execute(
                "INSERT INTO inbox (update_id, state, lane, payload, tap, received_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (update.update_id, state, lane, payload, tap, now),
            )

        if exists("update_id = ?", update.update_id):
            return Verdict.DUPLICATE
        if update.payload is None:
            add("done", lane=None)
            return Verdict.NOT_FOR_US
        # The distance, not the order: a clock that was set back must not silence a button.
        if update.tap and exists(
            "tap = ? AND (state = 'waiting' OR abs(received_at - ?) < ?)",
            update.tap,
            now,
            TAP_SECONDS,
        ):
            add("repeated")
            return Verdict.REPEATED_TAP
        if update.too_fast or self._waiting_of(connection, update.lane) >= self._backlog:
            silent = not update.told or exists(
                "lane = ? AND state = 'flooded' AND abs(received_at - ?) < ?",
                update.lane,
                now,
                _NOTE_SECONDS,
            )
            add("flooded")
            if not silent:
                add_sends(connection, [flood_note(update.lane)], now)
            return Verdict.FLOODED
        add("waiting", update.payload, update.tap)
        return Verdict.STORED

    @staticmethod
    def _waiting_of(connection: sqlite3.Connection, lane: int) -> int:
        return connection.execute(
            "SELECT (SELECT count(*) FROM inbox WHERE lane = ?1 AND state = 'waiting')"
            " + (SELECT count(*) FROM outbox WHERE chat = ?1)",
            (lane,),
        ).fetchone()[0]

    def lanes(self) -> List[int]:
        """The lanes with something waiting, the longest waiting first."""
        rows = self._database.read(
            "SELECT lane FROM inbox WHERE state = 'waiting' GROUP BY lane ORDER BY min(update_id)"
        )
        return [lane for (lane,) in rows]

    def next(self, lane: int) -> Optional[Waiting]:
        """The next update of ``lane``, in the order of Telegram's numbers.

        Raises:
            StoreRefused: the file cannot be read.
        """
        rows = self._database.read(
            "SELECT update_id, payload, received_at, tries FROM inbox"
            " WHERE state = 'waiting' AND lane = ? ORDER BY update_id LIMIT 1",
            lane,
        )
        return Waiting(*rows[0]) if rows else None

    def depth(self) -> int:
        """How many updates wait."""
        return self._database.read("SELECT count(*) FROM inbox WHERE state = 'waiting'")[0][0]

    async def begin(self, update_id: int) -> None:
        """Counts a try before it is made, so that even one that ends the process is counted."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE inbox SET tries = tries + 1 WHERE update_id = ?", (update_id,)
            )

        await self._database.write(work)

    async def finish(self, update: Waiting, turn: Turn, parked: bool = False) -> None:
        """Writes all that the turn changed and that the update is done; all or nothing.

        A ``parked`` update keeps its content for a week, to be looked into.

        Raises:
            StoreRefused: the update still waits.
        """
        now = self._clock()

        def work(connection: sqlite3.Connection) -> None:
            save_records(connection, turn, now)
            add_sends(connection, turn.sends, update.received_at)
            change = "state = 'parked'" if parked else "state = 'done', payload = NULL, lane = NULL"
            connection.execute(
                f"UPDATE inbox SET {change} WHERE update_id = ?", (update.update_id,)
            )

        await self._database.write(work)
        for effect in turn.on_commit:
            effect()

    async def purge(self) -> int:
        """Forgets taps, old numbers and old parked updates; gives how many rows went.

        Raises:
            StoreRefused: nothing was forgotten.
        """
        now = self._clock()

        def work(connection: sqlite3.Connection) -> int:
            connection.execute(
                "UPDATE inbox SET tap = NULL WHERE tap IS NOT NULL AND state != 'waiting'"
                " AND abs(received_at - ?) > ?",
                (now, TAP_SECONDS),
            )
            connection.execute(
                "UPDATE inbox SET lane = NULL WHERE state IN ('repeated', 'flooded')"
                " AND lane IS NOT NULL AND abs(received_at - ?) > ?",
                (now, _NOTE_SECONDS),
            )
            return connection.execute(
                "DELETE FROM inbox WHERE state NOT IN ('waiting', 'parked') AND received_at < ?"
                " OR state = 'parked' AND received_at < ?",
                (now - _NUMBERS_KEPT_SECONDS, now - _PARKED_KEPT_SECONDS),
            ).rowcount

        return await self._database.write(work)


def forget_chat(connection: sqlite3.Connection, chat: int) -> int:
    """Deletes everything that waits in or for ``chat`` or is parked; gives how many rows went.

    An update that is being handled ends as if it were done.
    """
    inbox = connection.execute("DELETE FROM inbox WHERE lane = ?", (chat,)).rowcount
    outbox = connection.execute("DELETE FROM outbox WHERE chat = ?", (chat,)).rowcount
    return inbox + outbox


def count_chat(connection: sqlite3.Connection, chat: int) -> int:
    """How many rows wait in or for ``chat`` or are parked."""
    query = (
        "SELECT (SELECT count(*) FROM inbox WHERE lane = ?1)"
        " + (SELECT count(*) FROM outbox WHERE chat = ?1)"
    )
    return connection.execute(query, (chat,)).fetchone()[0]
