"""An address as people write it, old or new, with or without accents and districts → units.

A unit is taken only if everything the address says fits it; where several fit equally, all of
them come back, and the citizen chooses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Dict, FrozenSet, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from bot.guides.gazetteer import Former, Gazetteer, Present, joined
from bot.language.normalise import compose, fold

_LONGEST_NAME = 8
_WARD_TYPES = (("phuong",), ("xa",), ("thi", "tran"), ("dac", "khu"))
_DISTRICT_TYPES = (("quan",), ("huyen",), ("thi", "xa"), ("thanh", "pho"))
_PROVINCE_TYPES = (("tinh",), ("thanh", "pho"))
_TOWN = ("thi", "xa")
_WORD = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"(p|f|q|phuong|quan)0*(\d{1,2})")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Match(NamedTuple):
    """Words of the address that name something, and what they may name."""

    start: int
    end: int
    names: FrozenSet[str]
    typed: bool

    def overlaps(self, other: Optional[Match]) -> bool:
        """Whether both use the same word."""
        return other is not None and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Reading:
    """What an address says.

    ``units`` are the ids of all units that fit; ``province`` is one that was named without a
    commune that fits, ``has_place`` whether any place was recognised at all.
    """

    units: List[str]
    province: Optional[str] = None
    has_place: bool = False


class AddressReader:
    """Reads addresses against a gazetteer, with the abbreviations and names people use."""

    def __init__(
        self, units: Gazetteer, abbreviations: Mapping[str, str], other_names: Mapping[str, str]
    ) -> None:
        self._units = units
        self._abbreviations = {fold(a): fold(full).split() for a, full in abbreviations.items()}
        self._other_names = {joined(a): joined(name) for a, name in other_names.items()}

    def read(self, text: str) -> Reading:
        """Every unit that ``text`` may mean."""
        words = self._words(text)
        wards = self._matches(words, self._units.wards, _WARD_TYPES)
        districts = self._matches(words, self._units.districts, _DISTRICT_TYPES)
        provinces = self._matches(words, self._units.provinces, _PROVINCE_TYPES)
        best: Dict[str, int] = {}
        for ward in _believable(wards, words):
            goes_on = any(m.start == ward.start and m.end > ward.end for m in wards)
            for unit in ward.names:
                covered = self._covered(unit, ward, goes_on, districts, provinces, len(words))
                if covered is not None:
                    best[unit] = max(covered, best.get(unit, 0))
        if best:
            most = max(best.values())
            units = self._narrowed(
                [unit for unit, covered in best.items() if covered == most], text
            )
            if units:
                return Reading(units, has_place=True)
        named = sorted({name for match in provinces for name in match.names})
        place = bool(provinces) or any(match.typed for match in (*wards, *districts))
        return Reading([], named[0] if len(named) == 1 else None, place)

    def _words(self, text: str) -> List[str]:
        words: List[str] = []
        for word in _WORD.findall(fold(text)):
            glued = _GLUED.fullmatch(word)
            parts = list(glued.groups()) if glued else [word.lstrip("0") or word]
            for part in parts:
                words.extend(self._abbreviations.get(part, [part]))
        return words

    def _matches(
        self,
        words: Sequence[str],
        index: Mapping[str, set],
        types: Sequence[Tuple[str, ...]],
    ) -> List[Match]:
        """Every run of words that is a name in ``index``, with or without its type before it."""
        found: List[Match] = []
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
                name = "".join(words[start:end])
                names = index.get(name) or index.get(self._other_names.get(name, ""))
                if names:
                    typed = any(_starts(words, start, kind) for kind in types)
                    found.append(Match(start, end, frozenset(names), typed))
        return found

    def _covered(
        self,
        unit: str,
        ward: Match,
        goes_on: bool,
        districts: Sequence[Match],
        provinces: Sequence[Match],
        length: int,
    ) -> Optional[int]:
        """How many words the unit explains; ``None`` if the address contradicts it.

        ``goes_on`` tells that the words after the name would make it a longer name; ``length`` is
        that of the whole address, which a name without type and district must be.
        """
        in_districts, in_provinces = self._surroundings(unit)
        free = [d for d in districts if not d.overlaps(ward)]
        district = _longest(m for m in free if m.names & in_districts)
        apart = [p for p in provinces if not p.overlaps(ward) and not p.overlaps(district)]
        province = _longest(m for m in apart if m.names & in_provinces)
        used = [match for match in (ward, district, province) if match]
        for other in (*free, *apart):
            told = other.typed or (other in apart and other.start >= ward.end)
            if told and not any(other.overlaps(match) for match in used):
                return None
        alone = not (ward.typed or district or province)
        same = any((m.start, m.end) == (ward.start, ward.end) for m in (*districts, *provinces))
        if alone and same and self._is_commune(unit):
            return None  # "Bình Dương" is the province
        if goes_on and not any(m and m.start == ward.end for m in (district, province)):
            return None  # "An Phú" in "phường An Phú Đông"
        covered = sum(match.end - match.start for match in used)
        if not ward.typed and district is None and covered < length:
            return None  # "12 Nguyễn Trãi, Hà Nội": a street rather than a ward
        return covered

    def _surroundings(self, unit: str) -> Tuple[FrozenSet[str], FrozenSet[str]]:
        """The districts and provinces, of then and now, that may be named with a unit."""
        former: List[Former]
        if unit in self._units.present:
            former = self._units.came_from[unit]
            now = self._units.present[unit].province
        else:
            former = [self._units.former[unit]]
            now = self._units.province_now(former[0])
        provinces = {now, *(place.province for place in former)}
        return frozenset(place.in_district for place in former), frozenset(provinces)

    def _is_commune(self, unit: str) -> bool:
        """False for the islands that were a district without communes."""
        return unit not in self._units.former or bool(self._units.former[unit].ward)

    def _narrowed(self, units: List[str], text: str) -> List[str]:
        """Fewer units where accents tell them apart or old and new come to the same."""
        written = _without_tone_places(text)
        if not text.isascii():
            exact = [u for u in units if _without_tone_places(self._short_name(u)) in written]
            units = exact or units
        former = [unit for unit in units if unit in self._units.former]
        outcomes = {self._units.former[unit].became for unit in former}
        if former and len(units) > len(former):
            present = {(unit,) for unit in units if unit in self._units.present}
            if present <= outcomes:
                units = former
        return sorted(units)

    def _short_name(self, unit: str) -> str:
        place: Present | Former = self._units.present.get(unit) or self._units.former[unit]
        name = place.ward or getattr(place, "district", "")
        words = name.split()
        skip = 2 if fold(" ".join(words[:2])) in ("thi tran", "dac khu") else 1
        return " ".join(words[skip:])


def _starts(words: Sequence[str], start: int, kind: Tuple[str, ...]) -> bool:
    """Whether a type stands at ``start``; the "xã" of "thị xã" is no commune."""
    if tuple(words[start : start + len(kind)]) != kind:
        return False
    return not (kind == ("xa",) and start and tuple(words[start - 1 : start + 1]) == _TOWN)


def _believable(wards: List[Match], words: Sequence[str]) -> List[Match]:
    """Typed names if there is a type word at all; a bare name after a house number is a street."""
    if any(_starts(words, n, kind) for n in range(len(words)) for kind in _WARD_TYPES):
        return [match for match in wards if match.typed]
    return [m for m in wards if not (m.start and words[m.start - 1].isdigit())]


def _longest(matches: Iterable[Match]) -> Optional[Match]:
    return max(matches, key=lambda match: match.end - match.start, default=None)


def _without_tone_places(text: str) -> str:
    """Accented text in which it does not matter on which vowel a tone is written: hoà, hòa."""
    words = []
    for word in _WORD.findall(compose(text).lower()):
        letters = unicodedata.normalize("NFD", word)
        tones = "".join(mark for mark in letters if mark in _TONES)
        words.append("".join(mark for mark in letters if mark not in _TONES) + tones)
    return f" {' '.join(words)} "
