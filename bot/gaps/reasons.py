"""Why a question got no answer, or not the right one, in words for maintainers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List

from bot.content.intents import (
    ASPECT_ONLY_INTENT,
    CLARIFY_INTENT,
    FALLBACK_INTENT,
    GUIDE_PREFIX,
    OTHER_LANGUAGE_INTENT,
    OUT_OF_SCOPE_INTENT,
)
from bot.content.store import Content
from bot.storage.asked import Nearest, Question, Verdict
from bot.training_data import procedures_of

# How an outcome is named to maintainers.
OUTCOMES: Dict[str, str] = {
    "fallback": "không hiểu",
    "clarify": "phải hỏi lại",
    Verdict.WRONG.value: "người dân báo chưa đúng",
}
# From this share of the best on, a second one is as likely as the first.
_AS_LIKELY = 0.7
# Under this nothing of the message was known.
_NOTHING = 0.005


@dataclass(frozen=True)
class Thresholds:
    """Least confidences, between 0 and 1, to answer and to ask back."""

    answer: float
    clarify: float


class Reasons:
    """Explains questions by the content and the thresholds that hold now."""

    def __init__(self, content: Content, thresholds: Thresholds) -> None:
        self._content = content
        self._thresholds = thresholds
        self._procedures = procedures_of(content)

    def name(self, intent: str) -> str:
        """What maintainers know an intent as."""
        content = self._content
        if intent in content.topics:
            return content.topics[intent].title
        guide = content.guides.get(intent[len(GUIDE_PREFIX) :])
        if intent.startswith(GUIDE_PREFIX) and guide is not None:
            return f"{guide.title} (hỏi từng bước)"
        if intent == OUT_OF_SCOPE_INTENT:
            return "ngoài phạm vi"
        if intent == ASPECT_ONLY_INTENT:
            return "câu không nói tên thủ tục"
        if intent in content.small_talk:
            return f"trò chuyện «{intent}»"
        return f"«{intent}» (nay không còn)"

    def why(self, question: Question) -> str:
        """One sentence on ``question``, without a full stop."""
        if question.outcome == Verdict.WRONG.value:
            return self._wrong(question)
        nearest = question.nearest
        if not nearest or nearest[0].confidence < _NOTHING:
            return "không có từ nào giống câu hỏi mẫu"
        if question.understood == OUT_OF_SCOPE_INTENT:
            return f"bị coi là ngoài phạm vi{self._but_near(nearest)}"
        if question.understood == ASPECT_ONLY_INTENT:
            return f"không nói tên thủ tục{self._asked_for(question)}{self._but_near(nearest)}"
        if question.understood == OTHER_LANGUAGE_INTENT:
            return "không viết bằng chữ tiếng Việt"
        if question.understood not in (CLARIFY_INTENT, FALLBACK_INTENT):
            return (
                f"hiểu là {self.name(question.understood)} ({_percent(nearest[0].confidence)}), "
                "nhưng không khớp với việc đang nói trước đó"
            )
        return self._unsure(question.understood, nearest)

    def _wrong(self, question: Question) -> str:
        near = ", ".join(
            self._with_share(n)
            for n in question.nearest[1:]
            if n.intent != question.answered_topic and n.confidence >= self._thresholds.clarify
        )
        topic = question.answered_topic
        said = f"đã trả lời {self.name(topic)}" if topic else "đã trả lời"
        return (
            f"{said}{self._asked_for(question)} nhưng người dân báo chưa đúng"
            f"{f'; cũng gần: {near}' if near else ''}"
        )

    def _unsure(self, understood: str, nearest: List[Nearest]) -> str:
        tied = [n for n in nearest if n.confidence >= _AS_LIKELY * nearest[0].confidence]
        if understood == CLARIFY_INTENT and len(tied) > 1:
            count = {2: "hai", 3: "ba"}[len(tied)]
            names = " và ".join(self._with_share(n) for n in tied)
            return f"{count} chủ đề ngang nhau: {names}"
        best = self._with_share(nearest[0], whole := self._of_procedure(nearest))
        least, purpose = self._thresholds.answer, "trả lời"
        if understood == FALLBACK_INTENT:
            least, purpose = self._thresholds.clarify, "hỏi lại"
        # A threshold that was changed meanwhile explains nothing.
        below = f", dưới ngưỡng {purpose} {_percent(least)}" if whole < least else ""
        return f"gần nhất: {best}{below}"

    def _with_share(self, guess: Nearest, whole: float = 0.0) -> str:
        share = _percent(guess.confidence)
        if whole - guess.confidence >= 0.01:
            share = f"{share}; cả thủ tục {_percent(whole)}"
        return f"{self.name(guess.intent)} ({share})"

    def _of_procedure(self, nearest: List[Nearest]) -> float:
        """What decides: the share of the best's whole procedure, as far as it is known."""
        procedure = self._procedures.get(nearest[0].intent)
        if not procedure:
            return nearest[0].confidence
        return sum(n.confidence for n in nearest if self._procedures.get(n.intent) == procedure)

    def _but_near(self, nearest: List[Nearest]) -> str:
        topics = [n for n in nearest if n.intent in self._content.topics]
        return f"; chủ đề gần nhất: {self._with_share(topics[0])}" if topics else ""

    def _asked_for(self, question: Question) -> str:
        known = {
            aspect.value: self._content.aspect_title(aspect) for aspect in self._content.aspects
        }
        titles = [known[aspect] for aspect in question.aspects if aspect in known]
        return f" (hỏi: {', '.join(titles)})" if titles else ""


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
