import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.store import default_data_dir, load
from bot.guides.card_validity import AgeRules, End, Status
from bot.guides.span import Span, years_after

DAY = dt.date(2026, 11, 22)
RULES = AgeRules((14, 25, 40, 60), 2)
BIRTHS = st.dates(dt.date(1930, 1, 1), dt.date(2026, 11, 22))
ISSUES = st.dates(dt.date(2016, 1, 1), dt.date(2026, 11, 22))


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_the_rules_are_those_of_the_law() -> None:
    content, _ = load(default_data_dir())
    assert AgeRules.on(content.facts, DAY) == RULES


@pytest.mark.parametrize(
    ("birth", "issued", "age"),
    [
        # issued well before, on the day before, and on the day from which it counts as exchanged
        ("2015-05-14", "2024-08-01", 14),
        ("2012-11-23", "2024-11-22", 14),
        ("2012-11-22", "2024-11-22", 25),
        ("2012-05-14", "2026-05-13", 25),
        ("2012-05-14", "2026-05-14", 25),
        ("2003-11-23", "2026-11-22", 25),
        ("2003-11-23", "2026-11-23", 40),
        ("2001-11-22", "2026-11-22", 40),
        ("1988-11-23", "2026-11-22", 40),
        ("1988-11-22", "2026-11-22", 60),
        ("1986-11-22", "2026-11-22", 60),
        ("1968-11-23", "2026-11-22", 60),
        ("1968-11-22", "2026-11-22", None),
        ("1966-11-22", "2026-11-22", None),
        ("1940-01-01", "2024-07-01", None),
        # 29 February: the birthday of other years is the 28th
        ("2004-02-29", "2027-02-27", 25),
        ("2004-02-29", "2027-02-28", 40),
    ],
)
def test_the_age_at_which_a_card_ends(birth, issued, age) -> None:
    assert RULES.end_age(d(birth), d(issued)) == age


@pytest.mark.parametrize(
    ("until", "day", "status"),
    [
        (("2026-11-23", "2026-11-23"), "2026-11-22", Status.VALID),
        (("2026-11-22", "2026-11-22"), "2026-11-22", Status.DUE),
        (("2026-11-21", "2026-11-21"), "2026-11-22", Status.DUE),
        (("2026-01-01", "2026-12-31"), "2025-12-31", Status.VALID),
        (("2026-01-01", "2026-12-31"), "2026-01-01", Status.BIRTHDAY_DECIDES),
        (("2026-01-01", "2026-12-31"), "2026-12-30", Status.BIRTHDAY_DECIDES),
        (("2026-01-01", "2026-12-31"), "2026-12-31", Status.DUE),
    ],
)
def test_where_a_card_stands(until, day, status) -> None:
    assert End(40, Span(d(until[0]), d(until[1]))).status(d(day)) is status
    assert End(None, None).status(d(day)) is Status.NO_END


@pytest.mark.parametrize(
    ("birth", "issued", "ages"),
    [
        (1986, 2021, [40]),  # 34 or 35 at issue
        (1990, 2021, [40]),
        (2001, 2023, [25]),  # 21 or 22
        (2001, 2024, [25, 40]),  # 22 or 23: the birthday decides
        (2001, 2025, [40]),
        (1966, 2024, [60, None]),
        (1950, 2024, [None]),
        (2012, 2024, [14, 25]),
    ],
)
def test_with_years_only_every_possible_end_is_told(birth, issued, ages) -> None:
    ends = RULES.ends(Span.of_year(birth), Span.of_year(issued))
    assert [end.age for end in ends] == ages
    for end in ends:
        assert end.until == (None if end.age is None else Span.of_year(birth + end.age))


@given(birth=BIRTHS, issued=ISSUES)
def test_a_card_outlives_the_years_before_its_mark(birth, issued) -> None:
    if issued < birth:
        return
    age = RULES.end_age(birth, issued)
    if age is None:
        assert issued >= years_after(birth, 58)
        return
    end = years_after(birth, age)
    assert years_after(end, -2) > issued


@given(
    birth=BIRTHS,
    issued=ISSUES,
    before=st.integers(0, 800),
    after=st.integers(0, 800),
)
def test_knowing_less_never_loses_the_true_end(birth, issued, before, after) -> None:
    vague_birth = Span(birth - dt.timedelta(before), birth + dt.timedelta(after))
    vague_issue = Span(issued - dt.timedelta(after), issued + dt.timedelta(before))
    ends = RULES.ends(vague_birth, vague_issue)
    assert RULES.end_age(birth, issued) in [end.age for end in ends]
    for end in ends:
        if end.age is not None and end.age == RULES.end_age(birth, issued):
            assert end.until is not None
            assert end.until.first <= years_after(birth, end.age) <= end.until.last
