"""Stretches of days: what a year, a month or an age leaves open."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, Optional

from bot.content.facts import format_date


class Span(NamedTuple):
    """The days that an answer may mean, both ends included: one day, a month, a year."""

    first: dt.date
    last: dt.date

    @property
    def day(self) -> Optional[dt.date]:
        """The day, if it is one."""
        return self.first if self.first == self.last else None

    @property
    def text(self) -> str:
        """The span as text that :meth:`from_text` reads back; it fits a slot."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @classmethod
    def from_text(cls, text: str) -> Span:
        """The reverse of :attr:`text`.

        Raises:
            ValueError: ``text`` is no span.
        """
        first, _, last = text.partition("/")
        return cls(dt.date.fromisoformat(first), dt.date.fromisoformat(last))

    @classmethod
    def of_day(cls, day: dt.date) -> Span:
        """One day."""
        return cls(day, day)

    @classmethod
    def of_month(cls, year: int, month: int) -> Span:
        """A calendar month.

        Raises:
            ValueError: there is no such month.
        """
        first = dt.date(year, month, 1)
        following = first.replace(day=28) + dt.timedelta(days=4)
        return cls(first, following - dt.timedelta(days=following.day))

    @classmethod
    def of_year(cls, year: int) -> Span:
        """A calendar year."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @property
    def words(self) -> str:
        """The span as citizens read it: "ngày 14/05/2026", "năm 2026"."""
        first, last = self
        if self.day:
            return f"ngày {format_date(first)}"
        if self == Span.of_year(first.year):
            return f"năm {first.year}"
        if self == Span.of_month(first.year, first.month):
            return f"tháng {first.month}/{first.year}"
        return f"khoảng từ {format_date(first)} đến {format_date(last)}"

    def within(self, other: Span) -> Optional[Span]:
        """The days that both hold; ``None`` if there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None

    def wider(self, years: int) -> Span:
        """The span with ``years`` more on each side."""
        return Span(years_after(self.first, -years), years_after(self.last, years))

    def after(self, years: int) -> Span:
        """The same span ``years`` later."""
        return Span(years_after(self.first, years), years_after(self.last, years))


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day ``years`` later (earlier if negative); 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def age_on(day: dt.date, birth: dt.date) -> int:
    """Completed years of life on ``day``."""
    years = day.year - birth.year
    return years if years_after(birth, years) <= day else years - 1
