"""An address as people write it, old or new, with or without accents and districts → units.

A unit is taken only if everything the address says fits it; where several fit equally, all of
them come back, and the citizen chooses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple

from bot.guides.address_words import (
    DISTRICT_TYPES,
    PROVINCE_TYPES,
    WARD_TYPES,
    AddressWords,
    Match,
    Word,
    longest,
    starts_with,
)
from bot.guides.gazetteer import Former, Gazetteer
from bot.language.normalise import compose, fold

_WORD = re.compile(r"[^\W_]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Reading:
    """What an address says.

    ``units`` are the ids of all units that fit; ``province`` is one that was named without a
    commune that fits, ``has_place`` whether any place was recognised at all.
    """

    units: List[str]
    province: Optional[str] = None
    has_place: bool = False


@dataclass(frozen=True)
class _Found:
    """The words of an address, and the names of each level among them."""

    words: List[Word]
    wards: List[Match]
    districts: List[Match]
    provinces: List[Match]


class AddressReader:
    """Reads addresses against a gazetteer, with the abbreviations and names people use."""

    def __init__(
        self, units: Gazetteer, abbreviations: Mapping[str, str], other_names: Mapping[str, str]
    ) -> None:
        self._units = units
        self._words = AddressWords(abbreviations, other_names)

    def read(self, text: str) -> Reading:
        """Every unit that ``text`` may mean."""
        words = self._words.split(text)
        found = _Found(
            words,
            self._words.matches(words, self._units.wards, WARD_TYPES),
            self._words.matches(words, self._units.districts, DISTRICT_TYPES),
            self._words.matches(words, self._units.provinces, PROVINCE_TYPES),
        )
        covered: Dict[str, int] = {}
        for ward in _believable(found.wards, words):
            for unit in ward.names:
                most = self._covered(unit, ward, found)
                if most is not None:
                    covered[unit] = max(most, covered.get(unit, 0))
        if covered:
            best = [unit for unit in covered if covered[unit] == max(covered.values())]
            return Reading(self._narrowed(best, text), has_place=True)
        named = {name for match in found.provinces for name in match.names}
        place = bool(named) or any(match.typed for match in (*found.wards, *found.districts))
        return Reading([], named.pop() if len(named) == 1 else None, place)

    def _covered(self, unit: str, ward: Match, found: _Found) -> Optional[int]:
        """How many words the unit explains at most; ``None`` if the address contradicts it."""
        in_districts, in_provinces = self._surroundings(unit)
        free = [match for match in found.districts if not match.overlaps(ward)]
        best: Optional[int] = None
        # "Cao Bằng" in "tỉnh Cao Bằng" may name the city or be part of the province's name.
        for district in {None, longest([m for m in free if m.names & in_districts])}:
            apart = [m for m in found.provinces if not (m.overlaps(ward) or m.overlaps(district))]
            province = longest([m for m in apart if m.names & in_provinces])
            used = [match for match in (ward, district, province) if match]
            told = [m for m in free if m.typed]
            told += [m for m in apart if m.typed or m.start >= ward.end]
            if any(not any(other.overlaps(match) for match in used) for other in told):
                continue
            if self._is_a_name(unit, ward, district, province, found):
                best = max(best or 0, sum(match.end - match.start for match in used))
        return best

    def _is_a_name(
        self,
        unit: str,
        ward: Match,
        district: Optional[Match],
        province: Optional[Match],
        found: _Found,
    ) -> bool:
        """Whether the words of ``ward`` name a commune here, not a part of something else."""
        goes_on = any(m.start == ward.start and m.end > ward.end for m in found.wards)
        if goes_on and not any(m and m.start == ward.end for m in (district, province)):
            return False  # "An Phú" in "phường An Phú Đông"
        if ward.typed or district:
            return True
        rest = len(found.words) - (ward.end - ward.start)
        if rest != (province.end - province.start if province else 0):
            return False  # "12 Nguyễn Trãi, Hà Nội": a street
        larger = (*found.districts, *found.provinces)
        same = any((m.start, m.end) == (ward.start, ward.end) for m in larger)
        # "Bình Dương" alone is the province; an island was a district without communes.
        return bool(province) or not same or self._is_island(unit)

    def _is_island(self, unit: str) -> bool:
        return unit in self._units.former and not self._units.former[unit].ward

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

    def _narrowed(self, units: List[str], text: str) -> List[str]:
        """Fewer units where accents tell them apart or old and new come to the same."""
        if not text.isascii():
            written = _without_tone_places(text)
            exact = [u for u in units if _without_tone_places(self._short_name(u)) in written]
            units = exact or units
        former = [unit for unit in units if unit in self._units.former]
        outcomes = {self._units.former[unit].became for unit in former}
        present = {(unit,) for unit in units if unit in self._units.present}
        return sorted(former if former and present <= outcomes else units)

    def _short_name(self, unit: str) -> str:
        """The name without its type."""
        if unit in self._units.present:
            name = self._units.present[unit].ward
        else:
            former = self._units.former[unit]
            name = former.ward or former.district
        kinds = sorted((*WARD_TYPES, *DISTRICT_TYPES), key=len, reverse=True)
        kind = next(kind for kind in kinds if fold(name).startswith(f"{fold(kind)} "))
        return name[len(kind) + 1 :]


def _believable(wards: List[Match], words: Sequence[Word]) -> List[Match]:
    """Typed names if there is a type word at all; a bare name after a house number is a street."""
    if any(starts_with(words, n, kind) for n in range(len(words)) for kind in WARD_TYPES):
        return [match for match in wards if match.typed]
    return [m for m in wards if not (m.start and words[m.start - 1].folded.isdigit())]


def _without_tone_places(text: str) -> str:
    """Accented text in which it does not matter on which vowel a tone is written: hoà, hòa."""
    words = []
    for word in _WORD.findall(compose(text).lower()):
        letters = unicodedata.normalize("NFD", word)
        tones = "".join(mark for mark in letters if mark in _TONES)
        words.append("".join(mark for mark in letters if mark not in _TONES) + tones)
    return f" {' '.join(words)} "
