"""Every guided dialogue by its id."""

from __future__ import annotations

import datetime as dt
from typing import Dict, Type

from bot.content.store import Content
from bot.guides.activation import Activation
from bot.guides.addresses import Addresses
from bot.guides.card_calendar import CardCalendar
from bot.guides.checklist_guide import Checklist
from bot.guides.due_date import DueDate
from bot.guides.guide import Guide
from bot.guides.proof_of_residence import ProofOfResidence
from bot.guides.scam import Scam

GUIDES: Dict[str, Type[Guide]] = {
    guide.id: guide
    for guide in (Activation, Addresses, CardCalendar, DueDate, Checklist, ProofOfResidence, Scam)
}


def guide_for(name: str, content: Content, day: dt.date) -> Guide:
    """The guide ``name`` for one turn.

    Raises:
        KeyError: there is no such guide.
    """
    return GUIDES[name](content, day)
