import datetime as dt

import pytest

from bot.guides.card_holder import Card, State, holder
from bot.guides.span import Span

DAY = dt.date(2026, 11, 22)
FORMER_FROM = dt.date(2016, 1, 1)
CHANGE = dt.date(2024, 7, 1)


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("said", "birth", "issued", "card", "first", "last"),
    [
        # The kind follows from a date on one side of the change, whatever was said.
        (Card.IDENTITY, 1990, Span.of_year(2022), Card.CITIZEN, "2022-01-01", "2022-12-31"),
        (Card.CITIZEN, 1990, Span.of_year(2025), Card.IDENTITY, "2025-01-01", "2025-12-31"),
        (Card.CITIZEN, 1990, Span(CHANGE, CHANGE), Card.IDENTITY, "2024-07-01", "2024-07-01"),
        # In the year of the change, what was said tells which half it was.
        (Card.CITIZEN, 1990, Span.of_year(2024), Card.CITIZEN, "2024-01-01", "2024-06-30"),
        (Card.IDENTITY, 1990, Span.of_year(2024), Card.IDENTITY, "2024-07-01", "2024-12-31"),
        # Not remembered: every day that is possible.
        (Card.CITIZEN, 1990, None, Card.CITIZEN, "2016-01-01", "2024-06-30"),
        (Card.CITIZEN, 2006, None, Card.CITIZEN, "2020-01-01", "2024-06-30"),
        (Card.IDENTITY, 1990, None, Card.IDENTITY, "2024-07-01", "2026-11-22"),
        # Too young for a card of the former kind, or not yet born at the change.
        (Card.CITIZEN, 2012, Span.of_year(2024), Card.IDENTITY, "2024-07-01", "2024-12-31"),
        (Card.CITIZEN, 2013, None, Card.IDENTITY, "2024-07-01", "2026-11-22"),
        (Card.IDENTITY, 2025, None, Card.IDENTITY, "2025-01-01", "2026-11-22"),
    ],
)
def test_what_follows_from_the_dates(said, birth, issued, card, first, last) -> None:
    who = holder(said, State.FINE, Span.of_year(birth), issued, FORMER_FROM, CHANGE, 14, DAY)
    assert who.card is card
    assert who.issued == Span(d(first), d(last))
