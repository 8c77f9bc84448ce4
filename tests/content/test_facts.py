import datetime as dt

import pytest
from pydantic import ValidationError

from bot.content.facts import Fact, FactKind, format_value

FEE = Fact(
    label="Lệ phí",
    kind="money",
    values={dt.date(2025, 7, 1): 25000, dt.date(2027, 1, 1): 50000},
    reference={dt.date(2025, 7, 1): "a", dt.date(2027, 1, 1): "b Điều 4"},
    checked=dt.date(2026, 11, 22),
)


@pytest.mark.parametrize(
    ("day", "phrase", "reference"),
    [
        (dt.date(2025, 6, 30), None, None),
        (dt.date(2025, 7, 1), "25.000 đồng", "a"),
        (dt.date(2026, 12, 31), "25.000 đồng", "a"),
        (dt.date(2027, 1, 1), "50.000 đồng", "b Điều 4"),
    ],
)
def test_the_value_is_the_one_in_force_that_day(day, phrase, reference) -> None:
    assert FEE.phrase(day) == phrase
    assert FEE.reference_on(day) == reference


def test_what_comes_next_and_until_when() -> None:
    day = dt.date(2026, 11, 22)
    assert FEE.phrase_next(day) == "từ 01/01/2027: 50.000 đồng"
    assert FEE.phrase_until(day) == "31/12/2026"
    assert FEE.phrase_since(day) == "01/07/2025"
    assert FEE.phrase_next(dt.date(2027, 1, 1)) is None
    assert FEE.phrase_until(dt.date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("money", 0, "0 đồng"),
        ("money", [500000, 1000000], "500.000 đến 1.000.000 đồng"),
        ("working_days", 7, "7 ngày làm việc"),
        ("working_days", 0.5, "nửa ngày làm việc"),
        ("working_days", [0.5, 1], "nửa ngày đến 1 ngày làm việc"),
        ("number", 2.5, "2,5"),
        ("date", dt.date(2027, 2, 28), "28/02/2027"),
        ("text", "Công an xã", "Công an xã"),
        ("money", None, None),
    ],
)
def test_values_read_as_vietnamese_words(kind, value, words) -> None:
    assert format_value(FactKind(kind), value) == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"values": {}, "reference": {}}, "ít nhất một giá trị"),
        ({"reference": {}}, "thiếu căn cứ"),
        (
            {"values": {dt.date(2026, 1, 1): "ba"}, "reference": {dt.date(2026, 1, 1): "a"}},
            "một số",
        ),
        ({"confidence": "unverified"}, "confirm_at"),
        ({"thua": 1}, "extra fields"),
    ],
)
def test_a_fact_that_cannot_be_used_is_refused(change, words) -> None:
    with pytest.raises(ValidationError, match=words):
        Fact(**{**FEE.dict(), **change})
