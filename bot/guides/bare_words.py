"""Messages that are nothing but a control, a nod or a label of the menu."""

from __future__ import annotations

from typing import NamedTuple, Optional

from bot.content.intents import (
    CANCEL_INTENT,
    GUIDE_BACK_INTENT,
    MENU_INTENT,
    YES_INTENT,
)
from bot.content.store import Content
from bot.guides.matching import says_only
from bot.language.normalise import Normaliser


class Meaning(NamedTuple):
    """What a message means: an intent, and the group of the menu that it names."""

    intent: str
    group: Optional[str] = None


def meaning_of(text: str, content: Content) -> Optional[Meaning]:
    """What ``text`` means if it says nothing else; ``None`` if it says more, or something else.

    Too few words to learn from, and too common to be guessed at: "hủy" is not "hủy tạm trú". Of the
    menu's groups only those of guided dialogues are meant by their names; "thẻ căn cước" may be the
    beginning of a question.
    """
    controls = content.controls
    assert controls is not None, "content was loaded with errors"
    normaliser = Normaliser(content.abbreviations)
    said = {
        CANCEL_INTENT: controls.cancel.said,
        GUIDE_BACK_INTENT: [*controls.back.said, *controls.again.said],
        YES_INTENT: controls.agree,
    }
    for intent, phrases in said.items():
        if says_only(phrases, text, controls, normaliser):
            return Meaning(intent)
    for group in content.menu.groups:
        if not group.topics and says_only([group.title], text, controls, normaliser):
            return Meaning(MENU_INTENT, group.id)
    return None
