"""What a link into the assistant asks: the way back from the doors of ``bot.content.addresses``."""

from __future__ import annotations

import re
from typing import Optional

from bot.content.addresses import Door, group_door, guide_door, topic_door
from bot.content.answer import payload
from bot.content.aspects import Aspect
from bot.content.intents import (
    GROUP_ENTITY,
    GROUP_START,
    GUIDE_PREFIX,
    MENU_INTENT,
    guide_intent,
)
from bot.content.store import Content

_START = re.compile(r"^[a-z0-9_]{1,64}(?:-[a-z0-9_]{1,32})?$")


def message_for(start: str, content: Content) -> Optional[str]:
    """What whoever comes in by the door with this payload asks, as a message to Rasa.

    ``None`` if the payload names nothing that exists: links come from strangers as well.
    """
    if not _START.match(start):
        return None
    if start in map(guide_intent, content.guides):
        return payload(start)
    name, _, part = start.partition("-")
    if name == GROUP_START and part in {group.id for group in content.menu.groups}:
        return payload(MENU_INTENT, **{GROUP_ENTITY: part})
    if name not in content.topics or (part and part not in {a.value for a in Aspect}):
        return None
    return payload(name, aspect=part or None)


def door_for(start: str, content: Content) -> Optional[Door]:
    """The door that has this payload; ``None`` if it names nothing that exists."""
    if message_for(start, content) is None:
        return None
    name, _, part = start.partition("-")
    if start in map(guide_intent, content.guides):
        return guide_door(start[len(GUIDE_PREFIX) :])
    if name == GROUP_START:
        return group_door(part)
    return topic_door(name, Aspect(part) if part else None)
