"""What a turn leaves behind besides its answer, whichever front end it came in by."""

from __future__ import annotations

import sqlite3

from bot.storage.conversations import save_conversation
from bot.storage.turn import Turn


def save_records(connection: sqlite3.Connection, turn: Turn, now: float) -> None:
    """Writes the turn's conversations within a transaction that is under way.

    ``now`` is in seconds since 1970.
    """
    for sender, tracker in turn.conversations.items():
        save_conversation(connection, sender, tracker, now)
