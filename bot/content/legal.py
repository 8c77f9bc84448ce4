"""Legal references: "<source id> <article>" in the files, the document's name for the citizen."""

from __future__ import annotations

import datetime as dt
from typing import Dict, Iterable, List, Mapping, NamedTuple

from bot.content.facts import format_date
from bot.content.schema import Source


class LegalReference(NamedTuple):
    """A document and, where given, the article in it."""

    source: str
    article: str


def parse_reference(text: str) -> LegalReference:
    """Splits ``"luat_can_cuoc Điều 24"`` into the document's id and the article."""
    source, _, article = text.strip().partition(" ")
    return LegalReference(source, article.strip())


class LegalBasis(NamedTuple):
    """What an answer rests on: documents in force, and documents that have ended since."""

    lines: List[str]
    ended: List[str]


def legal_basis(
    references: Iterable[str], sources: Mapping[str, Source], day: dt.date, full: bool = False
) -> LegalBasis:
    """The documents behind ``references`` on ``day``, one line each, articles gathered.

    A document that is not in force yet is left out; one that has ended is named in ``ended`` with
    its last day, so that an answer resting on it can say so. ``full`` adds number and whole name.
    """
    articles: Dict[str, List[str]] = {}
    for reference in references:
        source_id, article = parse_reference(reference)
        known = articles.setdefault(source_id, [])
        known.extend(part.strip() for part in article.split(";") if part.strip())
    lines: List[str] = []
    ended: List[str] = []
    for source_id, parts in articles.items():
        source = sources[source_id]
        if source.in_force_on(day):
            name = f"{source.name} {source.number}" if full else source.short
            shown = _without_parts_of(parts)
            lines.append(f"{name} ({', '.join(shown)})" if shown else name)
        elif source.in_force_until is not None and day > source.in_force_until:
            last_day = format_date(source.in_force_until)
            ended.append(f"{source.short} (hết hiệu lực sau ngày {last_day})")
    return LegalBasis(lines, ended)


def _without_parts_of(articles: Iterable[str]) -> List[str]:
    """Each article once, without the clauses of an article that is named as a whole."""
    once = list(dict.fromkeys(articles))
    return [a for a in once if not any(a.startswith(f"{whole} ") for whole in once)]
