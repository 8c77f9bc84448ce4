"""QR codes: which modules are black, and the code as a picture."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import List

import segno

_QUIET_ZONE = 4  # modules of white around a code, as ISO/IEC 18004 asks
_PIXELS = 10  # a module's side: sharp on a phone, a few hundred bytes


@lru_cache(maxsize=256)
def _code(url: str) -> segno.QRCode:
    # Level M mends 15 % of damage: enough for a crease or a coffee stain.
    return segno.make(url, error="m", micro=False)


def modules(url: str) -> List[List[bool]]:
    """The code for ``url``, true where it is black, with its quiet zone."""
    return [[bool(module) for module in row] for row in _code(url).matrix_iter(border=_QUIET_ZONE)]


def png(url: str) -> bytes:
    """The code for ``url`` as a PNG file, with its quiet zone."""
    file = io.BytesIO()
    _code(url).save(file, kind="png", scale=_PIXELS, border=_QUIET_ZONE)
    return file.getvalue()
