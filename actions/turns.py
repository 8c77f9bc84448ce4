"""What the actions know about a turn: the message, where the dialogue stands, content and day."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any, Dict, List

from rasa_sdk import Tracker

from bot.content.answer import today
from bot.content.compose import Composer
from bot.content.intents import CHOICE_ENTITY
from bot.content.store import default_data_dir
from bot.guides.state import Said
from bot.live_content import live_content

DAY_VARIABLE = "BOT_AS_OF"  # a fixed day of the answers, for reviewers and tests


def composer() -> Composer:
    """A composer on the newest content, for the day of the answers."""
    fixed = os.environ.get(DAY_VARIABLE)
    day = dt.date.fromisoformat(fixed) if fixed else today()
    return Composer(live_content(default_data_dir()).get(), day)


def said(tracker: Tracker) -> Said:
    """The citizen's newest message."""
    message: Dict[str, Any] = tracker.latest_message or {}
    choice = next(
        (e.get("value") for e in message.get("entities", []) if e.get("entity") == CHOICE_ENTITY),
        "",
    )
    intent = message.get("intent") or {}
    return Said(
        message.get("text") or "",
        intent.get("name") or "",
        str(choice),
        float(intent.get("confidence") or 0.0),
    )


def since_message(tracker: Tracker) -> List[str]:
    """The kinds of what has happened since the newest message, in Rasa's words."""
    kinds: List[str] = []
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        kinds.append(event["event"])
    return kinds
