"""Typed days, years and ages as values: "14/5/86", "e sn 1986", "60 tuổi", "hôm qua".

What can be read in two ways is not read at all: asking again costs less than a wrong date.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Optional, Sequence

from bot.guides import date_forms as forms
from bot.guides.date_forms import Form, Moment, Unclear
from bot.guides.span import Span, years_after
from bot.language.normalise import fold

# The oldest living person; nobody's papers go further back.
_LONGEST_LIFE = 120
# A filing day may lie this far back or ahead; further away it is a slip of the keyboard.
_FILING_BACK = dt.timedelta(days=366)
_FILING_AHEAD = dt.timedelta(days=92)
# The lunar calendar would need a conversion that the citizen may not have meant; a long number
# is a personal number, not a date; "trên 60 tuổi" leaves decades open.
_NOT_A_DATE = re.compile(
    r"\b(?:am lich|al)\b|\d{9}|\b(?:tren|hon|duoi|gan|sap|ngoai|qua|chua den) \d{1,3}\b(?![/.\-])"
)
_ROUGHLY = re.compile(r"\b(?:khoang|chung|tam|hinh nhu|co le)\b")
_AT_AGE = re.compile(
    r"\b(?:luc|khi|nam|hoi|hoi do|vao nam) (?:do )?(?:du |duoc |tron )?(?P<age>\d\d?) ?tuoi\b"
)
_A_YEAR = dt.timedelta(days=360)


def read_birth(text: str, day: dt.date) -> Optional[Span]:
    """When someone was born: a date, a year or an age on ``day``; ``None`` if that is not clear."""
    used = (*forms.DATES, forms.named_year, forms.age, forms.bare_year)
    return _read(text, day, _past(day), used)


def read_past(text: str, day: dt.date) -> Optional[Span]:
    """A day, month or year not after ``day``, such as the issue date of a card."""
    used = (*forms.DATES, forms.relative_day, forms.years_back, forms.named_year, forms.bare_year)
    return _read(text, day, _past(day), used)


def read_issue(text: str, day: dt.date, birth: Span) -> Optional[Span]:
    """When a card was issued to someone born in ``birth``: also "lúc 23 tuổi"."""
    aged = _AT_AGE.search(fold(text))
    if aged:
        years = int(aged["age"])
        last = years_after(birth.last, years + 1) - dt.timedelta(days=1)
        return Span(years_after(birth.first, years), last).within(_past(day))
    return read_past(text, day)


def read_filing_day(text: str, day: dt.date) -> Optional[dt.date]:
    """The one day on which a file was or will be handed in, seen from ``day``."""
    window = Span(day - _FILING_BACK, day + _FILING_AHEAD)
    used = (
        *forms.DATES,
        forms.day_of_week,
        forms.relative_day,
        forms.day_of_month,
        forms.day_and_month,
    )
    span = _read(text, day, window, used)
    return span.day if span else None


def _past(day: dt.date) -> Span:
    return Span(years_after(day, -_LONGEST_LIFE), day)


def _read(text: str, day: dt.date, window: Span, used: Sequence[Form]) -> Optional[Span]:
    """What the forms find must agree: "60 tuổi, sinh 1966" is the overlap of both."""
    rest = re.sub(r"\s+", " ", fold(text))
    if _NOT_A_DATE.search(rest):
        return None
    roughly = _ROUGHLY.search(rest) is not None
    result: Optional[Span] = window
    found = False
    try:
        for form in used:
            spans, rest = form(rest, Moment(day, window.last))
            for span in spans:
                found = True
                if roughly and span.last - span.first >= _A_YEAR:
                    span = span.wider(1)
                result = result.within(span) if result else None
    except (Unclear, ValueError, OverflowError):
        return None
    return result if found else None
