"""``data/address_corrections.yml``: what has changed since the data of the address library."""

from __future__ import annotations

import datetime as dt
from typing import Dict, List, Optional

from pydantic import validator

from bot.content.strict import Strict, not_blank


class NewName(Strict):
    """A unit of today's map that is called otherwise since a day.

    ``province`` and ``ward`` are the names in the library; without ``ward`` the province itself
    has the new ``name``.
    """

    province: str
    ward: Optional[str] = None
    name: str
    since: dt.date
    reference: str
    checked: dt.date

    _not_blank = validator("province", "name", allow_reuse=True)(not_blank)


class Doubt(Strict):
    """A province whose ``kind`` of communes may have changed; ``fact`` says so, unverified."""

    province: str
    kind: str
    since: dt.date
    fact: str


class AddressCorrections(Strict):
    """Names that people use, changes of name, and what could not be confirmed."""

    abbreviations: Dict[str, str]
    other_names: Dict[str, str]
    new_names: List[NewName] = []
    doubts: List[Doubt] = []
