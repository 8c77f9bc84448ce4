"""``data/holidays.yml``: days on which offices work or rest other than the usual calendar says."""

from __future__ import annotations

import datetime as dt
from typing import Dict

from pydantic import validator

from bot.content.strict import Strict, not_blank


class CalendarDay(Strict):
    """One day that was decided on for its year: worked in exchange, or given off."""

    working: bool
    name: str
    reference: str
    checked: dt.date

    _not_blank = validator("name", allow_reuse=True)(not_blank)


HolidayFile = Dict[dt.date, CalendarDay]
