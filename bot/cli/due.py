"""``due``: what has to be read again, soonest first, and which values change soon."""

from __future__ import annotations

import datetime as dt
from typing import List, Tuple

from bot.cli.options import parser, read_content
from bot.content.facts import Confidence, format_date
from bot.content.store import Content

_CHANGES_WITHIN = dt.timedelta(days=90)
_FACTS_HOLD = dt.timedelta(days=90)


def main(arguments: List[str]) -> int:
    """Prints the lists; exit status 1 when the content cannot be read."""
    options = parser("due", "Việc cần rà soát, gần nhất trước, và số liệu sắp đổi")
    options.add_argument("--most", type=int, default=30, help="in tối đa bấy nhiêu dòng mỗi mục")
    args = options.parse_args(arguments)
    content = read_content(args.data)
    if content is None:
        return 1
    _print("Số liệu đổi giá trị trong 90 ngày tới", _changes(content, args.as_of), args.most)
    _print("Văn bản hết hiệu lực trong 90 ngày tới", _endings(content, args.as_of), args.most)
    _print("Chủ đề, phần hỏi từng bước cần đọc lại", _topics(content, args.as_of), args.most)
    _print("Dữ liệu cần kiểm tra lại", _facts(content, args.as_of), args.most)
    return 0


def _print(title: str, rows: List[Tuple[dt.date, str]], most: int) -> None:
    print(f"\n{title}: {len(rows)}")
    for day, words in sorted(rows)[:most]:
        print(f"  {format_date(day)}  {words}")
    if len(rows) > most:
        print(f"  … và {len(rows) - most} mục nữa")


def _changes(content: Content, today: dt.date) -> List[Tuple[dt.date, str]]:
    rows = []
    for name, fact in content.facts.items():
        day = fact.next_change_after(today)
        if day is not None and day <= today + _CHANGES_WITHIN:
            before = fact.phrase(today) or "không áp dụng"
            after = fact.phrase(day) or "không áp dụng"
            rows.append((day, f"{name}: {fact.label}: {before} → {after}"))
    return rows


def _endings(content: Content, today: dt.date) -> List[Tuple[dt.date, str]]:
    return [
        (source.in_force_until, f"{source_id}: {source.short}")
        for source_id, source in content.sources.items()
        if source.in_force_until and today <= source.in_force_until <= today + _CHANGES_WITHIN
    ]


def _topics(content: Content, today: dt.date) -> List[Tuple[dt.date, str]]:
    reviewed = [*content.topics.items(), *content.guides.items()]
    return [
        (words.review_by, _late(words.review_by, today) + f"{name}: {words.title}")
        for name, words in reviewed
    ]


def _facts(content: Content, today: dt.date) -> List[Tuple[dt.date, str]]:
    rows = []
    for name, fact in content.facts.items():
        # What could not be confirmed is due at once; the rest a quarter after its last check.
        unsure = fact.confidence is Confidence.UNVERIFIED
        day = fact.checked if unsure else fact.checked + _FACTS_HOLD
        mark = "CHƯA KIỂM CHỨNG " if unsure else _late(day, today)
        rows.append((day, f"{mark}{name}: {fact.label}"))
    return rows


def _late(day: dt.date, today: dt.date) -> str:
    return "QUÁ HẠN " if day < today else ""
