"""Rasa's conversations as rows."""

from __future__ import annotations

import sqlite3


def save_conversation(
    connection: sqlite3.Connection, sender: str, tracker: str, changed_at: float
) -> None:
    """Replaces what is kept of ``sender``'s conversation; ``changed_at`` in seconds since 1970."""
    connection.execute(
        "INSERT OR REPLACE INTO conversations (sender, tracker, changed_at) VALUES (?, ?, ?)",
        (sender, tracker, changed_at),
    )
