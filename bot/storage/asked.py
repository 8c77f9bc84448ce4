"""Questions asked in vain, and how often what was asked: for maintainers to learn from.

A question stands here without personal numbers, under the keyed name of its conversation, for
thirty days, and not at all for those who do not want it. Tallies name nobody and quote nobody.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from dataclasses import dataclass, field
from enum import Enum
from typing import Dict, List, NamedTuple, Optional, Sequence

from bot.storage.database import Database
from bot.storage.reading import Reader

QUESTIONS_KEPT_DAYS = 30
TALLIES_KEPT_DAYS = 400
_DAY_SECONDS = 24 * 3600.0
_LONGEST_TEXT = 500  # characters; what is asked stands in the first of them


class Verdict(str, Enum):
    """What a citizen says of an answer; also the outcome under which that is tallied."""

    HELPFUL = "helpful"
    WRONG = "wrong"


class Nearest(NamedTuple):
    """An intent that a question came near to; ``confidence`` between 0 and 1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Question:
    """A question asked in vain, already without personal numbers.

    ``outcome`` is ``fallback``, ``clarify`` or ``wrong`` (a citizen said so of the answer to it);
    ``understood`` is the intent that understanding settled on, ``nearest`` are the likeliest three.
    ``answer`` is the key of the answer that was called wrong, empty for the others.
    """

    sender: str
    channel: str
    text: str
    outcome: str
    answered_topic: Optional[str] = None
    aspects: List[str] = field(default_factory=list)
    nearest: List[Nearest] = field(default_factory=list)
    understood: str = ""
    answer: str = ""


class Kept(NamedTuple):
    """A question as it is kept; ``asked_at`` in seconds since 1970."""

    id: int
    asked_at: float
    question: Question


class Tally(NamedTuple):
    """One more of its kind on a day in Vietnam.

    ``topic`` is the topic or the intent that starts a guided dialogue, empty where neither was
    found; ``outcome`` is how the message ended (``answered``, ``clarify`` …) or a verdict.
    """

    day: dt.date
    channel: str
    topic: str
    outcome: str


class Opinion(NamedTuple):
    """A verdict on the answer with this key; a later one on the same answer replaces it.

    ``question`` is kept when the answer was wrong, where its text is still known.
    """

    answer: str
    verdict: Verdict
    day: dt.date
    channel: str
    topic: str
    question: Optional[Question] = None


