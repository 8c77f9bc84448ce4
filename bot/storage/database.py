"""One SQLite file for everything that must outlive the process.

Writing happens in a thread of its own: a slow disk delays those who wait for it, never the event
loop. What arrives while a commit is under way shares the next one, so a sync to disk is paid once
for many.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import queue
import sqlite3
import threading
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Any, Callable, List, NamedTuple, Optional, TypeVar

T = TypeVar("T")

FILE_NAME = "tro-ly.sqlite3"
_BUSY_SECONDS = 2.0
# Pages in the journal before it is used anew from its start. SQLite's own 1000 are 4 MB: on a small
# disk the journal would be what fills it.
_JOURNAL_PAGES = 256
_MOST_IN_ONE_COMMIT = 256

_SCHEMA = """
-- What Telegram delivered. A done update keeps its number alone, to know a repeat by.
CREATE TABLE IF NOT EXISTS inbox (
    update_id   INTEGER PRIMARY KEY,
    state       TEXT NOT NULL,          -- waiting, done, parked, repeated, flooded
    lane        INTEGER,                -- updates of one lane are handled one after another
    payload     TEXT,                   -- the update as JSON, personal numbers masked
    tap         TEXT,                   -- what a repeat of the same tap would carry
    received_at REAL NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS inbox_waiting ON inbox (lane, update_id) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS inbox_taps ON inbox (tap) WHERE tap IS NOT NULL;
CREATE INDEX IF NOT EXISTS inbox_flooded ON inbox (lane) WHERE state = 'flooded';
CREATE INDEX IF NOT EXISTS inbox_age ON inbox (received_at);
-- What is to be sent; a row goes when Telegram has taken it.
CREATE TABLE IF NOT EXISTS outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    chat        INTEGER NOT NULL,
    method      TEXT NOT NULL,
    parameters  TEXT NOT NULL,
    received_at REAL NOT NULL           -- when the update that this answers came
);
CREATE INDEX IF NOT EXISTS outbox_chat ON outbox (chat, id);
-- Rasa's conversations.
CREATE TABLE IF NOT EXISTS conversations (
    sender      TEXT PRIMARY KEY,
    tracker     TEXT NOT NULL,
    changed_at  REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS conversations_age ON conversations (changed_at);
-- The newest reply of each conversation on the web page, for a message that is sent again.
CREATE TABLE IF NOT EXISTS web_replies (
    sender      TEXT PRIMARY KEY,
    message     TEXT NOT NULL,          -- the number that the browser gave the message
    body        TEXT NOT NULL,          -- sealed with what only the browser knows
    replied_at  REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS web_replies_age ON web_replies (replied_at);
-- Questions asked in vain, personal numbers masked; see bot/storage/asked.py.
CREATE TABLE IF NOT EXISTS questions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    asked_at    REAL NOT NULL,
    sender      TEXT NOT NULL,          -- the name of the conversation, as in conversations
    channel     TEXT NOT NULL,
    text        TEXT NOT NULL,
    outcome     TEXT NOT NULL,          -- fallback, clarify, wrong
    answered_topic TEXT,
    aspects     TEXT NOT NULL,          -- JSON: ["le_phi", …]
    nearest     TEXT NOT NULL,          -- JSON: [["tam_tru", 0.31], …]
    understood  TEXT NOT NULL,          -- the intent that understanding settled on
    answer      TEXT NOT NULL           -- which answer was called wrong; '' for the others
);
CREATE INDEX IF NOT EXISTS questions_sender ON questions (sender);
CREATE INDEX IF NOT EXISTS questions_answer ON questions (answer) WHERE answer != '';
CREATE INDEX IF NOT EXISTS questions_age ON questions (asked_at);
-- How often what was asked and how it ended: nobody's name, nobody's words.
CREATE TABLE IF NOT EXISTS tallies (
    day         TEXT NOT NULL,          -- in Vietnam, as 2026-11-22
    channel     TEXT NOT NULL,
    topic       TEXT NOT NULL,          -- '' where none was found
    outcome     TEXT NOT NULL,
    count       INTEGER NOT NULL,
    PRIMARY KEY (day, channel, topic, outcome)
) WITHOUT ROWID;
-- The last verdict on an answer, by the key in its buttons; whose it was is not kept.
CREATE TABLE IF NOT EXISTS opinions (
    answer      TEXT PRIMARY KEY,
    given_at    REAL NOT NULL,
    day         TEXT NOT NULL,
    channel     TEXT NOT NULL,
    topic       TEXT NOT NULL,
    verdict     TEXT NOT NULL           -- helpful, wrong
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS opinions_age ON opinions (given_at);
-- Who does not want questions kept.
CREATE TABLE IF NOT EXISTS opted_out (sender TEXT PRIMARY KEY) WITHOUT ROWID;
-- Written to find out whether anything can be.
CREATE TABLE IF NOT EXISTS probe (filling BLOB NOT NULL);
"""


class StoreRefused(Exception):
    """Nothing was written: the disk is full, the file is locked or damaged, or it is closed."""


class _Job(NamedTuple):
    work: Callable[[sqlite3.Connection], Any]
    future: Future


class Database:
    """The file, opened for reading here and for writing in a thread."""

    def __init__(self, path: Path) -> None:
        """Opens or creates ``path``, readable by its owner alone.

        Raises:
            StoreRefused: it cannot be opened or is no database.
        """
        self.path = path
        self._jobs: queue.SimpleQueue[Optional[_Job]] = queue.SimpleQueue()
        self._closed = False
        self._claim: Optional[int] = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._writer = self._connect()
            self._writer.executescript(_SCHEMA)
            self._reader = self._connect()
        except (OSError, sqlite3.Error) as error:
            raise StoreRefused(f"Không mở được tệp lưu trữ {path}: {error}") from error
        self._thread = threading.Thread(target=self._work_off, name="store", daemon=True)
        self._thread.start()

    def _connect(self) -> sqlite3.Connection:
        # The two connections are each used by one thread at a time; Python cannot see that.
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_JOURNAL_PAGES}")
        return connection

    def claim(self) -> None:
        """Keeps other processes from claiming the file until this one closes it or ends.

        Raises:
            StoreRefused: another process has claimed it.
        """
        claim = os.open(f"{self.path}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(claim)
            raise StoreRefused(f"Một tiến trình khác đang dùng {self.path}") from error
        self._claim = claim

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Runs ``work`` in a transaction; returns once its result is on disk.

        Raises:
            StoreRefused: nothing of it was written.
        """
        return await asyncio.wrap_future(self.submit(work))

    async def forget_older(self, table: str, column: str, than: float) -> int:
        """Deletes the rows of ``table`` whose time in ``column`` is before ``than``; how many.

        Raises:
            StoreRefused: nothing was deleted.
        """
        statement = f"DELETE FROM {table} WHERE {column} < ?"
        return await self.write(lambda connection: connection.execute(statement, (than,)).rowcount)

    def submit(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """As :meth:`write`, for callers without an event loop."""
        future: Future[T] = Future()
        if self._closed:
            future.set_exception(StoreRefused("the store is closed"))
        else:
            self._jobs.put(_Job(work, future))
        return future

    def read(self, statement: str, *values: Any) -> List[Any]:
        """All rows of a query, as of the last commit.

        Raises:
            StoreRefused: the file cannot be read.
        """
        try:
            return self._reader.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise StoreRefused(str(error)) from error

    async def probe(self) -> None:
        """Finds out whether there is room to write.

        Raises:
            StoreRefused: there is not.
        """

        def work(connection: sqlite3.Connection) -> None:
            last = connection.execute("INSERT INTO probe VALUES (zeroblob(16384))").lastrowid
            connection.execute("DELETE FROM probe WHERE rowid != ?", (last,))

        await self.write(work)

    def checkpoint(self) -> None:
        """Moves everything into the main file, so that nothing deleted is left beside it.

        Waits for the disk: call it from a thread where others must not wait.

        Raises:
            StoreRefused: another process is reading, or the disk is full.
        """
        try:
            with contextlib.closing(self._connect()) as connection:
                [(busy, _, _)] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:
            raise StoreRefused(str(error)) from error
        if busy:
            raise StoreRefused("the journal is in use")

    def close(self) -> None:
        """Finishes what was submitted and closes the file."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        self._thread.join()
        self._reader.close()
        self._writer.close()
        if self._claim is not None:
            os.close(self._claim)

    def _work_off(self) -> None:
        last = False
        while not last:
            taken = [self._jobs.get()]
            with contextlib.suppress(queue.Empty):
                while len(taken) < _MOST_IN_ONE_COMMIT:
                    taken.append(self._jobs.get_nowait())
            last = None in taken
            self._commit([j for j in taken if j and j.future.set_running_or_notify_cancel()])

    def _commit(self, jobs: List[_Job]) -> None:
        results = []
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            for job in jobs:
                self._writer.execute("SAVEPOINT job")
                try:
                    results.append((job, job.work(self._writer)))
                except sqlite3.Error:
                    raise
                except Exception as error:  # belongs to the one who asked, not to the others
                    self._writer.execute("ROLLBACK TO job")
                    job.future.set_exception(error)
                self._writer.execute("RELEASE job")
            self._writer.execute("COMMIT")
        except sqlite3.Error as error:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            for job in jobs:
                if not job.future.done():
                    job.future.set_exception(StoreRefused(str(error)))
            return
        for job, result in results:
            job.future.set_result(result)


@cache
def database(folder: Path) -> Database:
    """The one database of ``folder`` in this process; all who keep something there share it.

    Raises:
        StoreRefused: it cannot be opened.
    """
    return Database(folder / FILE_NAME)
