"""What stands in the folder of a running assistant, down to the bytes."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Dict, Iterator, List

from bot.storage.database import FILE_NAME
from tests.auxil.fake_bot_api import FakeBotApi


def _connection(state: Path, mode: str) -> contextlib.closing:
    address = f"file:{state / FILE_NAME}?mode={mode}"
    return contextlib.closing(sqlite3.connect(address, uri=True, timeout=5))


def kept_bytes(state: Path) -> Iterator[bytes]:
    """The content of every file."""
    for path in state.iterdir():
        yield path.read_bytes()


def conversations(state: Path) -> Dict[str, str]:
    """The text of each stored conversation by its name."""
    with _connection(state, "ro") as connection:
        return dict(connection.execute("SELECT sender, tracker FROM conversations"))


def kept_questions(state: Path) -> Dict[str, List[str]]:
    """The questions asked in vain by the names of their conversations."""
    kept: Dict[str, List[str]] = {}
    with _connection(state, "ro") as connection:
        for sender, text in connection.execute("SELECT sender, text FROM questions ORDER BY id"):
            kept.setdefault(sender, []).append(text)
    return kept


def wait_until_idle(api: FakeBotApi, state: Path) -> None:
    """Waits until everything that came was answered, and every answer taken."""
    open_work = (
        "SELECT (SELECT count(*) FROM inbox WHERE payload IS NOT NULL)"
        " + (SELECT count(*) FROM outbox)"
    )
    with _connection(state, "ro") as connection:
        api.wait_for(lambda: connection.execute(open_work).fetchone() == (0,), "all answered")


def empty_journal(state: Path) -> None:
    """Does what the assistant does once a minute: nothing deleted lives on in the journal."""
    with _connection(state, "rw") as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
