"""The small markup of answers as blocks that can be set on paper."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum
from typing import List

_NUMBERED = re.compile(r"^\s*(\d+)\. (.*)")
_POINT = re.compile(r"^\s*- (.*)")
# Symbols, and what is newer than Python's tables: the newest pictographs.
_PICTOGRAPHS = frozenset({"So", "Cn"})
_EMOJI_MARKS = "\ufe0f\u200d"


class Style(Enum):
    """How a block is set."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    STEP = "step"
    POINT = "point"
    SMALL = "small"


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a step or a point; ``**bold**`` may stand in its text.

    ``mark`` stands left of the text. ``opens`` is true for what must not be the last thing on a
    page: a heading, or a line that leads over to a list.
    """

    style: Style
    text: str
    mark: str = ""
    opens: bool = False


def blocks(text: str) -> List[Block]:
    """The lines of ``text`` as blocks; steps, points and paragraphs."""
    return [_block(line) for line in text.splitlines() if line.strip()]


def _block(line: str) -> Block:
    step = _NUMBERED.match(line)
    if step:
        return Block(Style.STEP, step.group(2), f"{step.group(1)}.")
    point = _POINT.match(line)
    if point:
        return Block(Style.POINT, point.group(1), "•")
    return Block(Style.PARAGRAPH, line.strip(), opens=line.rstrip("* ").endswith(":"))


def at_most(limit: int, given: List[Block]) -> List[Block]:
    """``given`` with at most ``limit`` steps in all its lists: neighbours share a number.

    No step is left out, for what is left out of a procedure makes it fail. The pair whose joint
    text is shortest is joined first; lists are never joined, nor is a list's only step lost.
    """
    result = list(given)
    while sum(block.style is Style.STEP for block in result) > limit:
        pairs = [
            index
            for index in range(len(result) - 1)
            if result[index].style is result[index + 1].style is Style.STEP
            and result[index + 1].mark != "1."
        ]
        if not pairs:
            break
        best = min(pairs, key=lambda i: len(result[i].text) + len(result[i + 1].text))
        joint = replace(result[best], text=f"{result[best].text} {result[best + 1].text}")
        result[best : best + 2] = [joint]
        result = _numbered_anew(result)
    return result


def _numbered_anew(given: List[Block]) -> List[Block]:
    result: List[Block] = []
    number = 0
    for block in given:
        if block.style is Style.STEP:
            number = 1 if block.mark == "1." else number + 1
            block = replace(block, mark=f"{number}.")
        result.append(block)
    return result


def printable(text: str) -> str:
    """``text`` with composed letters and without pictographs, which text fonts do not have."""
    kept = (
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in _PICTOGRAPHS and character not in _EMOJI_MARKS
    )
    return "".join(kept).strip()
