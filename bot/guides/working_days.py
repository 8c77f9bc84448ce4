"""Working days of state offices: weekends, public holidays, days swapped for long breaks."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any, Iterator, List, Mapping, NamedTuple

from bot.content.holiday_schema import CalendarDay

_A_DAY = dt.timedelta(days=1)
_SATURDAY = 5


class NamedDay(NamedTuple):
    """A day that is counted otherwise than its weekday says, and why; "" where no name is known."""

    day: dt.date
    name: str


@lru_cache(maxsize=1)
def _public_holidays() -> Any:
    # Imported when first needed; most messages count no days.
    import holidays

    return holidays.country_holidays("VN", language="vi")


class WorkCalendar:
    """The calendar of the holiday library, corrected by the days maintainers wrote down."""

    def __init__(self, changes: Mapping[dt.date, CalendarDay]) -> None:
        self._changes = changes

    def works_on(self, day: dt.date) -> bool:
        """Whether ``day`` counts as a working day."""
        change = self._changes.get(day)
        return bool(_public_holidays().is_working_day(day)) if change is None else change.working

    def received(self, filed: dt.date) -> dt.date:
        """From when a file handed in on ``filed`` counts: a day off means the next working day."""
        while not self.works_on(filed):
            filed += _A_DAY
        return filed

    def due(self, received: dt.date, working_days: int) -> dt.date:
        """The last of ``working_days`` working days after ``received``, itself not counted."""
        day = received
        for _ in range(working_days):
            day = self.received(day + _A_DAY)
        return day

    def holidays_between(self, first: dt.date, last: dt.date) -> List[NamedDay]:
        """Days off other than ordinary weekends, both ends included, each with its name."""
        return [
            self._named(day)
            for day in _days(first, last)
            if day.weekday() < _SATURDAY and not self.works_on(day)
        ]

    def worked_weekends_between(self, first: dt.date, last: dt.date) -> List[NamedDay]:
        """Saturdays and Sundays that are worked in exchange for a day off, both ends included."""
        return [
            self._named(day)
            for day in _days(first, last)
            if day.weekday() >= _SATURDAY and self.works_on(day)
        ]

    def _named(self, day: dt.date) -> NamedDay:
        change = self._changes.get(day)
        return NamedDay(day, change.name if change else _public_holidays().get(day, ""))


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + n * _A_DAY for n in range((last - first).days + 1))
