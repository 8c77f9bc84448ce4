"""``data/language/print.yml``: the fixed words on sheets and posters."""

from __future__ import annotations

from typing import List

from pydantic import Field

from bot.content.addresses import Channel
from bot.content.strict import Strict


class SheetWords(Strict):
    """Words on a sheet about one topic; what code adds (a date, a name) stands behind them."""

    given_by: str
    scan: str
    right_until: str
    review_before: str
    afterwards: str
    overdue: str
    overdue_advice: str
    printed: str
    page: str
    disclaimer: str


class PosterWords(Strict):
    """Words on the poster; ``groups`` are ids of the menu, in order, ``hotlines`` name facts."""

    title: str
    scan: str
    how: str
    notice: str
    groups: List[str] = Field(..., min_items=1, max_items=6)
    hotlines: List[str] = Field(..., min_items=1, max_items=6)


class PrintWords(Strict):
    """Everything fixed that is printed."""

    telegram: str
    web: str
    sheet: SheetWords
    poster: PosterWords

    def channel(self, channel: Channel) -> str:
        """How a way to the assistant is named to citizens."""
        return {Channel.TELEGRAM: self.telegram, Channel.WEB: self.web}[channel]
