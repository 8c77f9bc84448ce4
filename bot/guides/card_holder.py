"""Who holds which card: what was said about a card, and what follows from its dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from bot.guides.span import Span, years_after


class Card(str, Enum):
    """What someone holds, by what is printed on it."""

    IDENTITY = "can_cuoc"
    CITIZEN = "cccd"
    OLD = "cmnd"
    NONE = "chua_co"


class State(str, Enum):
    """In what state the card is."""

    FINE = "con_dung"
    EXPIRED = "het_han"
    LOST = "mat"
    DAMAGED = "hong"


@dataclass(frozen=True)
class Holder:
    """What is known of someone's card; ``issued`` holds every day that is possible.

    ``told`` says whether the issue date was told at all.
    """

    card: Card
    state: State
    birth: Span
    issued: Span
    told: bool = True


def holder(
    card: Card,
    state: State,
    birth: Span,
    issued: Optional[Span],
    former_card_from: dt.date,
    new_card_from: dt.date,
    first_age: int,
    day: dt.date,
) -> Holder:
    """What was said, with what follows from it; without ``issued`` every day until ``day``.

    A card's issue date tells its kind whatever people call it, and nobody under the first age has
    a card of the former kind.
    """
    old_enough = years_after(birth.first, first_age)
    former = Span(max(former_card_from, old_enough), new_card_from - dt.timedelta(days=1))
    new = Span(max(new_card_from, birth.first), day)
    if issued is None:
        if card is Card.CITIZEN and former.first <= former.last:
            return Holder(card, state, birth, former, told=False)
        return Holder(Card.IDENTITY, state, birth, new, told=False)
    if issued.first >= new.first or former.first > former.last:
        card = Card.IDENTITY
    elif issued.last <= former.last:
        card = Card.CITIZEN
    # A year in which both kinds were issued: the kind tells which part of it.
    window = former if card is Card.CITIZEN else new
    return Holder(card, state, birth, issued.within(window) or issued)
