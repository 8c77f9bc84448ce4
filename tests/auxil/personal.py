"""Made-up personal numbers, and how people write them."""

from __future__ import annotations

import re
import unicodedata
from typing import List

from hypothesis import strategies as st


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def _id_number(parts: tuple) -> str:
    province, rest = parts
    return f"{province:03}{rest}"


ID_NUMBER = st.tuples(st.integers(1, 96), _digits(9)).map(_id_number)
PHONE = st.tuples(st.sampled_from("35789"), _digits(8)).map(lambda p: f"0{p[0]}{p[1]}")
CARD = _digits(12).map(lambda rest: f"9704{rest}")
NUMBERS: List[st.SearchStrategy[str]] = [ID_NUMBER, PHONE, CARD]

# What stands before and after a number.
PHRASES = [
    ("", ""),
    ("cccd", "của em hết hạn"),
    ("so cua em la", "thi lam the nao"),
    ("em sinh năm 1990, số là", ", lệ phí 15.000 đồng phải không"),
    ("<b>cho hỏi</b>", "ạ 🙏"),
    ("theo nghị định 154/2024/NĐ-CP thì", "có được không"),
]


@st.composite
def written(draw: st.DrawFn, number: str) -> str:
    """``number`` as someone types it: in one, in groups, with other digits, with hidden signs."""
    size = draw(st.sampled_from([len(number), 3, 4]))
    separator = draw(st.sampled_from(["", " ", ".", "-", " - ", "\u200b", "\u00a0"]))
    groups = [number[i : i + size] for i in range(0, len(number), size)]
    shift = draw(st.sampled_from([0, 0xFF10, 0x1D7CE]))
    text = separator.join(groups)
    return text if not shift else re.sub(r"\d", lambda m: chr(shift + int(m.group())), text)


def digits_of(text: str) -> str:
    """Every digit of ``text``, of any script, as ASCII."""
    return "".join(
        str(unicodedata.digit(c)) for c in text if unicodedata.digit(c, None) is not None
    )
