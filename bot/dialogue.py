"""What a message means in its conversation: topic and aspects, from words and from before.

Pure decisions on the parse of a message and on what was said last; knows neither Rasa's tracker
nor how an answer is composed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Sequence

from bot.content.aspects import Aspect
from bot.content.intents import ASPECT_ONLY_INTENT, CLARIFY_INTENT, FALLBACK_INTENT

# A topic that came at least this near to the best is worth offering when asking back.
_CANDIDATE_RATIO = 0.25
_MAX_CANDIDATES = 3
# An unsure message goes on about the topic at hand if "names no topic" came at least this near to
# the best guess, or if the best guess is itself hardly more than a guess.
_FOLLOW_UP_RATIO = 0.3
_HARDLY_A_GUESS = 0.2
_SHORT_MESSAGE = 10  # words


@dataclass
class Turn:
    """A message as understood, with what the conversation adds to it."""

    intent: str
    confidence: float
    words: int = 0
    aspects: List[Aspect] = field(default_factory=list)
    ranking: List[Dict[str, Any]] = field(default_factory=list)
    current_topic: Optional[str] = None
    pending_aspects: List[Aspect] = field(default_factory=list)


def aspects_in(entities: Sequence[Mapping[str, Any]], name: str) -> List[Aspect]:
    """The aspects among ``entities``, best first; values that name none are dropped."""
    known = {aspect.value: aspect for aspect in Aspect}
    found = (known.get(str(e.get("value"))) for e in entities if e.get("entity") == name)
    return list(dict.fromkeys(aspect for aspect in found if aspect is not None))


def aspects_for(turn: Turn) -> List[Aspect]:
    """The aspects to answer: those asked now, else those asked before the topic was named."""
    asked = [aspect for aspect in turn.aspects if aspect is not Aspect.OVERVIEW]
    if not asked and turn.pending_aspects:
        return turn.pending_aspects
    return asked


def candidates(turn: Turn, topics: Sequence[str]) -> List[str]:
    """The topics worth offering when unsure which one was meant, best first."""
    known = set(topics)
    ranked = [r for r in turn.ranking if r["name"] in known]
    if not ranked:
        return []
    least = ranked[0]["confidence"] * _CANDIDATE_RATIO
    return [r["name"] for r in ranked if r["confidence"] >= least][:_MAX_CANDIDATES]


def topic_of(turn: Turn, topics: Sequence[str]) -> Optional[str]:
    """The topic to answer, from the message or from the talk before; ``None`` if neither says."""
    if turn.intent in topics:
        return turn.intent
    if turn.current_topic not in topics:
        return None
    if turn.intent == ASPECT_ONLY_INTENT or _goes_on(turn):
        return turn.current_topic
    return None


def _goes_on(turn: Turn) -> bool:
    """Whether a message that was not understood for sure is about the topic at hand."""
    if turn.intent not in (CLARIFY_INTENT, FALLBACK_INTENT) or not turn.ranking:
        return False
    best = turn.ranking[0]
    if best["name"] == turn.current_topic:
        return True
    if not turn.aspects or turn.words > _SHORT_MESSAGE:
        return False
    nameless = sum(r["confidence"] for r in turn.ranking if r["name"] == ASPECT_ONLY_INTENT)
    near = nameless >= _FOLLOW_UP_RATIO * best["confidence"]
    return near or best["confidence"] < _HARDLY_A_GUESS
