"""Deep links: ``t.me/<bot>?start=`` with the payload of a door, see ``bot.content.addresses``."""

from __future__ import annotations

import re
from typing import Optional

from bot.content.answer import payload
from bot.content.aspects import Aspect
from bot.content.intents import GROUP_START, MENU_INTENT
from bot.content.store import Content

_START = re.compile(r"^[a-z0-9_]{1,64}(?:-[a-z0-9_]{1,32})?$")


def message_for(start: str, content: Content) -> Optional[str]:
    """What a deep link asks, as a message to Rasa; ``None`` if it names nothing that exists."""
    if not _START.match(start):
        return None
    name, _, part = start.partition("-")
    if name == GROUP_START and part in {group.id for group in content.menu.groups}:
        return payload(MENU_INTENT, group=part)
    if name not in content.topics or (part and part not in {a.value for a in Aspect}):
        return None
    return payload(name, aspect=part or None)
