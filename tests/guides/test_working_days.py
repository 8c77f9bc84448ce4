import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.holiday_schema import CalendarDay
from bot.content.store import default_data_dir, load
from bot.guides.working_days import WorkCalendar

CONTENT, _ = load(default_data_dir())
CALENDAR = WorkCalendar(CONTENT.holidays)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),  # Saturday
        ("2026-11-22", False),
        ("2026-11-24", False),  # Ngày Văn hóa Việt Nam, since 2026
        ("2026-08-22", True),  # a Saturday worked in exchange …
        ("2026-08-31", False),  # … for this Monday
        ("2026-09-01", False),
        ("2026-09-02", False),
        ("2026-09-03", True),
        ("2026-04-27", False),  # 10/3 lunar fell on a Sunday
        ("2027-01-01", False),
        ("2027-02-03", True),
        ("2027-02-04", False),  # Tết 2027
        ("2027-02-10", False),
        ("2027-02-11", True),
        ("2027-05-03", False),  # 1/5 on a Saturday
    ],
)
def test_working_days_of_state_offices(day, works) -> None:
    assert CALENDAR.works_on(d(day)) is works


@pytest.mark.parametrize(
    ("filed", "received", "working_days", "due"),
    [
        ("2026-11-16", "2026-11-16", 3, "2026-11-19"),
        ("2026-11-19", "2026-11-19", 3, "2026-11-25"),  # weekend and 24/11 between
        ("2026-11-21", "2026-11-23", 1, "2026-11-25"),  # filed on a Saturday, 24/11 off
        ("2026-11-24", "2026-11-25", 7, "2026-12-04"),  # filed on the holiday
        ("2026-08-21", "2026-08-21", 1, "2026-08-22"),  # the worked Saturday counts
        ("2026-08-22", "2026-08-22", 1, "2026-08-24"),
        ("2026-08-28", "2026-08-28", 1, "2026-09-03"),
        ("2026-12-31", "2026-12-31", 1, "2027-01-04"),
        ("2027-02-01", "2027-02-01", 7, "2027-02-17"),
        ("2026-11-16", "2026-11-16", 0, "2026-11-16"),
    ],
)
def test_counting(filed, received, working_days, due) -> None:
    assert CALENDAR.received(d(filed)) == d(received)
    assert CALENDAR.due(d(received), working_days) == d(due)


def test_what_maintainers_wrote_down_wins() -> None:
    def changed(day: str, working: bool) -> WorkCalendar:
        change = CalendarDay(
            working=working, name="x", reference="bo_luat_lao_dong", checked=d("2026-11-22")
        )
        return WorkCalendar({d(day): change})

    assert changed("2027-02-11", False).due(d("2027-02-03"), 1) == d("2027-02-12")
    assert changed("2027-02-10", True).due(d("2027-02-03"), 1) == d("2027-02-10")
    assert changed("2026-11-21", True).works_on(d("2026-11-21"))


def test_days_off_are_named_without_weekends() -> None:
    off = CALENDAR.holidays_between(d("2026-08-28"), d("2026-09-04"))
    assert [day for day, _ in off] == [d("2026-08-31"), d("2026-09-01"), d("2026-09-02")]
    assert all(name for _, name in off)
    assert CALENDAR.holidays_between(d("2026-11-20"), d("2026-11-24")) == [
        (d("2026-11-24"), "Ngày Văn hóa Việt Nam")
    ]


def test_saturdays_worked_in_exchange_are_named_and_others_are_not() -> None:
    (worked,) = CALENDAR.worked_weekends_between(d("2026-08-14"), d("2026-09-04"))
    assert worked.day == d("2026-08-22")
    assert "bù" in worked.name
    assert CALENDAR.worked_weekends_between(d("2026-08-23"), d("2026-09-04")) == []


@given(filed=DAYS, working_days=st.integers(1, 20))
def test_the_due_day_is_the_last_of_so_many_working_days(filed, working_days) -> None:
    received = CALENDAR.received(filed)
    due = CALENDAR.due(received, working_days)
    after = [received + dt.timedelta(n) for n in range(1, (due - received).days + 1)]
    assert CALENDAR.works_on(received) and CALENDAR.works_on(due)
    assert sum(CALENDAR.works_on(day) for day in after) == working_days


@given(filed=DAYS, working_days=st.integers(0, 20))
def test_filing_later_never_gives_an_earlier_day(filed, working_days) -> None:
    later = CALENDAR.received(filed + dt.timedelta(1))
    assert CALENDAR.due(CALENDAR.received(filed), working_days) <= CALENDAR.due(later, working_days)
