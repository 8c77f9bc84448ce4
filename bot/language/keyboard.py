"""Telex and VNI: the keys of an accented word, and the word that stray keys were meant for.

When the input method is off, "đăng ký" comes out as "ddawng kys" (Telex) or "d9a8ng ky1" (VNI).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Iterator

# Telex key and VNI key of each mark; both are typed after the letter or at the word's end.
_TONES = {
    "\u0301": ("s", "1"),
    "\u0300": ("f", "2"),
    "\u0309": ("r", "3"),
    "\u0303": ("x", "4"),
    "\u0323": ("j", "5"),
}
_SHAPES = {
    "â": ("aa", "a6"),
    "ê": ("ee", "e6"),
    "ô": ("oo", "o6"),
    "ă": ("aw", "a8"),
    "ơ": ("ow", "o7"),
    "ư": ("uw", "u7"),
    "đ": ("dd", "d9"),
}
_TELEX_TONE = re.compile(r"(?<=[aeiouyw])([a-z]*?)[sfrxj]")
_TELEX_DOUBLE = re.compile(r"(dd|aa|ee|oo)")
_TELEX_LATE_D = re.compile(r"^d([a-z]+)d")
_VNI = re.compile(r"[a-z]+[1-9][a-z1-9]*")
_VNI_TONE_ON_STOP = re.compile(r"(?:c|ch|p|t)[234]$")


def keystrokes(word: str, vni: bool = False) -> str:
    """The keys of ``word`` in Telex or VNI: "đăng" → "ddawng" or "d9a8ng"."""
    tone = ""
    keys = []
    for character in word.lower():
        parts = unicodedata.normalize("NFD", character)
        found = [mark for mark in parts if mark in _TONES]
        tone = _TONES[found[0]][vni] if found else tone
        bare = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        keys.append(_SHAPES[bare][vni] if bare in _SHAPES else bare)
    return "".join(keys) + tone


def without_stray_keys(word: str) -> Iterator[str]:
    """What ``word``, folded, may have been meant as if some of its letters were keys for marks.

    Folded words come out: "ddawngf" gives "dang". Whether one of them is a word at all is for the
    caller to say; most typed words give nothing.
    """
    if any(character.isdigit() for character in word):
        # No word that ends in a stop carries these tones: "muc2" is "mức 2", not a stray tone.
        if _VNI.fullmatch(word) and not _VNI_TONE_ON_STOP.search(word):
            yield re.sub(r"\d", "", word)
        return
    for candidate in dict.fromkeys((*_without_tone(word), word)):
        bare = _TELEX_LATE_D.sub(r"d\1", candidate)
        bare = _TELEX_DOUBLE.sub(lambda keys: keys.group()[0], bare)
        # "w" marks the vowel before it, or stands for "ư" itself: "nuwowcs", "nuowcs", "nwowcs".
        bare = re.sub(r"(?<=[aou])(?P<rest>[a-z]*)w", r"\g<rest>", bare)
        bare = re.sub(r"(?<=[aou])w", "", bare).replace("w", "u")
        if bare != word:
            yield bare


def _without_tone(word: str) -> Iterator[str]:
    """``word`` without one tone key, the last first, where people put it most."""
    positions = [
        index
        for index in range(len(word) - 1, 0, -1)
        if word[index] in "sfrxj" and re.search(r"[aeiouyw]", word[:index])
    ]
    for index in positions:
        yield word[:index] + word[index + 1 :]
