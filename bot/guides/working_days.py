"""Working days of state offices: weekends, public holidays, days swapped for long breaks."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any, List, Mapping

from bot.content.holiday_schema import CalendarDay

_A_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=1)
def _public_holidays() -> Any:
    # Imported when first needed; most messages count no days.
    import holidays

    return holidays.country_holidays("VN")


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

    def holidays_between(self, first: dt.date, last: dt.date) -> List[dt.date]:
        """Days off other than ordinary weekends, both ends included."""
        days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if day.weekday() < 5 and not self.works_on(day)]
