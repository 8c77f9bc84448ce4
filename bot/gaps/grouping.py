"""Which of the questions asked in vain are about the same."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Sequence

from rapidfuzz import fuzz, process

from bot.language.normalise import Normaliser
from bot.storage.asked import Kept

VIETNAM = dt.timezone(dt.timedelta(hours=7))
# Set on pairs of questions as people put them. Where understanding took both for the same topic,
# little has to be alike; elsewhere one word decides ("tạm trú", "thường trú").
_ALIKE_NEAR_ONE_TOPIC = 75.0
_ALIKE_ANYWHERE = 92.0


@dataclass
class Wording:
    """One way of asking; accents, case and abbreviations make no other. Oldest question first."""

    key: str
    questions: List[Kept] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The id of the first question in this wording; it stays as further ones come."""
        return self.questions[0].id

    @property
    def text(self) -> str:
        """As it was typed the first time."""
        return self.questions[0].question.text

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.questions)


@dataclass
class Group:
    """Questions about the same; ``wordings`` most frequent first."""

    wordings: List[Wording]

    @property
    def id(self) -> int:
        """The id of its most frequent wording."""
        return self.wordings[0].id

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(wording.count for wording in self.wordings)

    @property
    def questions(self) -> List[Kept]:
        """All of them, oldest first."""
        return sorted(kept for wording in self.wordings for kept in wording.questions)

    @property
    def last(self) -> dt.date:
        """The day in Vietnam on which it was asked last."""
        return day_in_vietnam(max(kept.asked_at for kept in self.questions))

    @property
    def newest_by_outcome(self) -> Dict[str, Kept]:
        """The newest question of each outcome, the most frequent outcome first."""
        newest = {kept.question.outcome: kept for kept in self.questions}
        counts = self.outcomes
        return {outcome: newest[outcome] for outcome in counts}

    @property
    def outcomes(self) -> Dict[str, int]:
        """How often it ended how, most frequent first."""
        counts = Counter(kept.question.outcome for kept in self.questions)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def day_in_vietnam(seconds: float) -> dt.date:
    """The day of a time in seconds since 1970."""
    return dt.datetime.fromtimestamp(seconds, VIETNAM).date()


def same_wording(questions: Sequence[Kept], text: str, normaliser: Normaliser) -> List[Kept]:
    """Those of ``questions`` that differ from ``text`` at most as one wording may."""
    key = _key(text, normaliser)
    return [kept for kept in questions if _key(kept.question.text, normaliser) == key]


def group(questions: Sequence[Kept], normaliser: Normaliser) -> List[Group]:
    """Groups of alike questions, the most frequent first; of equals, the newest."""
    groups: List[Group] = []
    by_topic: Dict[str, Dict[int, str]] = defaultdict(dict)
    everywhere: Dict[int, str] = {}
    for wording in _wordings(questions, normaliser):
        topic = _nearest(wording.questions[0])
        found = _most_alike(wording.key, by_topic[topic], _either, _ALIKE_NEAR_ONE_TOPIC)
        if found is None:
            found = _most_alike(wording.key, everywhere, fuzz.ratio, _ALIKE_ANYWHERE)
        if found is None:
            # Later wordings are compared with the first alone: a chain of small steps would in the
            # end put together what has nothing in common.
            by_topic[topic][len(groups)] = wording.key
            everywhere[len(groups)] = wording.key
            groups.append(Group([wording]))
        else:
            groups[found].wordings.append(wording)
    return sorted(groups, key=lambda g: (-g.count, -g.questions[-1].id))


def _wordings(questions: Sequence[Kept], normaliser: Normaliser) -> List[Wording]:
    """The most frequent first, so that groups form around them."""
    found: Dict[str, Wording] = {}
    for kept in sorted(questions):
        key = _key(kept.question.text, normaliser)
        found.setdefault(key, Wording(key)).questions.append(kept)
    return sorted(found.values(), key=lambda wording: (-wording.count, wording.id))


def _key(text: str, normaliser: Normaliser) -> str:
    return normaliser.normalise(text) or text


def _nearest(kept: Kept) -> str:
    question = kept.question
    if question.answered_topic:
        return question.answered_topic
    return question.nearest[0].intent if question.nearest else ""


def _either(one: str, other: str, **_: object) -> float:
    """Alike in sequence and in words: a polite ending or a few words more do not separate."""
    return (fuzz.ratio(one, other) + fuzz.token_set_ratio(one, other)) / 2


def _most_alike(key: str, among: Dict[int, str], scorer, least: float) -> Optional[int]:
    found = process.extractOne(key, among, scorer=scorer, processor=None, score_cutoff=least)
    return found[2] if found else None
