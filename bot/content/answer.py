"""What the assistant says, before any front end gives it a shape."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any, Dict, List, Optional


class Outcome(str, Enum):
    """How a message ended; every message ends in exactly one."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    SIGNPOST = "signpost"
    SMALLTALK = "smalltalk"
    FALLBACK = "fallback"
    GUIDE = "guide"
    ERROR = "error"


@dataclass
class Button:
    """A choice; a tap sends ``payload``, in Rasa's form ``/intent{"entity": "value"}``."""

    title: str
    payload: str


@dataclass
class WebLink:
    """An address to open."""

    title: str
    url: str


@dataclass
class Section:
    """A part of an answer; ``heading`` is empty when it is the only one."""

    text: str
    heading: str = ""


@dataclass
class Guess:
    """An intent that a message came near to; ``confidence`` between 0 and 1."""

    intent: str
    confidence: float


@dataclass
class Heard:
    """What understanding made of the message that is answered.

    ``intent`` is what it settled on, ``nearest`` are the likeliest intents, best first.
    ``in_guide`` says that the message may answer a question of a guided dialogue: what is given
    there is kept nowhere.
    """

    intent: str
    nearest: List[Guess] = field(default_factory=list)
    in_guide: bool = False


@dataclass
class Answer:
    """One reply: words, grounds and choices, in no format yet.

    Texts use a small markup: lines starting ``1.`` or ``- ``, blank lines between paragraphs,
    and ``**bold**``.
    """

    outcome: Outcome
    sections: List[Section]
    title: str = ""
    topic: Optional[str] = None
    procedure: Optional[str] = None
    aspects: List[str] = field(default_factory=list)
    confidence: float = 0.0
    notes: List[str] = field(default_factory=list)
    legal_basis: List[str] = field(default_factory=list)
    updated: str = ""
    links: List[WebLink] = field(default_factory=list)
    buttons: List[Button] = field(default_factory=list)
    # What can be done with the answer itself: hand it on, say whether it helped.
    tools: List[Button] = field(default_factory=list)
    facts: List[str] = field(default_factory=list)
    notice: str = ""
    # Of a guided dialogue: which one, and the question that is open after this answer.
    guide: Optional[str] = None
    question: Optional[str] = None
    # It left the talk with the topic that it was about before.
    aside: bool = False
    # Said last, below everything else: the open question put again after a side question.
    ending: str = ""
    # Of the message that this answers; not kept with the conversation.
    heard: Optional[Heard] = None

    @property
    def body(self) -> str:
        """The sections as one text in the small markup."""
        return "\n\n".join(
            f"**{section.heading}**\n{section.text}" if section.heading else section.text
            for section in self.sections
        )

    def to_dict(self) -> Dict[str, Any]:
        """The answer as JSON-ready values."""
        values = asdict(self)
        values["outcome"] = self.outcome.value
        return values

    @classmethod
    def from_dict(cls, values: Dict[str, Any]) -> Answer:
        """The reverse of :meth:`to_dict`."""
        values = dict(values)
        values["outcome"] = Outcome(values["outcome"])
        values["sections"] = [Section(**section) for section in values["sections"]]
        values["links"] = [WebLink(**link) for link in values["links"]]
        values["buttons"] = [Button(**button) for button in values["buttons"]]
        values["tools"] = [Button(**button) for button in values.get("tools", ())]
        heard = values.get("heard")
        if heard is not None:
            nearest = [Guess(**guess) for guess in heard["nearest"]]
            values["heard"] = Heard(heard["intent"], nearest, heard["in_guide"])
        return cls(**values)


def payload(intent: str, **entities: Optional[str]) -> str:
    """A button's payload: the intent, with entities as compact JSON where there are any."""
    given = {name: value for name, value in entities.items() if value is not None}
    return f"/{intent}" + (json.dumps(given, separators=(",", ":")) if given else "")


def today() -> dt.date:
    """Today in Vietnam, whatever the machine's own time zone."""
    # Vietnam has had UTC+7 without daylight saving since 1975; no zone database is needed.
    return dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
