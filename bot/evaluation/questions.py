"""Labelled questions, alone or as the turns of a conversation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterable, List, Tuple

from bot.content.aspects import OUT_OF_SCOPE_PROCEDURE, SIGNPOST_PROCEDURE

OUTSIDE = frozenset({OUT_OF_SCOPE_PROCEDURE, SIGNPOST_PROCEDURE})


@dataclass(frozen=True)
class Question:
    """A labelled question; any of ``procedures`` is right, and any of ``aspects``.

    Questions with the same ``conversation`` are asked one after the other in it.
    """

    id: str
    text: str
    procedures: Tuple[str, ...]
    aspects: Tuple[str, ...] = ()
    conversation: str = ""

    @property
    def in_scope(self) -> bool:
        """Whether the assistant is meant to answer it itself."""
        return not OUTSIDE.issuperset(self.procedures)


def read_questions(paths: Iterable[Path]) -> List[Question]:
    """Labelled questions from JSON lines.

    A line is ``{"id", "text", "procedure": [...], "aspect": [...], "conversation"?}``.

    Raises:
        OSError: a file cannot be read.
        ValueError: a line is not of that form; the message names file and line.
    """
    questions = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                questions.append(_question(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ValueError(f"{path.name}:{number}: không đọc được ({error})") from None
    return questions


def _question(entry: Dict[str, Any]) -> Question:
    return Question(
        str(entry["id"]),
        str(entry["text"]),
        tuple(entry["procedure"]),
        tuple(entry.get("aspect", ())),
        str(entry.get("conversation", "")),
    )
