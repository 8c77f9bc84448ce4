"""What is asked and how it ended, by week and by topic, from tallies that name nobody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Dict, List, Mapping

from bot.storage.asked import Tally, Verdict

_WEEK = dt.timedelta(days=7)
_ANSWERED = ("answered", "signpost", "guide")


@dataclass
class Counts:
    """How often what was asked ended how, and what citizens said of the answers."""

    answered: int = 0
    asked_back: int = 0
    unanswered: int = 0
    small_talk: int = 0
    failed: int = 0
    helpful: int = 0
    wrong: int = 0

    @property
    def asked(self) -> int:
        """Questions: small talk is none."""
        return self.answered + self.asked_back + self.unanswered + self.failed

    @property
    def opinions(self) -> int:
        """Answers of which citizens said what they think."""
        return self.helpful + self.wrong

    def add(self, outcome: str, count: int) -> None:
        """Counts ``count`` more that ended as ``outcome``."""
        name = _FIELDS.get(outcome)
        if name is not None:
            setattr(self, name, getattr(self, name) + count)


_FIELDS = {
    **dict.fromkeys(_ANSWERED, "answered"),
    "clarify": "asked_back",
    "fallback": "unanswered",
    "smalltalk": "small_talk",
    "error": "failed",
    Verdict.HELPFUL.value: "helpful",
    Verdict.WRONG.value: "wrong",
}


@dataclass
class TopicFigures:
    """One topic: all in all, and how often it was asked in each week."""

    intent: str
    counts: Counts = field(default_factory=Counts)
    by_week: Dict[dt.date, int] = field(default_factory=dict)


@dataclass
class Figures:
    """``weeks`` by the Monday that they begin with, none left out; topics most asked first."""

    total: Counts
    weeks: Dict[dt.date, Counts]
    topics: List[TopicFigures]


def monday(day: dt.date) -> dt.date:
    """The first day of the week of ``day``."""
    return day - dt.timedelta(days=day.weekday())


def figures(tallies: Mapping[Tally, int]) -> Figures:
    """Sums ``tallies``; what ended in no topic is in the weeks alone."""
    total = Counts()
    weeks: Dict[dt.date, Counts] = defaultdict(Counts)
    topics: Dict[str, TopicFigures] = {}
    for tally, count in tallies.items():
        week = monday(tally.day)
        total.add(tally.outcome, count)
        weeks[week].add(tally.outcome, count)
        if not tally.topic:
            continue
        topic = topics.setdefault(tally.topic, TopicFigures(tally.topic))
        asked_before = topic.counts.asked
        topic.counts.add(tally.outcome, count)
        asked = topic.counts.asked - asked_before
        topic.by_week[week] = topic.by_week.get(week, 0) + asked
    return Figures(
        total,
        _without_holes(weeks),
        sorted(topics.values(), key=lambda t: (-t.counts.asked, t.intent)),
    )


def _without_holes(weeks: Mapping[dt.date, Counts]) -> Dict[dt.date, Counts]:
    """A week in which nobody asked is a finding as well."""
    if not weeks:
        return {}
    week, last, found = min(weeks), max(weeks), {}
    while week <= last:
        found[week] = weeks.get(week, Counts())
        week += _WEEK
    return found
