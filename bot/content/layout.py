"""The parts of an answer in the order in which every front end shows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import List

from bot.content.answer import Answer
from bot.content.schema import Messages
from bot.content.text import grounds


class Kind(Enum):
    """What a part is for; front ends give each its own look."""

    NOTICE = "notice"  # who is talking, and warnings about what was sent
    TITLE = "title"
    HEADING = "heading"  # of the section that the next part begins
    TEXT = "text"  # a paragraph; its lines may be points (``- ``) or steps (``1. ``)
    NOTE = "note"  # what to be careful about
    GROUNDS = "grounds"  # legal basis and date, a line each
    ENDING = "ending"  # the open question put again


@dataclass(frozen=True)
class Part:
    """One part, in the small markup of :class:`~bot.content.answer.Answer`; nothing is escaped."""

    kind: Kind
    text: str


def parts(answer: Answer, messages: Messages) -> List[Part]:
    """Everything that ``answer`` says, buttons and links aside; no part is empty."""
    found = [Part(Kind.NOTICE, answer.notice), Part(Kind.TITLE, answer.title)]
    for section in answer.sections:
        found.append(Part(Kind.HEADING, section.heading))
        found.extend(Part(Kind.TEXT, paragraph) for paragraph in section.text.split("\n\n"))
    found.extend(Part(Kind.NOTE, note) for note in answer.notes)
    found.append(Part(Kind.GROUNDS, grounds(answer, messages)))
    found.append(Part(Kind.ENDING, answer.ending))
    return [part for part in found if part.text.strip()]
