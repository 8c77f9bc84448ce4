"""QR codes as pictures for pages: one path, sharp at every size."""

from __future__ import annotations

from itertools import groupby
from typing import List


def svg(rows: List[List[bool]]) -> bytes:
    """The code of ``rows`` (true is black), black on white whatever the page's colours."""
    size = len(rows)
    path: List[str] = []
    for y, row in enumerate(rows):
        x = 0
        for black, run in groupby(row):
            length = len(list(run))
            if black:
                path.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        ' shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{"".join(path)}"/></svg>'
    ).encode()
