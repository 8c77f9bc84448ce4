from __future__ import annotations

import datetime as dt

import pytest

from bot.storage.asked import (
    QUESTIONS_KEPT_DAYS,
    TALLIES_KEPT_DAYS,
    Asked,
    Nearest,
    Opinion,
    Question,
    Tally,
    Verdict,
    forget_questions,
)
from bot.storage.conversations import Conversations
from bot.storage.database import Database
from bot.storage.records import save_records
from bot.storage.turn import Turn

DAY = 24 * 3600.0
NOON = 1_795_000_000.0
TODAY = dt.datetime.fromtimestamp(NOON, dt.timezone.utc).date()


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "x.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def asked(database) -> Asked:
    return Asked(database)


@pytest.fixture
def save(database, run):
    def save(turn: Turn, now: float = NOON) -> None:
        run(database.write(lambda c: save_records(c, turn, now)))

    return save


def question(text: str = "mất sổ đỏ", **changed) -> Question:
    values = {"sender": "a", "channel": "telegram", "text": text, "outcome": "fallback"}
    return Question(**{**values, **changed})


def opinion(verdict: Verdict, kept: bool = True, answer: str = "k1") -> Opinion:
    wrong = question("hỏi một đằng", outcome="wrong", answer=answer) if kept else None
    return Opinion(answer, verdict, TODAY, "telegram", "tam_tru", wrong)


def verdicts(asked: Asked) -> dict:
    return {tally.outcome: count for tally, count in asked.tallies().items() if count}


def test_a_question_is_read_as_it_was_kept(save, asked) -> None:
    given = question(
        outcome="clarify",
        answered_topic="tam_tru",
        aspects=["le_phi"],
        nearest=[Nearest("tam_tru", 0.31), Nearest("tam_vang", 0.2)],
        understood="nlu_clarify",
    )
    save(Turn(questions=[given]))
    [(_, asked_at, kept)] = asked.questions()
    assert (asked_at, kept) == (NOON, given)
    assert asked.questions(since=NOON + 1) == []


def test_a_long_text_is_cut(save, asked) -> None:
    save(Turn(questions=[question("dài " * 1000)]))
    assert len(asked.questions()[0].question.text) == 500


def test_who_refuses_loses_what_was_kept_and_nothing_is_kept_again(run, save, asked) -> None:
    save(Turn(questions=[question(), question(sender="b")]))
    assert run(asked.refuse("a")) == 1
    assert run(asked.refuse("a")) == 0
    assert asked.is_refused_by("a") and not asked.is_refused_by("b")
    save(Turn(questions=[question()], opinions=[opinion(Verdict.WRONG)]))
    assert [k.question.sender for k in asked.questions()] == ["b"]
    assert verdicts(asked) == {"wrong": 1}
    run(asked.allow("a"))
    save(Turn(questions=[question()]))
    assert [k.question.sender for k in asked.questions()] == ["b", "a"]


def test_tallies_count_up_by_day_topic_and_outcome(save, asked) -> None:
    one = Tally(TODAY, "telegram", "tam_tru", "answered")
    other = one._replace(outcome="clarify")
    save(Turn(tallies=[one, other]))
    save(Turn(tallies=[one]))
    assert asked.tallies() == {one: 2, other: 1}
    assert asked.tallies(since=TODAY + dt.timedelta(days=1)) == {}


def test_the_same_verdict_twice_counts_once(save, asked) -> None:
    save(Turn(opinions=[opinion(Verdict.WRONG)]))
    save(Turn(opinions=[opinion(Verdict.WRONG)]))
    assert verdicts(asked) == {"wrong": 1}
    assert len(asked.questions()) == 1


def test_a_second_verdict_replaces_the_first_on_its_day(save, asked) -> None:
    save(Turn(opinions=[opinion(Verdict.WRONG)]))
    save(Turn(opinions=[opinion(Verdict.HELPFUL)._replace(day=TODAY + dt.timedelta(days=1))]))
    assert verdicts(asked) == {"helpful": 1}
    assert asked.questions() == []
    save(Turn(opinions=[opinion(Verdict.WRONG)]))
    assert verdicts(asked) == {"wrong": 1}
    assert len(asked.questions()) == 1


def test_a_verdict_counts_without_the_question(save, asked) -> None:
    save(Turn(opinions=[opinion(Verdict.WRONG, kept=False)]))
    assert verdicts(asked) == {"wrong": 1}
    assert asked.questions() == []


def test_forgetting_one_citizen_leaves_the_others(run, save, database, asked) -> None:
    save(Turn(questions=[question(), question(), question(sender="b")]))
    assert run(database.write(lambda c: forget_questions(c, "a"))) == 2
    assert [k.question.sender for k in asked.questions()] == ["b"]


def test_everything_goes_in_its_time_with_the_conversations(run, save, database, asked) -> None:
    now = [NOON]
    conversations = Conversations(database, clock=lambda: now[0])
    tally = Tally(TODAY, "telegram", "", "fallback")
    save(Turn(questions=[question()], tallies=[tally], opinions=[opinion(Verdict.WRONG)]))

    now[0] += QUESTIONS_KEPT_DAYS * DAY - 1
    assert run(conversations.purge()) == 0
    now[0] += 2
    assert run(conversations.purge()) == 3  # both questions and whose verdict was last
    assert asked.questions() == []
    assert asked.tallies()[tally] == 1

    now[0] = NOON + (TALLIES_KEPT_DAYS + 1) * DAY
    run(conversations.purge())
    assert asked.tallies() == {}


def test_a_turn_that_fails_to_be_written_leaves_nothing_behind(run, database, asked) -> None:
    turn = Turn(questions=[question()], tallies=[Tally(TODAY, "web", "", "fallback")])

    def work(connection) -> None:
        save_records(connection, turn, NOON)
        raise RuntimeError("after this the answer would have been stored")

    with pytest.raises(RuntimeError):
        run(database.write(work))
    assert asked.questions() == [] and asked.tallies() == {}


def test_questions_that_have_served_are_taken_out(save, asked) -> None:
    save(Turn(questions=[question("một"), question("hai"), question("ba")]))
    first, _, third = (kept.id for kept in asked.questions())
    assert asked.take_out([first, third, 999]) == 2
    assert [kept.question.text for kept in asked.questions()] == ["hai"]
