"""What kinds of personal data are looked for, and where one stands in a text."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import List, NamedTuple

# The letter is typed for the digit beside it: "o9o3", "1O0".
_LETTER_O = re.compile(r"(?<![^\W\d_])o+(?=\d)|(?<=\d)o+(?=o*\d)")


class Kind(str, Enum):
    """A kind of personal data that nobody needs to send here."""

    ID_NUMBER = "so_dinh_danh"
    PHONE = "so_dien_thoai"
    ACCOUNT = "so_tai_khoan"
    PASSPORT = "so_ho_chieu"
    EMAIL = "thu_dien_tu"
    CODE = "ma_xac_thuc"
    PASSWORD = "mat_khau"


class Span(NamedTuple):
    """A piece of personal data in a text: from ``start`` up to, not with, ``end``."""

    start: int
    end: int
    kind: Kind


class Readable(NamedTuple):
    """A text made plain for searching, and where each of its characters stands in the original."""

    text: str
    places: List[int]

    def in_original(self, span: Span) -> Span:
        """``span`` of the plain text as one of the original."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1, span.kind)


def readable(text: str) -> Readable:
    """``text`` in small letters without accents, with ASCII digits, without invisible characters.

    Full-width, circled and other nations' digits become ASCII, and a letter o beside digits a
    nought, so that words and numbers are found however they were typed.
    """
    plain: List[str] = []
    places: List[int] = []
    for place, character in enumerate(text):
        seen = _plain(character)
        if seen:
            plain.append(seen)
            places.append(place)
    joined = _LETTER_O.sub(lambda match: "0" * len(match.group()), "".join(plain))
    return Readable(joined, places)


def _plain(character: str) -> str:
    """One character for one that can be seen, else none."""
    if character in "\n\r":
        return "\n"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return ""
    if character in "đĐ":
        return "d"
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 and not base.isspace() else " "