class AskedRecords:
    """Reading what is kept."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def questions(self, since: float = 0.0) -> List[Kept]:
        """The questions kept since a time in seconds since 1970, oldest first.

        Raises:
            StoreRefused: the file cannot be read.
        """
        rows = self._reader.read(
            "SELECT id, asked_at, sender, channel, text, outcome, answered_topic, aspects, nearest,"
            " understood, answer FROM questions WHERE asked_at >= ? ORDER BY id",
            since,
        )
        return [_kept(row) for row in rows]

    def tallies(self, since: Optional[dt.date] = None) -> Dict[Tally, int]:
        """How often each kind was counted, from the day ``since`` on.

        Raises:
            StoreRefused: the file cannot be read.
        """
        rows = self._reader.read(
            "SELECT day, channel, topic, outcome, count FROM tallies WHERE day >= ?"
            " ORDER BY day, channel, topic, outcome",
            since.isoformat() if since else "",
        )
        return {Tally(dt.date.fromisoformat(day), *names): n for day, *names, n in rows}


class Asked(AskedRecords):
    """Reading what is kept, what maintainers have done with it, and citizens' wishes about it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    def take_out(self, numbers: Sequence[int]) -> int:
        """Deletes the questions of these ids, which have served; gives how many there were.

        Waits for the disk: for callers without an event loop.

        Raises:
            StoreRefused: nothing was changed.
        """

        def work(connection: sqlite3.Connection) -> int:
            return sum(
                connection.execute("DELETE FROM questions WHERE id = ?", (number,)).rowcount
                for number in numbers
            )

        return self._database.submit(work).result()

    def is_refused_by(self, sender: str) -> bool:
        """Whether ``sender`` does not want questions kept.

        Raises:
            StoreRefused: the file cannot be read.
        """
        return bool(self._database.read("SELECT 1 FROM opted_out WHERE sender = ?", sender))

    def keeps_any_of(self, sender: str) -> bool:
        """Whether a question of ``sender`` is kept.

        Raises:
            StoreRefused: the file cannot be read.
        """
        rows = self._database.read("SELECT 1 FROM questions WHERE sender = ? LIMIT 1", sender)
        return bool(rows)

    async def refuse(self, sender: str) -> int:
        """Keeps no question of ``sender`` from now on; deletes those kept, gives how many.

        Raises:
            StoreRefused: nothing was changed.
        """

        def work(connection: sqlite3.Connection) -> int:
            connection.execute("INSERT OR IGNORE INTO opted_out (sender) VALUES (?)", (sender,))
            return forget_questions(connection, sender)

        return await self._database.write(work)

    async def allow(self, sender: str) -> None:
        """Keeps the questions that ``sender`` asks in vain from now on.

        Raises:
            StoreRefused: nothing was changed.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM opted_out WHERE sender = ?", (sender,))

        await self._database.write(work)


def _kept(row: tuple) -> Kept:
    number, asked_at, sender, channel, text, outcome, topic, aspects, nearest, understood, key = row
    question = Question(
        sender,
        channel,
        text,
        outcome,
        topic,
        json.loads(aspects),
        [Nearest(*guess) for guess in json.loads(nearest)],
        understood,
        key,
    )
    return Kept(number, asked_at, question)


def save_question(connection: sqlite3.Connection, question: Question, asked_at: float) -> None:
    """Keeps ``question``, unless its citizen does not want that; within a transaction."""
    connection.execute(
        "INSERT INTO questions (asked_at, sender, channel, text, outcome, answered_topic, aspects,"
        " nearest, understood, answer) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10"
        " WHERE NOT EXISTS (SELECT 1 FROM opted_out WHERE sender = ?2)",
        (
            asked_at,
            question.sender,
            question.channel,
            question.text[:_LONGEST_TEXT],
            question.outcome,
            question.answered_topic,
            json.dumps(question.aspects),
            json.dumps([[n.intent, round(n.confidence, 4)] for n in question.nearest]),
            question.understood,
            question.answer,
        ),
    )


def count(connection: sqlite3.Connection, tally: Tally, by: int = 1) -> None:
    """Adds ``by`` to what was counted of ``tally``; within a transaction."""
    connection.execute(
        "INSERT INTO tallies (day, channel, topic, outcome, count) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT DO UPDATE SET count = count + ?5",
        (tally.day.isoformat(), tally.channel, tally.topic, tally.outcome, by),
    )


def save_opinion(connection: sqlite3.Connection, opinion: Opinion, now: float) -> None:
    """Counts ``opinion`` in place of an earlier one on the same answer; within a transaction.

    ``now`` is in seconds since 1970.
    """
    before = connection.execute(
        "SELECT day, channel, topic, verdict FROM opinions WHERE answer = ?", (opinion.answer,)
    ).fetchone()
    if before is not None:
        day, channel, topic, verdict = before
        if verdict == opinion.verdict.value:
            return
        count(connection, Tally(dt.date.fromisoformat(day), channel, topic, verdict), by=-1)
        connection.execute("DELETE FROM questions WHERE answer = ?", (opinion.answer,))
    connection.execute(
        "INSERT OR REPLACE INTO opinions (answer, given_at, day, channel, topic, verdict)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            opinion.answer,
            now,
            opinion.day.isoformat(),
            opinion.channel,
            opinion.topic,
            opinion.verdict.value,
        ),
    )
    count(connection, Tally(opinion.day, opinion.channel, opinion.topic, opinion.verdict.value))
    if opinion.verdict is Verdict.WRONG and opinion.question is not None:
        save_question(connection, opinion.question, now)


def forget_questions(connection: sqlite3.Connection, sender: str) -> int:
    """Deletes ``sender``'s questions; gives how many rows went."""
    return connection.execute("DELETE FROM questions WHERE sender = ?", (sender,)).rowcount


def count_questions(connection: sqlite3.Connection, sender: str) -> int:
    """How many of ``sender``'s questions are kept."""
    query = "SELECT count(*) FROM questions WHERE sender = ?"
    return connection.execute(query, (sender,)).fetchone()[0]


def purge_asked(connection: sqlite3.Connection, now: float) -> int:
    """Forgets what is older than it may be; gives how many rows went. ``now`` as since 1970."""
    oldest = now - QUESTIONS_KEPT_DAYS * _DAY_SECONDS
    first = dt.datetime.fromtimestamp(now, dt.timezone.utc) - dt.timedelta(days=TALLIES_KEPT_DAYS)
    gone = 0
    for statement, limit in (
        ("DELETE FROM questions WHERE asked_at < ?", oldest),
        ("DELETE FROM opinions WHERE given_at < ?", oldest),
        ("DELETE FROM tallies WHERE count <= 0 OR day < ?", first.date().isoformat()),
    ):
        gone += connection.execute(statement, (limit,)).rowcount
    return gone
