import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guides.reading import read_birth, read_filing_day, read_issue, read_past
from bot.guides.span import Span

SUNDAY = dt.date(2026, 11, 22)
LIVING = st.dates(dt.date(1910, 1, 1), SUNDAY)
WRITTEN = [
    "{day}/{month}/{year}",
    "{day:02}-{month:02}-{year}",
    "{day}.{month}.{year}",
    "{day} {month} {year}",
    "{day:02}{month:02}{year}",
    "{year}-{month:02}-{day:02}",
    "ngày {day} tháng {month} năm {year}",
    "mùng {day} thang {month}, {year}",
    "dạ em sinh ngày {day}/{month}/{year} ạ",
    "sn {day}-{month}-{year}",
]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("14-5-1986", "1986-05-14", "1986-05-14"),
        ("14/5/86", "1986-05-14", "1986-05-14"),
        ("9/1/05", "2005-01-09", "2005-01-09"),
        ("ngày 3 tháng 4 năm 2012", "2012-04-03", "2012-04-03"),
        ("mùng 3 tháng tư năm 2012", "2012-04-03", "2012-04-03"),
        ("3 thang nam nam 1990", "1990-05-03", "1990-05-03"),
        ("29/2/2004", "2004-02-29", "2004-02-29"),
        ("e sn 86", "1986-01-01", "1986-12-31"),
        ("sinh năm 1986", "1986-01-01", "1986-12-31"),
        ("sn: 90", "1990-01-01", "1990-12-31"),
        ("1986", "1986-01-01", "1986-12-31"),
        ("nam sinh: 1975", "1975-01-01", "1975-12-31"),
        ("tháng 5 năm 1986", "1986-05-01", "1986-05-31"),
        ("2/2000", "2000-02-01", "2000-02-29"),
        # A child of this year was not born after today.
        ("sinh năm 2026", "2026-01-01", "2026-11-22"),
        ("60 tuổi", "1965-11-23", "1966-11-22"),
        ("60t", "1965-11-23", "1966-11-22"),
        ("nam 60 tuổi", "1965-11-23", "1966-11-22"),
        ("60 tuổi, sinh 1966", "1966-01-01", "1966-11-22"),
        ("khoảng 1960", "1959-01-01", "1961-12-31"),
    ],
)
def test_births_as_people_write_them(text, first, last) -> None:
    expected = Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert read_birth(text, SUNDAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "không nhớ",
        "86",  # a year or an age
        "14/5",
        "31/2/1986",
        "29/2/2005",
        "5/14/1986",
        "1/1/2030",
        "121 tuổi",
        "bé 4 tháng tuổi",
        "trên 60 tuổi",
        "sắp 25 tuổi",
        "sinh năm 19 86",
        "14/5/1986 và 20/3/1990",
        "bố sinh 1958, mẹ sinh 1960",
        "5/6/1958 âm lịch",
        "001086012345",
    ],
)
def test_what_is_not_clear_is_asked_again(text) -> None:
    assert read_birth(text, SUNDAY) is None


@given(day=LIVING, form=st.sampled_from(WRITTEN))
def test_a_full_date_is_read_in_every_form(day, form) -> None:
    text = form.format(day=day.day, month=day.month, year=day.year)
    assert read_birth(text, SUNDAY) == Span.of_day(day)


@given(years=st.integers(0, 119), today=st.dates(dt.date(2026, 1, 1), dt.date(2036, 12, 31)))
def test_an_age_is_the_age_on_that_day(years, today) -> None:
    span = read_birth(f"{years} tuổi", today)
    assert span is not None
    for born in span:
        had_birthday = (today.month, today.day) >= (born.month, born.day)
        if (born.month, born.day) != (2, 29) and (today.month, today.day) != (2, 29):
            assert today.year - born.year - (not had_birthday) == years


@given(text=st.text(alphabet="0123456789/-. snămtuổingày", max_size=25), today=LIVING)
def test_nothing_typed_breaks_it_or_lies_ahead(text, today) -> None:
    for span in (read_birth(text, today), read_past(text, today)):
        assert span is None or (span.first <= span.last <= today)


