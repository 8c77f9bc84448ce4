"""What a turn leaves behind besides its answer, whichever front end it came in by."""

from __future__ import annotations

import sqlite3

from bot.storage.asked import count, save_opinion, save_question
from bot.storage.conversations import save_conversation
from bot.storage.turn import Turn


def save_records(connection: sqlite3.Connection, turn: Turn, now: float) -> None:
    """Writes the turn's conversations, questions and counts within a transaction under way.

    ``now`` is in seconds since 1970.
    """
    for sender, tracker in turn.conversations.items():
        save_conversation(connection, sender, tracker, now)
    for question in turn.questions:
        save_question(connection, question, now)
    for tally in turn.tallies:
        count(connection, tally)
    for opinion in turn.opinions:
        save_opinion(connection, opinion, now)
