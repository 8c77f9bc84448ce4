"""The report as one HTML page: no script, nothing fetched, legible in black and white."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Sequence, Tuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.content.facts import format_date
from bot.gaps.figures import Counts, Figures
from bot.gaps.grouping import Group
from bot.gaps.reasons import OUTCOMES, Reasons

_TEMPLATE = "report.html.j2"
_MOST_GROUPS = 150
_MOST_TOPICS = 40
_MOST_WORDINGS = 3
_WEEKS_BY_TOPIC = 8
_BAR_WIDTH = 240.0
# The parts of a bar: pattern in the template, and words.
_ENDINGS = (
    ("answered", "trả lời được"),
    ("asked_back", "phải hỏi lại"),
    ("unanswered", "không hiểu"),
    ("failed", "trục trặc"),
)
_OPINIONS = (("helpful", "hữu ích"), ("wrong", "chưa đúng"))


@dataclass(frozen=True)
class Bar:
    """A bar of parts side by side: (pattern, left edge, width), and what it says in words."""

    parts: List[Tuple[str, float, float]]
    label: str
    width: float = _BAR_WIDTH


def report(
    figures: Figures,
    groups: Sequence[Group],
    reasons: Reasons,
    counted_since: dt.date,
    day: dt.date,
) -> str:
    """The page as of ``day``; ``counted_since`` is the first day that ``figures`` cover.

    Whatever citizens typed is escaped.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["date"] = format_date
    environment.filters["share"] = _share
    environment.filters["thousands"] = _thousands
    weeks = list(figures.weeks)
    most_in_a_week = max((counts.asked for counts in figures.weeks.values()), default=0)
    most_of_a_topic = max((topic.counts.asked for topic in figures.topics), default=0)
    judged = [topic for topic in figures.topics if topic.counts.wrong]
    judged.sort(key=lambda topic: (-topic.counts.wrong, -topic.counts.opinions, topic.intent))
    return environment.get_template(_TEMPLATE).render(
        day=day,
        counted_since=counted_since,
        total=figures.total,
        weeks=[(w, c, bar(c, _ENDINGS, most_in_a_week)) for w, c in figures.weeks.items()],
        shown_weeks=weeks[-_WEEKS_BY_TOPIC:],
        topics=[
            (reasons.name(topic.intent), topic, bar(topic.counts, _ENDINGS, most_of_a_topic))
            for topic in figures.topics[:_MOST_TOPICS]
            if topic.counts.asked
        ],
        topics_left_out=max(0, len(figures.topics) - _MOST_TOPICS),
        judged=[
            (reasons.name(topic.intent), topic.counts, bar(topic.counts, _OPINIONS))
            for topic in judged
        ],
        all_helpful=sum(bool(t.counts.opinions and not t.counts.wrong) for t in figures.topics),
        near=_near(groups, reasons),
        groups=[_shown(group, reasons) for group in groups[:_MOST_GROUPS]],
        groups_left_out=max(0, len(groups) - _MOST_GROUPS),
        questions=sum(group.count for group in groups),
        group_count=len(groups),
        endings=_ENDINGS,
        opinions=_OPINIONS,
    )


def bar(counts: Counts, kinds: Sequence[Tuple[str, str]], most: int = 0) -> Bar:
    """``counts`` as a bar; the longest stands for ``most``, or each fills the width without it."""
    numbers = [(kind, words, getattr(counts, kind)) for kind, words in kinds]
    whole = most or sum(number for _, _, number in numbers)
    parts, left = [], 0.0
    for kind, _, number in numbers:
        width = _BAR_WIDTH * number / whole if whole else 0.0
        if number:
            parts.append((kind, round(left, 2), round(width, 2)))
        left += width
    said = ", ".join(f"{words} {number}" for _, words, number in numbers if number)
    return Bar(parts, said or "không có câu nào")


def _near(groups: Sequence[Group], reasons: Reasons) -> List[Tuple[str, int]]:
    """Which topics the questions asked in vain came nearest to, most often first."""
    counts: Dict[str, int] = {}
    for group in groups:
        for kept in group.questions:
            nearest = kept.question.nearest
            if nearest:
                counts[nearest[0].intent] = counts.get(nearest[0].intent, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(reasons.name(intent), count) for intent, count in ranked[:_MOST_TOPICS]]


def _shown(group: Group, reasons: Reasons) -> Dict[str, object]:
    newest = group.newest_by_outcome.values()
    return {
        "id": group.id,
        "count": group.count,
        "last": group.last,
        "wordings": group.wordings[:_MOST_WORDINGS],
        "more": max(0, len(group.wordings) - _MOST_WORDINGS),
        "outcomes": [(OUTCOMES[outcome], n) for outcome, n in group.outcomes.items()],
        "reasons": list(dict.fromkeys(reasons.why(kept.question) for kept in newest)),
    }


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
