"""What kinds of personal data are looked for, and where one stands in a text."""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import NamedTuple


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


def readable(text: str) -> str:
    """``text`` in plain small letters and ASCII digits, each character at its old place.

    Full-width, circled and other nations' digits become ASCII; accents go, so that words are found
    however they were typed. Characters that cannot be seen become ``\\u200b``, one for one.
    """
    return "".join(_plain(character) for character in text)


def _plain(character: str) -> str:
    if character in "\n\r\t":
        return " " if character == "\t" else "\n"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return "\u200b"
    if character in "đĐ":
        return "d"
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 and not base.isspace() else " "
