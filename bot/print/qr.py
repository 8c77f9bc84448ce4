"""QR codes on paper, drawn as rectangles: sharp at every size, one colour."""

from __future__ import annotations

from itertools import groupby

from fpdf import FPDF

from bot.print.qr_code import modules

_OVERLAP = 0.01  # mm; without it some viewers show hair lines between rows


def draw(pdf: FPDF, url: str, x: float, y: float, size: float) -> None:
    """Draws the code as a square of ``size`` mm, which on a screen is a link as well."""
    rows = modules(url)
    step = size / len(rows)
    pdf.set_fill_color(0)
    for number, row in enumerate(rows):
        column = 0
        for black, run in groupby(row):
            length = len(list(run))
            if black:
                left, top = x + column * step, y + number * step
                pdf.rect(left, top, length * step, step + _OVERLAP, style="F")
            column += length
    pdf.link(x, y, size, size, url)
