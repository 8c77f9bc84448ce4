"""Questions asked in vain, as they are kept."""

from __future__ import annotations

import datetime as dt
from typing import Any, List, Sequence, Tuple

from bot.gaps.grouping import VIETNAM
from bot.storage.asked import Kept, Nearest, Question, save_question
from bot.storage.database import Database

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=VIETNAM).timestamp()


def question(text: str, *nearest: Tuple[str, float], **changed: Any) -> Question:
    """A question not understood; ``nearest`` as pairs of intent and confidence."""
    values = {
        "sender": "keyed-name",
        "channel": "telegram",
        "outcome": "fallback",
        "understood": "nlu_fallback",
        "nearest": [Nearest(*guess) for guess in nearest],
    }
    return Question(text=text, **{**values, **changed})


def kept(*questions: Question) -> List[Kept]:
    """As read from the table, a day between each and the next, the last at noon."""
    first = NOON - 86400 * (len(questions) - 1)
    return [Kept(n + 1, first + 86400 * n, q) for n, q in enumerate(questions)]


def store(database: Database, questions: Sequence[Question], asked_at: float = NOON) -> None:
    """Keeps ``questions`` in ``database``."""

    def work(connection: Any) -> None:
        for each in questions:
            save_question(connection, each, asked_at)

    database.submit(work).result()
