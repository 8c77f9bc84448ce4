"""Who need not pay for a card: the texts that say so, by age and by way of filing."""

from __future__ import annotations

import datetime as dt
from typing import Any, Callable, List

from bot.guides.span import Span, age_on

_ONLINE = "cong_dan_so"
CHILD_FREE, OLD_FREE = "mien_tre_em", "mien_cao_tuoi"
_CHILD_FREE_FACT, _OLD_FREE_FACT = "tuoi_tre_em_mien_le_phi", "tuoi_cao_tuoi_mien_le_phi"
# For those whose age does not settle it.
EVERYBODY = (_ONLINE, "mien_le_phi")


def relief_on(day: dt.date, birth: Span, fact: Callable[[str], Any]) -> List[str]:
    """Who does not pay: said of this person where the age on ``day`` is certain.

    ``fact`` gives a fact's value by its name.
    """
    if age_on(day, birth.first) < fact(_CHILD_FREE_FACT):
        return [CHILD_FREE]
    if age_on(day, birth.last) >= fact(_OLD_FREE_FACT):
        return [OLD_FREE]
    return list(EVERYBODY)


def at_the_counter(relief: List[str]) -> List[str]:
    """``relief`` without what only filing online gives."""
    return [text for text in relief if text != _ONLINE]


def with_fee(text: str, relief: List[str]) -> List[str]:
    """The fee and who need not pay it; only the latter for someone who is known not to pay."""
    return relief if relief in ([CHILD_FREE], [OLD_FREE]) else [text, *relief]
