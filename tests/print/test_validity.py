import datetime as dt

import pytest

from bot.content.facts import Fact, FactKind
from bot.content.legal import legal_basis
from bot.content.schema import Source
from bot.content.store import Content
from bot.content.template import fill
from bot.print.validity import Validity, right_until

DAY = dt.date(2026, 11, 22)


def fact(kind: FactKind, **values) -> Fact:
    """A fact by the days of its values, written ``d20270101=5``."""
    by_day = {dt.datetime.strptime(day, "d%Y%m%d").date(): value for day, value in values.items()}
    return Fact(
        label="x", kind=kind, values=by_day, reference=dict.fromkeys(by_day, "luat"), checked=DAY
    )


def until(tmp_path, text: str, day: dt.date = DAY, **facts: Fact):
    content = Content(tmp_path, facts=facts)
    return right_until(content, day, lambda date: fill(text, facts, date))


def test_a_page_is_right_until_the_day_before_a_value_changes(tmp_path) -> None:
    fee = fact(FactKind.MONEY, d20200101=0, d20270101=7000)
    assert until(tmp_path, "Lệ phí {phi}", phi=fee) == dt.date(2026, 12, 31)


def test_a_change_tomorrow_leaves_today_and_a_change_today_is_over(tmp_path) -> None:
    fee = fact(FactKind.MONEY, d20200101=0, d20270101=7000)
    assert until(tmp_path, "{phi}", dt.date(2026, 12, 31), phi=fee) == dt.date(2026, 12, 31)
    assert until(tmp_path, "{phi}", dt.date(2027, 1, 1), phi=fee) is None


def test_the_first_of_several_changes_counts(tmp_path) -> None:
    first = fact(FactKind.MONEY, d20200101=1, d20270301=2)
    second = fact(FactKind.MONEY, d20200101=1, d20270201=2, d20270401=3)
    assert until(tmp_path, "{a} {b}", a=first, b=second) == dt.date(2027, 1, 31)


def test_values_that_are_not_on_the_page_do_not_count(tmp_path) -> None:
    fee = fact(FactKind.MONEY, d20200101=0)
    other = fact(FactKind.MONEY, d20200101=0, d20270101=7000)
    assert until(tmp_path, "{phi}", phi=fee, khac=other) is None


def test_a_line_that_is_still_to_come_counts(tmp_path) -> None:
    waived = fact(FactKind.MONEY, d20200101=None, d20270301=0)
    assert until(tmp_path, "Có.\nMiễn {phi}", phi=waived) == dt.date(2027, 2, 28)


def test_a_value_inside_another_counts(tmp_path) -> None:
    inner = fact(FactKind.DAYS, d20200101=3, d20270301=5)
    outer = fact(FactKind.TEXT, d20200101="trong {han}")
    assert until(tmp_path, "{cau}", han=inner, cau=outer) == dt.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-01-01", "2026-12-31", dt.date(2026, 12, 31)),  # its last day is still right
        ("2020-01-01", "2026-11-22", dt.date(2026, 11, 22)),  # the last day is today
        ("2020-01-01", "2026-11-21", None),  # ended: the page says so already
        ("2027-03-01", None, dt.date(2027, 2, 28)),  # a new document from that day on
        ("2020-01-01", None, None),
    ],
)
def test_documents_that_end_or_begin_count(tmp_path, start, end, expected) -> None:
    source = Source(number="1", name="x", short="x", in_force_from=start, in_force_until=end)
    content = Content(tmp_path, sources={"luat": source})
    found = right_until(content, DAY, lambda date: legal_basis(["luat"], content.sources, date))
    assert found == expected


@pytest.fixture(scope="module")
def words(content):
    return content.print_words.sheet


@pytest.mark.parametrize(
    ("last_day", "review_by", "line"),
    [
        ("2026-12-31", "2027-05-22", "Đúng đến 31/12/2026"),
        ("2026-12-31", "2027-01-01", "Đúng đến 31/12/2026"),  # right up to the review
        ("2027-01-01", "2027-01-01", "Xem lại trước 01/01/2027"),  # the review comes first
        ("2027-02-28", "2027-01-01", "Xem lại trước 01/01/2027"),
        (None, "2027-05-22", "Xem lại trước 22/05/2027"),
        (None, "2026-11-23", "Xem lại trước 23/11/2026"),
        (None, "2026-11-22", "Đã quá ngày phải xem lại 22/11/2026"),
        ("2026-12-31", "2026-11-01", "Đã quá ngày phải xem lại 01/11/2026"),
    ],
)
def test_the_earlier_of_change_and_review_is_printed(words, last_day, review_by, line) -> None:
    last = dt.date.fromisoformat(last_day) if last_day else None
    validity = Validity(DAY, last, dt.date.fromisoformat(review_by))
    assert validity.line(words) == line
    assert validity.overdue == line.startswith("Đã quá")
    assert validity.advice(words) == (
        words.overdue_advice if validity.overdue else words.afterwards
    )
