"""Until when a card is valid by age: the marks at which it is exchanged and the years before them.

The law: a card is exchanged on reaching each mark; one issued within the last years before a mark
holds until the mark after it; after the last mark there is none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import List, Mapping, NamedTuple, Optional, Tuple

from bot.content.facts import Fact
from bot.guides.span import Span, years_after

MARK_FACTS = (
    "moc_tuoi_doi_the_thu_nhat",
    "moc_tuoi_doi_the_thu_hai",
    "moc_tuoi_doi_the_thu_ba",
    "moc_tuoi_doi_the_cuoi",
)
LEAD_FACT = "han_doi_the_truoc_tuoi"


class Status(str, Enum):
    """Where a card stands on a day."""

    VALID = "con_han"
    DUE = "den_tuoi"
    # Only a year of birth or an age is known, and the birthday decides.
    BIRTHDAY_DECIDES = "tuy_sinh_nhat"
    NO_END = "khong_het_han"


class End(NamedTuple):
    """When a card ends: on reaching ``age``, on a day within ``until``; never if both are None."""

    age: Optional[int]
    until: Optional[Span]

    def status(self, day: dt.date) -> Status:
        """Where the card stands on ``day``; on the birthday itself the age has been reached."""
        if self.until is None:
            return Status.NO_END
        if self.until.last <= day:
            return Status.DUE
        if self.until.first > day:
            return Status.VALID
        return Status.BIRTHDAY_DECIDES


@dataclass(frozen=True)
class AgeRules:
    """The ages at which cards are exchanged, and the years before them that count as exchanged."""

    marks: Tuple[int, ...]
    lead: int

    @classmethod
    def on(cls, facts: Mapping[str, Fact], day: dt.date) -> AgeRules:
        """The rules in force on ``day``.

        Raises:
            KeyError: one of the facts is missing.
        """
        marks = (facts[name].value_on(day) for name in MARK_FACTS)
        return cls(
            tuple(int(mark) for mark in marks if mark is not None),  # type: ignore[call-overload]
            int(facts[LEAD_FACT].value_on(day) or 0),  # type: ignore[call-overload]
        )

    @property
    def first(self) -> int:
        """The age from which everyone must have a card."""
        return self.marks[0]

    def end_age(self, birth: dt.date, issued: dt.date) -> Optional[int]:
        """The age at which a card issued on ``issued`` ends; ``None`` if it does not end by age."""
        for mark in self.marks:
            if issued < years_after(birth, mark - self.lead):
                return mark
        return None

    def ends(self, birth: Span, issued: Span) -> List[End]:
        """Every way in which a card may end, seen from what is known; the earliest first."""
        # The younger at issue, the earlier the mark: the extremes bound what is possible.
        youngest = self.end_age(birth.last, issued.first)
        oldest = self.end_age(birth.first, issued.last)
        ages: List[Optional[int]] = [*self.marks, None]
        possible = ages[ages.index(youngest) : ages.index(oldest) + 1]
        return [End(age, None if age is None else birth.after(age)) for age in possible]

    def early_from(self, birth: Span, age: int) -> Span:
        """From when an exchange already counts for the mark ``age``."""
        return birth.after(age - self.lead)

    def next_mark(self, age: int) -> Optional[int]:
        """The mark after ``age``; ``None`` after the last."""
        return next((mark for mark in self.marks if mark > age), None)
