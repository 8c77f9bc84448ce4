"""The words of an address, and the names of places among them."""

from __future__ import annotations

import re
from typing import (
    AbstractSet,
    Dict,
    FrozenSet,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Sequence,
)

from bot.guides.gazetteer import joined
from bot.language.normalise import compose, fold

WARD_TYPES = ("phường", "xã", "thị trấn", "đặc khu")
DISTRICT_TYPES = ("quận", "huyện", "thị xã", "thành phố")
PROVINCE_TYPES = ("tỉnh", "thành phố")
_TOWN = "thị xã"
_LONGEST_NAME = 8
# The "xã" of "Phúc Xá" is no type where accents are written.
_TYPE_WORDS = {
    fold(word): word for kind in (*WARD_TYPES, *DISTRICT_TYPES, "tỉnh") for word in kind.split()
}
_WORD = re.compile(r"[^\W_]+|[,;\n]")
_APOSTROPHES = re.compile(r"['’‘`´]")
_GLUED = re.compile(r"(p|f|q|phuong|quan)0*(\d{1,2})")


class Word(NamedTuple):
    """A word without accents; ``part`` counts the commas before it."""

    folded: str
    may_be_type: bool
    part: int


class Match(NamedTuple):
    """Words of the address that name something, and what they may name."""

    start: int
    end: int
    names: FrozenSet[str]
    typed: bool

    def overlaps(self, other: Optional[Match]) -> bool:
        """Whether both use the same word."""
        return other is not None and self.start < other.end and other.start < self.end


class AddressWords:
    """Splits addresses into words, with the abbreviations and names that people use."""

    def __init__(self, abbreviations: Mapping[str, str], other_names: Mapping[str, str]) -> None:
        self._abbreviations: Dict[str, List[str]] = {
            fold(short): fold(full).split() for short, full in abbreviations.items()
        }
        self._other_names = {joined(other): joined(name) for other, name in other_names.items()}

    def split(self, text: str) -> List[Word]:
        """The words of ``text``: "P.5" is "phuong", "5"."""
        words: List[Word] = []
        part = 0
        for written in _WORD.findall(compose(_APOSTROPHES.sub("", text)).lower()):
            folded = fold(written)
            if not folded.isalnum():
                part += 1
                continue
            glued = _GLUED.fullmatch(folded)
            for piece in glued.groups() if glued else (folded.lstrip("0") or folded,):
                if piece in self._abbreviations:
                    words.extend(Word(word, True, part) for word in self._abbreviations[piece])
                else:
                    plain = written.isascii() or _TYPE_WORDS.get(piece) == written
                    words.append(Word(piece, plain, part))
        return words

    def matches(
        self, words: Sequence[Word], index: Mapping[str, AbstractSet[str]], types: Sequence[str]
    ) -> List[Match]:
        """Every run of words that is a name in ``index``, with or without its type before it."""
        found: List[Match] = []
        for start, first in enumerate(words):
            typed = any(starts_with(words, start, kind) for kind in types)
            for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
                if words[end - 1].part != first.part:
                    break  # no name goes on after a comma
                name = "".join(word.folded for word in words[start:end])
                names = index.get(name) or index.get(self._other_names.get(name, ""))
                if names:
                    found.append(Match(start, end, frozenset(names), typed))
        return found


def starts_with(words: Sequence[Word], start: int, kind: str) -> bool:
    """Whether a type stands at ``start``; the "xã" of "thị xã" is no commune."""
    length = len(kind.split())
    here = words[start : start + length]
    after = words[start + length : start + length + 1]
    if not after or after[0].part != here[0].part:
        return False  # a type without a name: "Phúc Xá, Ba Đình"
    if not all(word.may_be_type for word in here) or _joined(here) != fold(kind):
        return False
    return not (length == 1 and start and _joined(words[start - 1 : start + 1]) == fold(_TOWN))


def longest(matches: Sequence[Match]) -> Optional[Match]:
    """The match of most words; ``None`` if there is none."""
    return max(matches, key=lambda match: match.end - match.start, default=None)


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word.folded for word in words)
