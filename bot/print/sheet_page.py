"""Setting sheets on paper: one page where it fits, two where it must be, no text cut."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Dict, Iterator, List, NamedTuple, Sequence, Tuple

from bot.content.print_schema import PrintWords
from bot.print import qr
from bot.print.columns import balance
from bot.print.markup import Block, Style
from bot.print.paper import MARGIN, POINT, Paper
from bot.print.sheet import Sheet

MOST_PAGES = 2
_GAP = 5.0
_CODE = 30.0
_BELOW_RULE = 0.8
_ABOVE_FOOT = 1.5
_NUMBER = 32.0  # width kept for the number of the page


@dataclass(frozen=True)
class Letters:
    """Sizes in points, and in how many columns the text stands."""

    text: float
    small: float
    title: float
    columns: int


# For a number of pages: what to try, in this order. Two columns hold a quarter more than one,
# because answers are short lines.
_NORMAL = {
    1: (
        Letters(14, 10, 26, 1),
        Letters(13, 10, 24, 2),
        Letters(12, 9.5, 22, 2),
        Letters(11, 9, 20, 2),
    ),
    2: (Letters(14, 10, 24, 2), Letters(13, 10, 24, 2), Letters(12, 9.5, 22, 2)),
}
# For older eyes: 16 points at least, and long lines where possible. Only where two pages do not
# hold that, the legal basis, which is there for officials, stands in the usual small print.
_LARGE = {
    1: (Letters(18, 16, 26, 1), Letters(16, 16, 24, 1)),
    2: (
        Letters(18, 16, 26, 1),
        Letters(16, 16, 24, 1),
        Letters(16, 16, 22, 2),
        Letters(16, 10, 22, 2),
    ),
}


class Fit(NamedTuple):
    """How a sheet is set: which version of it, in which letters, on how many pages."""

    sheet: Sheet
    letters: Letters
    pages: int


def draw_sheets(
    sheets: Sequence[Sheet], words: PrintWords, day: dt.date, large: bool = False
) -> Tuple[Paper, List[Fit]]:
    """One document with every sheet, each from a page of its own; and how each was set."""
    paper = Paper("; ".join(sheet.title for sheet in sheets), day)
    scratch = Paper("", day)
    fits = [fit(sheet, words, scratch, large) for sheet in sheets]
    for chosen in fits:
        _Setter(paper, words, *chosen).draw()
    return paper, fits


def fit(sheet: Sheet, words: PrintWords, scratch: Paper, large: bool = False) -> Fit:
    """The fewest pages and, on these, the largest letters.

    If two pages do not hold the steps in detail, the overview stands in their place. If that is
    still too much, pages are added: text is never cut. Trials go to ``scratch``.
    """
    sizes = _LARGE if large else _NORMAL
    tried: Dict[Tuple[bool, Letters], int] = {}
    versions = [sheet, *([sheet.brief] if sheet.brief else [])]
    for version in versions:
        for most in range(1, MOST_PAGES + 1):
            for letters in sizes[most]:
                key = (version is sheet, letters)
                if key not in tried:
                    tried[key] = _Setter(scratch, words, version, letters).draw()
                if tried[key] <= most:
                    return Fit(version, letters, tried[key])
    last = sizes[MOST_PAGES][-1]
    return Fit(sheet, last, tried[True, last])


class _Setter:
    """Sets one sheet with one size of letters; ``total`` is how many pages it will have."""

    def __init__(
        self, paper: Paper, words: PrintWords, sheet: Sheet, letters: Letters, total: int = 1
    ) -> None:
        self.paper = paper
        self.words = words
        self.sheet = sheet
        self.letters = letters
        self.total = total
        self.pages = 0
        self.y = MARGIN
        self.foot = f"{sheet.title} · {sheet.validity.line(words.sheet)}"
        foot = paper.height_of(self.foot, paper.width - _NUMBER, letters.small)
        self.bottom = paper.h - MARGIN - foot - _ABOVE_FOOT
        gaps = _GAP * (letters.columns - 1)
        self.column = (paper.width - gaps) / letters.columns

    def draw(self) -> int:
        """Draws the sheet; gives the number of its pages."""
        self._new_page()
        self._head()
        self._body()
        self._tail()
        self._foot()
        return self.pages

    def _new_page(self) -> None:
        if self.pages:
            self._foot()
        self.paper.add_page()
        self.pages += 1
        self.y = MARGIN

    def _head(self) -> None:
        paper, sheet, letters = self.paper, self.sheet, self.letters
        words = self.words.sheet
        codes = len(sheet.links) * (_CODE + _GAP)
        width = paper.width - codes
        given_by = f"{words.given_by} {sheet.ward or 28 * '.'}"
        y = paper.put(given_by, MARGIN, MARGIN, width, letters.text)
        y = paper.put(sheet.title, MARGIN, y + 1, width, letters.title, bold=True)
        y = paper.put(sheet.summary, MARGIN, y + 1, width, letters.text)
        below = self._codes(paper.w - MARGIN - codes + _GAP)
        self.y = self._validity(max(y, below) + 2) + 3

    def _codes(self, x: float) -> float:
        """The codes beside the title; gives where they end below."""
        if not self.sheet.links:
            return MARGIN
        paper, size = self.paper, self.letters.small
        width = paper.w - MARGIN - x
        y = paper.put(self.words.sheet.scan, x, MARGIN, width, size, bold=True, align="C")
        below = y
        for number, link in enumerate(self.sheet.links):
            left = x + number * (_CODE + _GAP)
            qr.draw(paper, link.url, left, y, _CODE)
            name = self.words.channel(link.channel)
            below = paper.put(name, left, y + _CODE - 1, _CODE, size, bold=True, align="C")
        return below

    def _validity(self, y: float) -> float:
        paper, letters = self.paper, self.letters
        line = self.sheet.validity.line(self.words.sheet)
        advice = self.sheet.validity.advice(self.words.sheet)
        text = f"**{line}.** {advice}"
        inner = paper.width - 8
        height = paper.height_of(text, inner, letters.text) + 3
        paper.set_line_width(0.6)
        paper.rect(MARGIN, y, paper.width, height)
        paper.put(text, MARGIN + 4, y + 1.5, inner, letters.text)
        return y + height

    def _body(self) -> None:
        runs = list(_kept_together(self.sheet.body))
        heights = [sum(self._height(block) for block in run) for run in runs]
        while True:
            taken = balance(heights, self.letters.columns, self.bottom - self.y)
            top = below = self.y
            start = 0
            for number, count in enumerate(taken):
                self.y = top
                x = MARGIN + number * (self.column + _GAP)
                for index, block in enumerate(
                    b for run in runs[start : start + count] for b in run
                ):
                    self._block(block, x, first=index == 0)
                below = max(below, self.y)
                start += count
            self.y = below
            runs, heights = runs[start:], heights[start:]
            if not runs:
                return
            self._new_page()

    def _tail(self) -> None:
        """What stands below the columns over the whole width, never parted."""
        paper, width = self.paper, self.paper.width
        tail = [(block.text, self._size(block)) for block in self.sheet.tail]
        height = sum(paper.height_of(text, width, size) + 1 for text, size in tail) + 2
        if self.y + height > self.bottom:
            self._new_page()
        self.y += 2
        self._rule(MARGIN, width)
        for text, size in tail:
            self.y = paper.put(text, MARGIN, self.y + 1, width, size)

    def _rule(self, x: float, width: float) -> None:
        self.paper.set_line_width(0.3)
        self.paper.line(x, self.y, x + width, self.y)

    def _size(self, block: Block) -> float:
        if block.style is Style.SMALL:
            return self.letters.small
        return self.letters.text + (2 if block.style is Style.HEADING else 0)

    def _indent(self, block: Block) -> float:
        wide = {Style.STEP: 1.7, Style.POINT: 1.0}
        return wide.get(block.style, 0.0) * self.letters.text * POINT

    def _space_above(self, block: Block) -> float:
        share = {Style.HEADING: 0.8, Style.PARAGRAPH: 0.4}
        return share.get(block.style, 0.2) * self.letters.text * POINT

    def _height(self, block: Block) -> float:
        width = self.column - self._indent(block)
        bold = block.style is Style.HEADING
        text = self.paper.height_of(block.text, width, self._size(block), bold)
        return self._space_above(block) + (_BELOW_RULE if bold else 0) + text

    def _block(self, block: Block, x: float, first: bool) -> None:
        paper, size = self.paper, self._size(block)
        heading = block.style is Style.HEADING
        indent = self._indent(block)
        self.y += 1 if first else self._space_above(block)
        if heading:
            self._rule(x, self.column)
            self.y += _BELOW_RULE
        if block.mark:
            paper.put(block.mark, x, self.y, indent, size, bold=True)
        self.y = paper.put(block.text, x + indent, self.y, self.column - indent, size, bold=heading)

    def _foot(self) -> None:
        """What stands under the page: which sheet it is, where there are several pages."""
        paper, size, y = self.paper, self.letters.small, self.bottom + _ABOVE_FOOT
        if self.total > 1:
            paper.put(self.foot, MARGIN, y, paper.width - _NUMBER, size)
        count = f"{self.words.sheet.page} {self.pages}/{self.total}"
        paper.put(count, MARGIN, y, paper.width, size, align="R")


def _kept_together(blocks: Sequence[Block]) -> Iterator[List[Block]]:
    """Runs of blocks that no break may part."""
    run: List[Block] = []
    for block in blocks:
        run.append(block)
        if not block.opens:
            yield run
            run = []
    if run:
        yield run
