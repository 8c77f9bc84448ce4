"""Until when a printed page is right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Callable, List, Optional, TypeVar

from bot.content.facts import format_date
from bot.content.print_schema import SheetWords
from bot.content.store import Content

_DAY = dt.timedelta(days=1)

T = TypeVar("T")


def right_until(
    content: Content, day: dt.date, compose: Callable[[dt.date], T]
) -> Optional[dt.date]:
    """The last day on which ``compose`` still gives what it gives on ``day``.

    ``None`` if no value and no legal document with a known date changes it. Composing anew for
    each such date finds also what does not stand on the page yet: a line that appears when a fact
    gets its first value, a fact inside another fact, a document that comes into force.
    """
    printed = compose(day)
    for change in _known_changes(content, day):
        if compose(change) != printed:
            return change - _DAY
    return None


def _known_changes(content: Content, day: dt.date) -> List[dt.date]:
    """Every day after ``day`` on which a fact or the force of a document changes."""
    changes = {start for fact in content.facts.values() for start in fact.values}
    for source in content.sources.values():
        changes.add(source.in_force_from)
        if source.in_force_until is not None:
            changes.add(source.in_force_until + _DAY)
    return sorted(change for change in changes if change > day)


@dataclass(frozen=True)
class Validity:
    """What a page says about its own age, as of the day on which it is printed.

    A known change counts where it comes before the day on which maintainers read the topic again;
    from that day on nobody vouches for the page, so a later change promises nothing.
    """

    printed: dt.date
    until: Optional[dt.date]
    review_by: dt.date

    @property
    def overdue(self) -> bool:
        """Whether the topic had to be read again by the day of printing."""
        return self.review_by <= self.printed

    def line(self, words: SheetWords) -> str:
        """«Đúng đến 31/12/2026», or by when the page is to be looked at again."""
        if self.overdue:
            return f"{words.overdue} {format_date(self.review_by)}"
        if self.until is not None and self.until < self.review_by:
            return f"{words.right_until} {format_date(self.until)}"
        return f"{words.review_before} {format_date(self.review_by)}"

    def advice(self, words: SheetWords) -> str:
        """What to do about it."""
        return words.overdue_advice if self.overdue else words.afterwards
