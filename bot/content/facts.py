"""Facts: values of the law by date of effect, and how they read in a sentence."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any, Dict, List, Optional, Tuple, Union

from pydantic import BaseModel, Extra, PydanticValueError, root_validator, validator


class PlacedError(PydanticValueError):
    """Something wrong at a place inside a fact; ``path`` leads from the fact to it."""

    code = "placed"
    msg_template = "{message}"

    def __init__(self, message: str, path: Tuple[str, ...]) -> None:
        super().__init__(message=message, path=path)


class FactKind(str, Enum):
    """What a value measures; it decides how the value is written out."""

    MONEY = "money"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    MINUTES = "minutes"
    AGE = "age"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    # Whom to turn to: an office, a phone number, opening hours. Not law, so not shown as a ground.
    CONTACT = "contact"
    TEXT = "text"


_UNITS = {
    FactKind.MONEY: "đồng",
    FactKind.WORKING_DAYS: "ngày làm việc",
    FactKind.DAYS: "ngày",
    FactKind.MONTHS: "tháng",
    FactKind.YEARS: "năm",
    FactKind.HOURS: "giờ",
    FactKind.MINUTES: "phút",
    FactKind.AGE: "tuổi",
}
_HALF = 0.5
_NUMERIC = frozenset(_UNITS) | {FactKind.NUMBER}

Scalar = Union[int, float, dt.date, str]
Value = Optional[Union[Scalar, List[Scalar]]]


class Confidence(str, Enum):
    """Whether the value could be confirmed in a primary text."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


class Fact(BaseModel):
    """One amount, deadline, date, authority or number, with its values by date of effect.

    ``values`` and ``reference`` are keyed by the day from which the value holds and are only ever
    appended to. A value of ``null`` says that the fact ends on that day. ``checked`` is the last
    day on which someone read the law again and found the value still right.
    """

    label: str
    kind: FactKind
    values: Dict[dt.date, Any]
    reference: Dict[dt.date, str]
    checked: dt.date
    confidence: Confidence = Confidence.VERIFIED
    confirm_at: Optional[str] = None

    class Config:
        extra = Extra.forbid

    @validator("label")
    def _label_not_blank(cls, label: str) -> str:
        if not label.strip():
            raise ValueError("«label» không được để trống")
        return label

    @root_validator(skip_on_failure=True)
    def _consistent(cls, fields: Dict[str, Any]) -> Dict[str, Any]:
        values, kind = fields["values"], fields["kind"]
        if not values:
            raise ValueError("«values» phải có ít nhất một giá trị theo ngày có hiệu lực")
        for day, value in values.items():
            _require_kind(kind, value, day)
        for day in sorted(set(values) - set(fields["reference"])):
            raise PlacedError(
                f"«reference» thiếu căn cứ cho ngày {day:%Y-%m-%d}; "
                "mỗi ngày trong «values» cần một căn cứ cùng ngày",
                ("values", f"{day:%Y-%m-%d}"),
            )
        for day in sorted(set(fields["reference"]) - set(values)):
            raise PlacedError(
                f"«reference» có ngày {day:%Y-%m-%d} không có trong «values»",
                ("reference", f"{day:%Y-%m-%d}"),
            )
        if fields["confidence"] is Confidence.UNVERIFIED and not fields["confirm_at"]:
            raise ValueError("dữ liệu «unverified» phải có «confirm_at»: người dân hỏi lại ở đâu")
        return fields

    def start_on(self, day: dt.date) -> Optional[dt.date]:
        """The day from which the value in force on ``day`` holds; ``None`` before the first."""
        starts = [start for start in self.values if start <= day]
        return max(starts) if starts else None

    def value_on(self, day: dt.date) -> Value:
        """The value in force on ``day``; ``None`` if there is none yet or it has ended."""
        start = self.start_on(day)
        return None if start is None else self.values[start]

    def reference_on(self, day: dt.date) -> Optional[str]:
        """The legal reference of the value in force on ``day``."""
        start = self.start_on(day)
        return None if start is None else self.reference[start]

    def next_change_after(self, day: dt.date) -> Optional[dt.date]:
        """The first day after ``day`` on which another value takes effect."""
        later = [start for start in self.values if start > day]
        return min(later) if later else None

    def phrase(self, day: dt.date) -> Optional[str]:
        """The value in force on ``day`` as words."""
        return format_value(self.kind, self.value_on(day))

    def phrase_until(self, day: dt.date) -> Optional[str]:
        """The last day of the value in force on ``day``, or ``None`` if no end is known."""
        change = self.next_change_after(day)
        return None if change is None else format_date(change - dt.timedelta(days=1))

    def phrase_next(self, day: dt.date) -> Optional[str]:
        """The next known value as "từ 01/01/2027: 50.000 đồng"; ``None`` if none is known."""
        change = self.next_change_after(day)
        if change is None:
            return None
        words = format_value(self.kind, self.values[change])
        return None if words is None else f"từ {format_date(change)}: {words}"

    def phrase_since(self, day: dt.date) -> Optional[str]:
        """The day from which the value in force on ``day`` holds."""
        start = self.start_on(day)
        return None if start is None else format_date(start)


def _require_kind(kind: FactKind, value: Any, day: dt.date) -> None:
    if value is None:
        return
    place = ("values", f"{day:%Y-%m-%d}")
    items = value if isinstance(value, list) else [value]
    if isinstance(value, list) and (len(value) != 2 or kind not in _NUMERIC):
        raise PlacedError("giá trị phải là một số, hoặc khoảng [từ, đến]", place)
    for item in items:
        if kind in _NUMERIC:
            fits = isinstance(item, (int, float)) and not isinstance(item, bool)
            expected = "một số"
        elif kind is FactKind.DATE:
            fits, expected = isinstance(item, dt.date), "một ngày dạng 2026-12-31"
        else:
            fits, expected = isinstance(item, str), "chữ trong dấu nháy"
        if not fits:
            raise PlacedError(
                f"giá trị «{item}» không hợp loại «{kind.value}»: cần {expected}", place
            )


def format_date(day: dt.date) -> str:
    """A date the Vietnamese way: 31/12/2026."""
    return day.strftime("%d/%m/%Y")


def format_number(number: Union[int, float]) -> str:
    """A number the Vietnamese way: 25.000 and 0,5."""
    if isinstance(number, float) and not number.is_integer():
        return f"{number:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{int(number):,}".replace(",", ".")


def format_value(kind: FactKind, value: Value) -> Optional[str]:
    """``value`` in words, with its unit; a range reads "từ … đến …"."""
    if value is None:
        return None
    if kind is FactKind.DATE:
        return format_date(value)  # type: ignore[arg-type]
    if kind not in _NUMERIC:
        return str(value)
    unit = _UNITS.get(kind, "")
    if isinstance(value, list):
        first, last = value
        # "nửa ngày đến 1 ngày làm việc" is how people say it; "0,5 đến 1" is not.
        start = f"nửa {unit.split()[0]}" if first == _HALF else format_number(first)  # type: ignore[arg-type]
        words = f"{start} đến {format_number(last)}"  # type: ignore[arg-type]
    else:
        words = "nửa" if value == _HALF else format_number(value)  # type: ignore[arg-type]
    return f"{words} {unit}".strip()
