"""Dialogues as data: one file per topic, same stem as the topic."""

from __future__ import annotations

from pathlib import Path
from typing import List, Optional

import yaml
from pydantic import BaseModel, Extra

TESTS = Path(__file__).resolve().parents[1]


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid


class ExpectedTurn(_Strict):
    """What is said and what must come back."""

    say: str
    topic: Optional[str] = None
    outcome: Optional[str] = None
    aspects: List[str] = []
    facts: List[str] = []
    known_failure: bool = False


class Dialogue(_Strict):
    name: str
    turns: List[ExpectedTurn]


class DialogueFile(_Strict):
    dialogues: List[Dialogue]


class Faq(_Strict):
    """A question in its listed wording, and any topic whose answer is right.

    A question that names no subject has an ``outcome`` instead: it must be asked back.
    """

    ask: str
    topics: List[str] = []
    outcome: Optional[str] = None
    facts: List[str] = []
    known_failure: bool = False


class GuideTurn(_Strict):
    """What is typed or tapped in a guided dialogue, and what must come back.

    ``question`` is the id of the question that is open afterwards; none is open when the dialogue
    has ended. ``topic`` is that of a side question answered meanwhile. ``words`` must stand in the
    answer (accents and case as written), ``without`` must not; ``buttons`` must be offered.
    """

    say: Optional[str] = None
    tap: Optional[str] = None
    question: Optional[str] = None
    topic: Optional[str] = None
    outcome: str = "guide"
    words: List[str] = []
    without: List[str] = []
    buttons: List[str] = []
    facts: List[str] = []


class GuideDialogue(_Strict):
    name: str
    turns: List[GuideTurn]


class GuideDialogueFile(_Strict):
    dialogues: List[GuideDialogue]


def read_guide_dialogues(path: Path) -> GuideDialogueFile:
    return GuideDialogueFile(**yaml.safe_load(path.read_text(encoding="utf-8")))


def read_dialogues(path: Path) -> DialogueFile:
    return DialogueFile(**yaml.safe_load(path.read_text(encoding="utf-8")))


def read_faq(path: Path) -> List[Faq]:
    return [Faq(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
