"""Every question of every guided dialogue as it stands open, and what is typed in answer to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple

import yaml

from bot.content.store import Content
from bot.guides.registry import guide_for
from tests.auxil.dialogues import TESTS
from tests.conftest import TODAY

FREE_TEXT = TESTS / "guides" / "free_text"


class Asked(NamedTuple):
    """A question as it stands open; what is typed in answer, by what it means."""

    guide: str
    question: str
    given: Dict[str, Any]
    answers: Dict[str, List[str]]


def open_questions(content: Content) -> List[Asked]:
    """Those in the files, in order."""
    files = sorted(path for path in FREE_TEXT.glob("*.yml") if path.stem in content.guides)
    return [question for path in files for question in _questions(path, content)]


def _questions(path: Path, content) -> Iterator[Asked]:
    guide = guide_for(path.stem, content, TODAY)
    for name, spec in yaml.safe_load(path.read_text(encoding="utf-8"))["questions"].items():
        given: Dict[str, Any] = {}
        for question, value in spec.get("given", {}).items():
            # A value in brackets is typed text: dates and addresses are kept in forms of their own.
            given[question] = guide.read(question, value[0], given) if _is_text(value) else value
        answers = {key: [str(t) for t in texts] for key, texts in spec["answers"].items()}
        yield Asked(path.stem, name, given, answers)


def _is_text(value: Any) -> bool:
    return isinstance(value, list)
