"""What a message means in its conversation: topic and aspects, from words and from before.

Pure decisions on the parse of a message and on what was said last; knows neither Rasa's tracker
nor how an answer is composed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, FrozenSet, List, Mapping, Optional, Sequence

from bot.content.aspects import Aspect
from bot.content.intents import ASPECT_ONLY_INTENT, CLARIFY_INTENT, FALLBACK_INTENT
from bot.content.store import Content

# A topic that came at least this near to the best is worth offering when asking back.
_CANDIDATE_RATIO = 0.25
_MAX_CANDIDATES = 3
# Below this share a topic is no guess at what was meant, however weak the best one is.
_LEAST_GUESS = 0.15
_UNSURE = (CLARIFY_INTENT, FALLBACK_INTENT)
# In a talk that has a topic, a short message is more likely about that topic than the words alone
# say, and about its neighbours than about others; one that names no topic is about it. Set on the
# project's own conversations; twice or half of each gives much the same.
_SHORT_MESSAGE = 12  # words
_UNSURE_MESSAGE = 25  # words, of a message that by itself tells too little
_SAME_TOPIC = 16.0
_NEIGHBOUR = 1.5
_NAMELESS = 1.0
_ANYTHING = 0.5
_LEAST_SHARE = 0.3
# What is left of a topic's share when its name stands there as somebody's address only.
_AS_A_PLACE = 0.05


@dataclass
class Turn:
    """A message as understood, with what the conversation adds to it."""

    intent: str
    confidence: float
    words: int = 0
    aspects: List[Aspect] = field(default_factory=list)
    ranking: List[Dict[str, Any]] = field(default_factory=list)
    current_topic: Optional[str] = None
    # Answered before the one at hand, the latest first.
    earlier_topics: List[str] = field(default_factory=list)
    # Whether the words ask by the way, and the topics that they name as a place only.
    by_the_way: bool = False
    as_places: FrozenSet[str] = frozenset()
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


def runner_up(turn: Turn, answered: str, content: Content) -> Optional[str]:
    """The topic that may have been meant instead of the one answered, if any came near enough.

    None where the talk just goes on: there, what else the words resemble is chance.
    """
    if answered == turn.current_topic:
        return None
    shares = {guess["name"]: guess["confidence"] for guess in turn.ranking}
    near = candidates(turn, list(content.topics))
    others = [n for n in near if n != answered and shares[n] >= _LEAST_GUESS]
    return others[0] if others else None


def topic_of(turn: Turn, content: Content) -> Optional[str]:
    """The topic to answer, from the message or from the talk before; ``None`` if neither says."""
    topics = content.topics
    if turn.current_topic not in topics or not turn.ranking:
        return turn.intent if turn.intent in topics else None
    assert turn.current_topic is not None
    if turn.words <= (_UNSURE_MESSAGE if turn.intent in _UNSURE else _SHORT_MESSAGE):
        return _in_context(turn, turn.current_topic, content)
    if turn.intent in topics:
        return turn.intent
    goes_on = turn.ranking[0]["name"] == turn.current_topic and turn.intent in _UNSURE
    return turn.current_topic if goes_on or turn.intent == ASPECT_ONLY_INTENT else None


def _in_context(turn: Turn, current: str, content: Content) -> Optional[str]:
    """The likeliest topic of a short message, given the topic at hand."""
    nearest = turn.ranking[0]["name"]
    if nearest not in content.topics and nearest != ASPECT_ONLY_INTENT:
        return None
    likely = {current: _ANYTHING}
    elsewhere = 0.0
    for guess in turn.ranking:
        name, share = guess["name"], guess["confidence"]
        if name == ASPECT_ONLY_INTENT:
            likely[current] += _NAMELESS * share
        elif name == current:
            likely[current] += _SAME_TOPIC * share
        elif name in content.topics:
            weight = _NEIGHBOUR if _are_neighbours(name, current, content) else 1.0
            weight *= _AS_A_PLACE if name in turn.as_places else 1.0
            likely[name] = weight * share
        else:
            elsewhere += share
    best = max(likely, key=lambda name: likely[name])
    whole = sum(likely.values()) + elsewhere
    if likely[best] <= elsewhere or likely[best] < _LEAST_SHARE * whole:
        return None
    return _that_can_tell(turn, content) if best == current and nearest != current else best


def is_aside(turn: Turn, topic: str, content: Content) -> bool:
    """Whether an answer about ``topic`` leaves the talk with the topic that it was about."""
    if turn.current_topic not in content.topics or topic == turn.current_topic:
        return False
    passing = content.topics[topic].passing and not content.topics[turn.current_topic].passing
    return turn.by_the_way or passing


def _that_can_tell(turn: Turn, content: Content) -> str:
    """The topic at hand, unless that is a signpost and the question one that it cannot answer.

    Someone who was told on the way where another matter belongs goes on with their own.
    """
    assert turn.current_topic is not None
    asked = [aspect for aspect in turn.aspects if aspect is not Aspect.OVERVIEW]
    if content.topics[turn.current_topic].is_signpost and asked:
        for earlier in turn.earlier_topics:
            if earlier in content.topics and not content.topics[earlier].is_signpost:
                return earlier
    return turn.current_topic


def _are_neighbours(one: str, other: str, content: Content) -> bool:
    first, second = content.topics[one], content.topics[other]
    if one in second.related or other in first.related:
        return True
    return first.procedure == second.procedure and not first.is_signpost
