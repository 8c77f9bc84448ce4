"""What is counted, and how sure the counts are."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterable, List, Sequence, Tuple

from bot.content.answer import Answer, Outcome
from bot.content.aspects import OUT_OF_SCOPE_PROCEDURE, SIGNPOST_PROCEDURE

OUTSIDE = frozenset({OUT_OF_SCOPE_PROCEDURE, SIGNPOST_PROCEDURE})
_CONFIDENT = frozenset({Outcome.ANSWERED, Outcome.SIGNPOST})
# What takes a message for something in scope; a guided dialogue that opens is no answer yet.
_TAKEN = frozenset({Outcome.ANSWERED, Outcome.GUIDE})
_REFUSED = frozenset({Outcome.FALLBACK, Outcome.SMALLTALK, Outcome.ERROR})
# An aspect labelled so is answered by anything within the procedure.
_ANY_ASPECT = "khac"


@dataclass(frozen=True)
class Question:
    """A labelled question; any of ``procedures`` is right, and any of ``aspects``."""

    id: str
    text: str
    procedures: Tuple[str, ...]
    aspects: Tuple[str, ...] = ()

    @property
    def in_scope(self) -> bool:
        """Whether the assistant is meant to answer it itself."""
        return not OUTSIDE.issuperset(self.procedures)


@dataclass(frozen=True)
class Share:
    """A part of a whole, with its 95 % interval after Wilson."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 for an empty whole."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> Tuple[float, float]:
        """Wilson's score interval: honest for small wholes and shares near 0 or 1."""
        if not self.whole:
            return 0.0, 1.0
        z, n, p = 1.96, self.whole, self.value
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, centre - half), min(1.0, centre + half)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:6.1%}  ({low:.1%}–{high:.1%})  {self.part}/{self.whole}"


def read_questions(paths: Iterable[Path]) -> List[Question]:
    """Labelled questions from JSON lines ``{"id", "text", "procedure": [...], "aspect": [...]}``.

    Raises:
        ValueError: a line is not of that form; the message names file and line.
    """
    questions = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                entry: Dict[str, Any] = json.loads(line)
                questions.append(
                    Question(
                        str(entry["id"]),
                        entry["text"],
                        tuple(entry["procedure"]),
                        tuple(entry.get("aspect", ())),
                    )
                )
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path.name}:{number}: không đọc được ({error})") from None
    return questions


def right_procedure(question: Question, answer: Answer) -> bool:
    """Answered at once, and about the right thing."""
    return answer.outcome in _CONFIDENT and answer.procedure in question.procedures


def right_aspect(question: Question, answer: Answer) -> bool:
    """The aspect asked, or the overview that holds it, of the right procedure."""
    if not right_procedure(question, answer):
        return False
    wanted = set(question.aspects)
    return (
        bool(wanted & {*answer.aspects})
        or bool({_ANY_ASPECT} & wanted)
        or not wanted
        or (answer.aspects == ["tong_quan"])
    )


def figures(questions: Sequence[Question], answers: Sequence[Answer]) -> Dict[str, Share]:
    """The project's headline figures."""
    pairs = list(zip(questions, answers, strict=True))
    inside = [(q, a) for q, a in pairs if q.in_scope]
    outside = [(q, a) for q, a in pairs if not q.in_scope]
    sure = _CONFIDENT | _TAKEN
    wrong = [a.outcome in sure and a.procedure not in q.procedures for q, a in inside]
    result = {}
    if inside:
        whole = len(inside)
        result = {
            "đúng thủ tục ngay câu đầu": Share(sum(right_procedure(*p) for p in inside), whole),
            "đúng khía cạnh (hoặc tổng quan)": Share(sum(right_aspect(*p) for p in inside), whole),
            "hỏi lại": Share(sum(a.outcome is Outcome.CLARIFY for _, a in inside), whole),
            "mở phần hỏi từng bước": Share(
                sum(a.outcome is Outcome.GUIDE for _, a in inside), whole
            ),
            "từ chối câu trong phạm vi": Share(
                sum(a.outcome in _REFUSED for _, a in inside), whole
            ),
            "sai thủ tục mà không hỏi lại": Share(sum(wrong), whole),
        }
    if outside:
        kept = [a.outcome not in _TAKEN for _, a in outside]
        result["ngoài phạm vi không trả lời bừa"] = Share(sum(kept), len(outside))
    return result


def per_label(questions: Sequence[Question], answers: Sequence[Answer]) -> Dict[str, Share]:
    """Right procedure, by the first label of the question."""
    right: Counter = Counter()
    whole: Counter = Counter()
    for question, answer in zip(questions, answers, strict=True):
        whole[question.procedures[0]] += 1
        kept_out = not question.in_scope and answer.outcome not in _TAKEN
        right[question.procedures[0]] += right_procedure(question, answer) or kept_out
    return {label: Share(right[label], whole[label]) for label in sorted(whole)}


def confusions(
    questions: Sequence[Question], answers: Sequence[Answer]
) -> List[Tuple[str, str, List[str]]]:
    """What was taken for what, most frequent first, with the ids of the questions."""
    found: Dict[Tuple[str, str], List[str]] = {}
    for question, answer in zip(questions, answers, strict=True):
        if question.in_scope and right_procedure(question, answer):
            continue
        if not question.in_scope and answer.outcome not in _TAKEN:
            continue
        got = answer.topic or "–"
        said = f"{answer.outcome.value}: {got}"
        found.setdefault((question.procedures[0], said), []).append(question.id)
    rows = [(label, said, ids) for (label, said), ids in found.items()]
    return sorted(rows, key=lambda row: (-len(row[2]), row))
