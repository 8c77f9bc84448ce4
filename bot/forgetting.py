"""What of a conversation outlives a message: what was understood, nobody's words.

Rasa keeps every event: the messages as typed, the values that slots once had, the answers that
repeat them. A tracker store passes its events through here before it keeps them.
"""

from __future__ import annotations

from typing import Any, Dict, Iterable, List

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered

from bot.content.intents import ASPECT_ENTITY, GROUP_ENTITY
from bot.guide_form import STATE_SLOT

# What later messages need to know of an answer: how it ended, what it was about, what it asked.
KEPT_OF_ANSWERS = ("outcome", "topic", "aspects", "guide", "question", "aside")
# A tap in a guided dialogue carries what somebody answered; that is not among these.
_KEPT_ENTITIES = (ASPECT_ENTITY, GROUP_ENTITY)
_ANSWER_KEY = "answer"


def wordless(events: Iterable[Event]) -> List[Dict[str, Any]]:
    """``events`` as JSON-ready values in their order, without what anybody typed or was told.

    What was given in an open guided dialogue goes, too; see ``bot/open_dialogues.py``.
    """
    return [_bare(event) for event in events if not _holds_what_was_given(event)]


def _holds_what_was_given(event: Event) -> bool:
    return isinstance(event, SlotSet) and event.key == STATE_SLOT


def _bare(event: Event) -> Dict[str, Any]:
    values = event.as_dict()
    if isinstance(event, UserUttered):
        parse = event.parse_data or {}
        entities = [
            {"entity": e["entity"], "value": e.get("value")}
            for e in parse.get("entities") or []
            if e.get("entity") in _KEPT_ENTITIES
        ]
        values["text"] = ""
        values["parse_data"] = {"text": "", "intent": parse.get("intent"), "entities": entities}
        values["metadata"] = {}
    elif isinstance(event, BotUttered):
        answer = (event.metadata or {}).get(_ANSWER_KEY) or {}
        kept = {name: answer[name] for name in KEPT_OF_ANSWERS if answer.get(name)}
        values.update(text=None, data={}, metadata={_ANSWER_KEY: kept} if kept else {})
    else:
        values.pop("metadata", None)
    return values
