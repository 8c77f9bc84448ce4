"""What is counted, and how sure the counts are."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Callable, Dict, List, Sequence, Tuple

from bot.content.answer import Answer, Outcome
from bot.content.aspects import SIGNPOST_PROCEDURE, Aspect
from bot.evaluation.questions import Question

Pair = Tuple[Question, Answer]

_CONFIDENT = frozenset({Outcome.ANSWERED, Outcome.SIGNPOST})
# What takes a message for something in scope; a guided dialogue that opens is no answer yet.
_TAKEN = frozenset({Outcome.ANSWERED, Outcome.GUIDE})
_REFUSED = frozenset({Outcome.FALLBACK, Outcome.SMALLTALK, Outcome.ERROR})
# An aspect labelled so is answered by anything within the procedure.
_ANY_ASPECT = "khac"
_OVERVIEW = [Aspect.OVERVIEW.value]

RIGHT_PROCEDURE = "đúng thủ tục ngay câu đầu"
RIGHT_ASPECT = "đúng khía cạnh (hoặc tổng quan)"
OVERVIEW_GIVEN = "trong đó trả lời bằng tổng quan"
ASKED_BACK = "hỏi lại"
GUIDE_OPENED = "mở phần hỏi từng bước"
REFUSED = "từ chối câu trong phạm vi"
WRONG = "sai thủ tục mà không hỏi lại"
SIGNPOSTED = "dịch vụ khác được chỉ đúng chỗ"
KEPT_OUT = "ngoài phạm vi không trả lời bừa"
FOLLOW_UPS = "câu hỏi tiếp trong hội thoại"


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


def right_procedure(question: Question, answer: Answer) -> bool:
    """Answered at once, and about the right thing."""
    return answer.outcome in _CONFIDENT and answer.procedure in question.procedures


def right_aspect(question: Question, answer: Answer) -> bool:
    """The aspect asked, or the overview that holds it, of the right procedure."""
    if not right_procedure(question, answer):
        return False
    wanted = set(question.aspects)
    return (
        not wanted
        or _ANY_ASPECT in wanted
        or bool(wanted & {*answer.aspects})
        or answer.aspects == _OVERVIEW
    )


def figures(questions: Sequence[Question], answers: Sequence[Answer]) -> Dict[str, Share]:
    """The project's headline figures."""
    pairs = list(zip(questions, answers, strict=True))
    single = [(q, a) for q, a in pairs if not q.conversation]
    inside = [(q, a) for q, a in single if q.in_scope]
    outside = [(q, a) for q, a in single if not q.in_scope]
    result = {}

    def count(name: str, among: Sequence[Pair], test: Callable[[Question, Answer], bool]) -> None:
        if among:
            result[name] = Share(sum(test(*pair) for pair in among), len(among))

    count(RIGHT_PROCEDURE, inside, right_procedure)
    count(RIGHT_ASPECT, inside, right_aspect)
    count(OVERVIEW_GIVEN, inside, lambda q, a: right_aspect(q, a) and a.aspects == _OVERVIEW)
    count(ASKED_BACK, inside, lambda _, a: a.outcome is Outcome.CLARIFY)
    count(GUIDE_OPENED, inside, lambda _, a: a.outcome is Outcome.GUIDE)
    count(REFUSED, inside, lambda _, a: a.outcome in _REFUSED)
    count(WRONG, inside, _wrong_with_confidence)
    services = [(q, a) for q, a in outside if SIGNPOST_PROCEDURE in q.procedures]
    count(SIGNPOSTED, services, lambda _, a: a.outcome is Outcome.SIGNPOST)
    count(KEPT_OUT, outside, lambda _, a: a.outcome not in _TAKEN)
    count(FOLLOW_UPS, _later_turns(pairs), right_aspect)
    return result


def _wrong_with_confidence(question: Question, answer: Answer) -> bool:
    sure = answer.outcome in _CONFIDENT or answer.outcome in _TAKEN
    return sure and answer.procedure not in question.procedures


def _later_turns(pairs: Sequence[Pair]) -> List[Pair]:
    """The turns of conversations but for each one's first."""
    begun = set()
    later = []
    for question, answer in pairs:
        if question.conversation in begun:
            later.append((question, answer))
        elif question.conversation:
            begun.add(question.conversation)
    return later


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
