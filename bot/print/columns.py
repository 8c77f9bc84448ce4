"""Filling columns and pages with pieces that must stay whole. Pure arithmetic on heights."""

from __future__ import annotations

from typing import List, Sequence

_STEP = 1.0  # mm


def fill(heights: Sequence[float], count: int, height: float) -> List[int]:
    """How many of the pieces go into each of ``count`` columns that are ``height`` high.

    A column takes pieces while they fit; what is left over belongs on the next page. A piece that
    is higher than an empty column still goes there, so that nothing waits for ever.
    """
    taken: List[int] = []
    start = 0
    for _ in range(count):
        end, used = start, 0.0
        while end < len(heights) and (used + heights[end] <= height or end == start):
            used += heights[end]
            end += 1
        taken.append(end - start)
        start = end
    return taken


def balance(heights: Sequence[float], count: int, height: float) -> List[int]:
    """As :func:`fill`; where all pieces fit, the columns are as even as they can be."""
    if sum(fill(heights, count, height)) < len(heights):
        return fill(heights, count, height)
    low = sum(heights) / count
    while low < height and sum(fill(heights, count, low)) < len(heights):
        low += _STEP
    return fill(heights, count, min(low, height))
