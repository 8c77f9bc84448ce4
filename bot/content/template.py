"""Facts inside sentences: ``{le_phi_doi_the}`` and its variants.

========================  =====================================================
``{ten}``                 the value in force on the day of the answer
``{ten:sap_doi}``         the next known value: "từ 01/01/2027: 50.000 đồng"
``{ten:den_het}``         the last day of the value in force: "31/12/2026"
``{ten:tu_ngay}``         the day from which the value in force holds
========================  =====================================================

A line that names a fact without a value on that day is left out as a whole.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import ChainMap
from string import Formatter
from typing import Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional

from bot.content.facts import Fact, FactKind

VARIANTS: Dict[str, Callable[[Fact, dt.date], Optional[str]]] = {
    "": Fact.phrase,
    "sap_doi": Fact.phrase_next,
    "den_het": Fact.phrase_until,
    "tu_ngay": Fact.phrase_since,
}
_FORMATTER = Formatter()
_NO_BRACES = str.maketrans("{}", "()")
_STEP = re.compile(r"^(\d+)\. ")


class Reference(NamedTuple):
    """A use of a fact in a text."""

    fact: str
    variant: str


class Filled(NamedTuple):
    """A text with its facts filled in, and the names of the facts that it now states."""

    text: str
    facts: List[str]


def references(text: str) -> Iterator[Reference]:
    """Every fact that ``text`` names.

    Raises:
        ValueError: a brace is not closed or stands alone.
    """
    for _, name, variant, _ in _FORMATTER.parse(text):
        if name is not None:
            yield Reference(name, variant or "")


def fill(text: str, facts: Mapping[str, Fact], day: dt.date, depth: int = 0) -> Filled:
    """``text`` as of ``day``. A text fact may itself name facts, three levels deep at most.

    Raises:
        KeyError: the text names a fact or a variant that does not exist.
        ValueError: a brace is not closed, or text facts name each other in a circle.
    """
    if depth > 3:
        raise ValueError("dữ liệu dạng chữ gọi nhau thành vòng")
    lines: List[str] = []
    used: List[str] = []
    for line in text.splitlines():
        filled = _fill_line(line, facts, day, depth)
        if filled is not None:
            lines.append(filled.text)
            used.extend(filled.facts)
    return Filled(_tidy(lines), list(dict.fromkeys(used)))


def with_values(
    facts: Mapping[str, Fact], values: Mapping[str, Optional[str]]
) -> Mapping[str, Fact]:
    """``facts`` and computed ``values`` under one roof, so that texts name both alike.

    A value is told as it is, whatever braces a citizen may have typed into it; ``None`` leaves out
    the lines that name it.
    """
    computed = {
        name: Fact.construct(
            kind=FactKind.TEXT,
            values={dt.date.min: value and value.translate(_NO_BRACES)},
            reference={},
        )
        for name, value in values.items()
    }
    return ChainMap(computed, dict(facts))


def _fill_line(line: str, facts: Mapping[str, Fact], day: dt.date, depth: int) -> Optional[Filled]:
    parts: List[str] = []
    used: List[str] = []
    for literal, name, variant, _ in _FORMATTER.parse(line):
        parts.append(literal)
        if name is None:
            continue
        phrase = VARIANTS[variant or ""](facts[name], day)
        if phrase is None or not phrase.strip():
            return None
        inner = fill(phrase, facts, day, depth + 1)
        parts.append(inner.text)
        used.extend([name, *inner.facts])
    return Filled("".join(parts), used)


def _tidy(lines: List[str]) -> str:
    """Numbers the steps of each list anew and drops the blank lines that lost lines leave."""
    result: List[str] = []
    step = 0
    for line in lines:
        match = _STEP.match(line)
        if match:
            step = 1 if match.group(1) == "1" else step + 1
            line = f"{step}. {line[match.end() :]}"
        elif line.strip() and not line.startswith((" ", "-")):
            step = 0  # a paragraph ends the list; blank lines and sub-points do not
        if line.strip() or (result and result[-1].strip()):
            result.append(line.rstrip())
    return "\n".join(result).strip()
