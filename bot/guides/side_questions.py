"""Which messages in the middle of a guided dialogue are questions of their own."""

from __future__ import annotations

from bot.content.intents import (
    ASPECT_ONLY_INTENT,
    CLARIFY_INTENT,
    HELP_INTENT,
    MENU_INTENT,
    START_INTENT,
)
from bot.content.store import Content

_ALWAYS = frozenset({ASPECT_ONLY_INTENT, MENU_INTENT, START_INTENT, HELP_INTENT})


def is_plain_question(intent: str, content: Content, asking: bool) -> bool:
    """Whether a message with ``intent`` is answered on its own, beside the open question.

    ``asking`` says whether it reads like a question; a message that was not understood for sure
    is a side question only then, and a failed answer otherwise.
    """
    if intent in _ALWAYS or intent in content.topics or intent in content.small_talk:
        return True
    return asking and intent == CLARIFY_INTENT


def asks_something_else(intent: str, content: Content, asking: bool, guide_id: str) -> bool:
    """As :func:`is_plain_question`, where answers to the open question cannot be read.

    "xong" sounds like the topic of the dialogue, but asks nothing.
    """
    guide = content.guides.get(guide_id)
    own = {ASPECT_ONLY_INTENT, *(guide.topics if guide else [])}
    if intent in own and not asking:
        return False
    return is_plain_question(intent, content, asking)
