"""A4 paper in black and white, with a font that has all Vietnamese letters."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Dict, List, Tuple

from fpdf import FPDF

from bot.print.lines import Line, break_lines
from bot.print.markup import printable

FONTS = Path(__file__).resolve().parent / "fonts"
MARGIN = 12.0
POINT = 25.4 / 72
_FAMILY = "NotoSans"
_LEADING = 1.2
# Noto Sans: how far below the top of a line its letters stand, in heights of letters.
_BASELINE = 0.93


class Paper(FPDF):
    """A document of A4 pages; all lengths are millimetres, sizes of letters points."""

    def __init__(self, title: str, day: dt.date) -> None:
        super().__init__(format="A4")
        self.set_margin(MARGIN)
        self.set_auto_page_break(False)
        self.add_font(_FAMILY, "", FONTS / "NotoSans-Regular.ttf")
        self.add_font(_FAMILY, "B", FONTS / "NotoSans-Bold.ttf")
        self.set_title(printable(title))
        self.set_lang("vi-VN")
        # The day of the content, not of the clock: the same page is the same file.
        self.set_creation_date(dt.datetime.combine(day, dt.time(), dt.timezone.utc))
        self._widths: Dict[Tuple[str, bool], float] = {}

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.epw

    def height_of(self, text: str, width: float, size: float, bold: bool = False) -> float:
        """How high ``text`` stands when set in lines of ``width``."""
        return len(self._lines(text, width, size, bold)) * _line_height(size)

    def one_line_size(self, text: str, width: float, largest: float, least: float) -> float:
        """The largest size in whole points with which ``text`` is one line, or ``least``."""
        size = largest
        while size > least and len(self._lines(text, width, size, bold=True)) > 1:
            size -= 1
        return size

    def put(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        size: float,
        bold: bool = False,
        align: str = "L",
    ) -> float:
        """Sets ``text`` (with ``**bold**``) in lines of ``width``; gives where it ends below.

        ``align`` is ``L``, ``C`` or ``R``: left, in the middle, right.
        """
        for line in self._lines(text, width, size, bold):
            free = width - sum(self._width(*run) * size for run in line)
            left = x + free * {"L": 0.0, "C": 0.5, "R": 1.0}[align]
            for run in line:
                self.set_font(_FAMILY, "B" if run.bold else "", size)
                self.text(left, y + _BASELINE * size * POINT, run.text)
                left += self._width(*run) * size
            y += _line_height(size)
        return y

    def _lines(self, text: str, width: float, size: float, bold: bool) -> List[Line]:
        return break_lines(text, width / size, bold, self._width)

    def _width(self, text: str, bold: bool) -> float:
        """The width of letters of one point, remembered: words come again and again."""
        key = (text, bold)
        if key not in self._widths:
            self.set_font(_FAMILY, "B" if bold else "", 100)
            self._widths[key] = self.get_string_width(text) / 100
        return self._widths[key]


def _line_height(size: float) -> float:
    return size * POINT * _LEADING