@given(first=LIVING, days=st.integers(0, 1000))
def test_a_span_survives_as_text(first, days) -> None:
    span = Span(first, first + dt.timedelta(days=days))
    assert Span.from_text(span.text) == span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ngày cấp 12/03/2021", "2021-03-12", "2021-03-12"),
        ("tháng 5/2021", "2021-05-01", "2021-05-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("năm ngoái", "2025-01-01", "2025-12-31"),
        ("năm nay", "2026-01-01", "2026-11-22"),
        ("mới làm hôm qua", "2026-11-21", "2026-11-21"),
        ("3 năm trước", "2022-11-22", "2024-11-22"),
        ("cách đây hai năm", "2023-11-22", "2025-11-22"),
        ("khoảng 2021", "2020-01-01", "2022-12-31"),
        ("tháng tám 2021", "2021-08-01", "2021-08-31"),
    ],
)
def test_issue_dates(text, first, last) -> None:
    expected = Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert read_past(text, SUNDAY) == expected


@pytest.mark.parametrize("text", ["2027", "vừa làm", "23 tuổi", "năm", "01/12/2026"])
def test_unclear_issue_dates(text) -> None:
    assert read_past(text, SUNDAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hôm nay", "2026-11-22"),
        ("nộp sáng nay", "2026-11-22"),
        ("hqua", "2026-11-21"),
        ("hôm kia", "2026-11-20"),
        ("ngày mai", "2026-11-23"),
        ("thứ 2 tuần trước", "2026-11-09"),
        ("t2 tuan truoc", "2026-11-09"),
        ("thứ bảy tuần rồi", "2026-11-14"),
        ("thứ hai tuần sau", "2026-11-23"),
        ("chủ nhật vừa rồi", "2026-11-15"),
        ("thứ sáu vừa rồi", "2026-11-20"),
        ("3 ngày trước", "2026-11-19"),
        ("cách đây 1 tuần", "2026-11-15"),
        ("2 tuần nữa", "2026-12-06"),
        ("20/11", "2026-11-20"),
        ("20-11-2026", "2026-11-20"),
        ("20/11/26", "2026-11-20"),
        ("5/1/27", "2027-01-05"),
        ("28/12", "2026-12-28"),
        ("28/4", "2026-04-28"),
        ("16 tháng mười một", "2026-11-16"),
        ("ngày 3 tháng này", "2026-11-03"),
        ("ngày 31 tháng trước", "2026-10-31"),
    ],
)
def test_filing_days(text, day) -> None:
    assert read_filing_day(text, SUNDAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "đầu tháng này",
        "tuần trước",
        "tháng 11",
        "tháng 11/2026",
        "thứ 6",
        "ngày 31 tháng này",
        "30/2",
        "14/5/2024",
        "12/12/2027",
        "hôm qua hoặc hôm kia",
    ],
)
def test_unclear_filing_days(text) -> None:
    assert read_filing_day(text, SUNDAY) is None


def test_the_nearest_year_is_meant_when_none_is_given() -> None:
    january = dt.date(2027, 1, 5)
    assert read_filing_day("28/12", january) == dt.date(2026, 12, 28)
    assert read_filing_day("28/1", january) == dt.date(2027, 1, 28)


@pytest.mark.parametrize(
    ("text", "birth", "first", "last"),
    [
        ("làm lúc 23 tuổi", Span.of_day(dt.date(1986, 5, 14)), "2009-05-14", "2010-05-13"),
        ("năm 24 tuổi", Span.of_year(1986), "2010-01-01", "2011-12-30"),
        ("12/3/2021", Span.of_year(1986), "2021-03-12", "2021-03-12"),
        # Whoever is 39 now was issued the card not later than today.
        ("khi đủ 39 tuổi", Span.of_year(1987), "2026-01-01", "2026-11-22"),
    ],
)
def test_an_issue_date_may_be_told_by_age(text, birth, first, last) -> None:
    expected = Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert read_issue(text, SUNDAY, birth) == expected


def test_an_issue_age_not_reached_yet_is_asked_again() -> None:
    assert read_issue("lúc 30 tuổi", SUNDAY, Span.of_year(2001)) is None


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span.of_day(dt.date(2026, 5, 4)), "ngày 04/05/2026"),
        (Span.of_month(2026, 5), "tháng 5/2026"),
        (Span.of_year(2026), "năm 2026"),
        (
            Span(dt.date(2025, 11, 23), dt.date(2026, 11, 22)),
            "khoảng từ 23/11/2025 đến 22/11/2026",
        ),
    ],
)
def test_spans_as_citizens_read_them(span, words) -> None:
    assert span.words == words
