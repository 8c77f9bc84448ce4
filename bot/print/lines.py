"""Breaking text into lines, each a row of runs in one style. Knows widths, draws nothing."""

from __future__ import annotations

import re
from typing import Callable, Iterator, List, NamedTuple

from bot.print.markup import printable

# A number and its unit stay on one line.
_UNIT = re.compile(r"(?<=\d) (?=(?:đồng|ngày|tháng|năm|tuổi|giờ|phút)\b)")


class Run(NamedTuple):
    """Letters in one style."""

    text: str
    bold: bool


Word = List[Run]
Line = List[Run]


def break_lines(
    text: str, width: float, bold: bool, measure: Callable[[str, bool], float]
) -> List[Line]:
    """``text`` in lines no wider than ``width``; ``**bold**`` parts are runs of their own.

    Only a word that is wider than a line is broken inside. ``measure`` gives the width of letters
    in one style.
    """
    lines: List[List[Word]] = [[]]
    used = 0.0
    for word in _narrow(_words(_UNIT.sub("\u00a0", printable(text)), bold), width, measure):
        wide = sum(measure(*run) for run in word)
        space = measure(" ", word[0].bold)
        if lines[-1] and used + space + wide > width:
            lines.append([])
        used = wide if not lines[-1] else used + space + wide
        lines[-1].append(word)
    return [_joined(line) for line in lines if line]


def _words(text: str, bold: bool) -> Iterator[Word]:
    """Words between spaces; a change of style inside a word does not part it."""
    word: Word = []
    for number, part in enumerate(text.split("**")):
        for index, piece in enumerate(part.split(" ")):
            if index and word:
                yield word
                word = []
            if piece:
                word.append(Run(piece, bold or number % 2 == 1))
    if word:
        yield word


def _narrow(
    words: Iterator[Word], width: float, measure: Callable[[str, bool], float]
) -> Iterator[Word]:
    for word in words:
        if sum(measure(*run) for run in word) <= width:
            yield word
            continue
        for run in word:
            piece = ""
            for letter in run.text:
                if piece and measure(piece + letter, run.bold) > width:
                    yield [Run(piece, run.bold)]
                    piece = ""
                piece += letter
            yield [Run(piece, run.bold)]


def _joined(words: List[Word]) -> Line:
    """The words with spaces between them, neighbours in one style as one run."""
    line: Line = []
    for word in words:
        for index, run in enumerate(word):
            space = " " if index == 0 and line else ""
            if line and line[-1].bold == run.bold:
                line[-1] = Run(f"{line[-1].text}{space}{run.text}", run.bold)
            else:
                line.append(Run(f"{space}{run.text}", run.bold))
    return line
