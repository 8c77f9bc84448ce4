from __future__ import annotations

import datetime as dt

from bot.gaps.figures import figures, monday
from bot.storage.asked import Tally

SUNDAY = dt.date(2026, 11, 22)
MONDAY = dt.date(2026, 11, 23)
THREE_WEEKS_BEFORE = SUNDAY - dt.timedelta(days=21)


def test_a_week_begins_on_monday() -> None:
    assert monday(SUNDAY) == dt.date(2026, 11, 16)
    assert monday(MONDAY) == MONDAY


def test_what_was_asked_by_week_and_topic() -> None:
    found = figures(
        {
            Tally(SUNDAY, "telegram", "tam_tru", "answered"): 5,
            Tally(SUNDAY, "web", "tam_tru", "clarify"): 2,
            Tally(MONDAY, "web", "tam_tru", "answered"): 1,
            Tally(MONDAY, "web", "guide_giay_to", "guide"): 4,
            Tally(SUNDAY, "web", "", "fallback"): 3,
            Tally(SUNDAY, "web", "", "smalltalk"): 9,
            Tally(SUNDAY, "web", "", "error"): 1,
            Tally(MONDAY, "web", "tam_tru", "helpful"): 2,
            Tally(MONDAY, "web", "tam_tru", "wrong"): 1,
        }
    )
    assert (found.total.asked, found.total.answered, found.total.unanswered) == (16, 10, 3)
    assert (found.total.small_talk, found.total.failed, found.total.opinions) == (9, 1, 3)
    assert {week.day: counts.asked for week, counts in found.weeks.items()} == {16: 11, 23: 5}
    first, second = found.topics
    assert (first.intent, first.counts.asked, second.intent) == ("tam_tru", 8, "guide_giay_to")
    assert {week.day: count for week, count in first.by_week.items()} == {16: 7, 23: 1}
    assert (first.counts.helpful, first.counts.wrong) == (2, 1)


def test_a_week_without_questions_is_shown() -> None:
    found = figures(
        {
            Tally(THREE_WEEKS_BEFORE, "web", "", "fallback"): 1,
            Tally(SUNDAY, "web", "", "fallback"): 1,
        }
    )
    assert [counts.asked for counts in found.weeks.values()] == [1, 0, 0, 1]


def test_nothing_asked_is_no_week() -> None:
    found = figures({})
    assert (found.weeks, found.topics, found.total.asked) == ({}, [], 0)
