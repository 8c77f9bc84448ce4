"""Deep links: ``t.me/<bot>?start=<topic>``, ``<topic>-<aspect>`` or ``guide_<guide>``.

Telegram allows 64 characters of ``A-Za-z0-9_-`` in the payload; topic ids have no hyphen.
"""

from __future__ import annotations

import re
from typing import Optional

from bot.content.answer import payload
from bot.content.aspects import Aspect
from bot.content.intents import guide_intent
from bot.content.store import Content

_START = re.compile(r"^[a-z0-9_]{1,64}(?:-[a-z_]{1,32})?$")


def start_payload(topic_id: str, aspect: Optional[Aspect] = None) -> str:
    """The deep link's payload for a topic, or for one aspect of it."""
    return topic_id if aspect is None else f"{topic_id}-{aspect.value}"


def message_for(start: str, content: Content) -> Optional[str]:
    """What a deep link asks, as a message to Rasa; ``None`` if it names nothing that exists."""
    if not _START.match(start):
        return None
    if start in map(guide_intent, content.guides):
        return payload(start)
    topic_id, _, aspect = start.partition("-")
    if topic_id not in content.topics or (aspect and aspect not in {a.value for a in Aspect}):
        return None
    return payload(topic_id, aspect=aspect or None)
