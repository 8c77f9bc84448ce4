"""Which messages in the middle of a guided dialogue are questions of their own."""

from __future__ import annotations

from typing import Optional

from bot.content.guide_schema import GuideWords
from bot.content.intents import (
    ASPECT_ONLY_INTENT,
    CLARIFY_INTENT,
    HELP_INTENT,
    MENU_INTENT,
    START_INTENT,
)
from bot.content.store import Content
from bot.guides.state import Said

# An answer that is at least this share of a message is meant as one, whatever is about it.
_MOSTLY = 0.5
# What is this short is an answer: "tạm trú bao lâu thì có", "sang tên sổ đỏ".
_SHORT = 5  # words
# So sure the understanding must be to hear a new request in what does not ask.
_SURE = 0.8

_ALWAYS = frozenset({ASPECT_ONLY_INTENT, MENU_INTENT, START_INTENT, HELP_INTENT})


def is_plain_question(intent: str, content: Content, asking: bool) -> bool:
    """Whether a message with ``intent`` is answered on its own, beside the open question.

    ``asking`` says whether it reads like a question; a message that was not understood for sure
    is a side question only then, and a failed answer otherwise.
    """
    if intent in _ALWAYS or intent in content.topics or intent in content.small_talk:
        return True
    return asking and intent == CLARIFY_INTENT


def asks_instead(
    said: Said,
    guide: GuideWords,
    started: Optional[str],
    share: Optional[float],
    asking: bool,
    is_topic: bool,
) -> bool:
    """Whether a message asks for something of its own although an answer stands in it.

    ``started`` is the guide that it would start, ``share`` how much of it the answer is (``None``
    if the answer is no choice: a date, an address), ``asking`` whether it reads like a question,
    ``is_topic`` whether it is understood to be about a topic. Stories about the topics in ``near``
    are answers.
    """
    if started:
        return share is not None and share <= _MOSTLY
    if not is_topic or said.intent in guide.near or (share is not None and share >= _MOSTLY):
        return False
    elsewhere, long = said.intent not in guide.topics, len(said.text.split()) > _SHORT
    if asking:
        return elsewhere or (long and share is not None)
    return elsewhere and long and share is not None and said.confidence >= _SURE


def asks_something_else(intent: str, content: Content, asking: bool, guide_id: str) -> bool:
    """As :func:`is_plain_question`, where answers to the open question cannot be read.

    "xong" sounds like the topic of the dialogue, but asks nothing.
    """
    guide = content.guides.get(guide_id)
    own = {ASPECT_ONLY_INTENT, *(guide.topics if guide else [])}
    if intent in own and not asking:
        return False
    return is_plain_question(intent, content, asking)
