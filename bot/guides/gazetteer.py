"""The administrative units before and after 1 July 2025, and what became of each commune.

Names and the mapping come from the data files of ``vietnamadminunits``. Its functions are not
used: they ask an outside service where a street lies, guess a part of a divided ward, and bring
in libraries of geometry; reading its tables does none of that.
"""

from __future__ import annotations

import importlib.util
import json
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Set, Tuple

from bot.language.normalise import fold

_LIBRARY = "vietnamadminunits"
# Begin the ids, which buttons carry. An "o" before digits would be read as a nought, and the id be
# masked like a code.
_OLD, _NEW = "c", "n"
_FORMER_SQL = """
    SELECT province, district, ward, provinceKey, districtKey, wardKey, wardCode, districtCode,
           wardShort, districtShort, wardKeywords, districtKeywords, provinceKeywords
    FROM admin_units_legacy
"""
_PRESENT_SQL = """
    SELECT province, ward, provinceKey, wardKey, wardCode, wardShort, wardType, wardKeywords,
           provinceKeywords
    FROM admin_units
"""


class Present(NamedTuple):
    """A commune, ward or special zone of today, under the names of the library."""

    id: str
    ward: str
    kind: str
    province: str


class Former(NamedTuple):
    """A commune, ward or township before 1 July 2025; an island district had none."""

    id: str
    ward: str
    district: str
    province: str
    became: Tuple[str, ...]

    @property
    def in_district(self) -> str:
        """Its district, told apart from those of the same name elsewhere."""
        return f"{self.district}, {self.province}"


class Gazetteer:
    """All units by id, and indexes from names without blanks to what they may mean."""

    def __init__(self) -> None:
        self.present: Dict[str, Present] = {}
        self.former: Dict[str, Former] = {}
        self.came_from: Dict[str, List[Former]] = {}
        # A name may stand for many communes; districts and provinces are told by their own names.
        self.wards: Dict[str, Set[str]] = {}
        self.districts: Dict[str, Set[str]] = {}
        self.provinces: Dict[str, Set[str]] = {}
        self._load()

    def ward_of(self, unit: str) -> str:
        """The name of a unit, present or former, with its type."""
        if unit in self.present:
            return self.present[unit].ward
        return self.former[unit].ward or self.former[unit].district

    def province_now(self, former: Former) -> str:
        """The province of today in which a former unit lies."""
        return self.present[former.became[0]].province

    def _load(self) -> None:
        folder = _data_folder()
        by_key: Dict[Tuple[str, str], str] = {}
        with sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True) as tables:
            tables.row_factory = sqlite3.Row
            for row in tables.execute(_PRESENT_SQL):
                unit = Present(
                    _NEW + row["wardCode"], row["ward"], row["wardType"], row["province"]
                )
                self.present[unit.id] = unit
                by_key[(row["provinceKey"], row["wardKey"])] = unit.id
                _index(self.wards, unit.id, row["wardKeywords"], row["ward"], row["wardShort"])
                _index(self.provinces, unit.province, row["provinceKeywords"], row["province"])
            became = _became(folder / "converter_2025.json", by_key)
            for row in tables.execute(_FORMER_SQL):
                self._add_former(row, became)

    def _add_former(self, row: sqlite3.Row, became: Dict[str, Tuple[str, ...]]) -> None:
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        code = row["wardCode"] or row["districtCode"]
        unit = Former(_OLD + code, row["ward"] or "", row["district"], row["province"], became[key])
        self.former[unit.id] = unit
        for part in unit.became:
            self.came_from.setdefault(part, []).append(unit)
        if unit.ward:
            _index(self.wards, unit.id, row["wardKeywords"], unit.ward, row["wardShort"])
        else:
            _index(self.wards, unit.id, row["districtKeywords"], unit.district)
        _index(
            self.districts,
            unit.in_district,
            row["districtKeywords"],
            unit.district,
            row["districtShort"],
        )
        _index(self.provinces, unit.province, row["provinceKeywords"], row["province"])


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one gazetteer, read when first needed (a tenth of a second, some 20 MB)."""
    return Gazetteer()


def _data_folder() -> Path:
    spec = importlib.util.find_spec(_LIBRARY)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(_LIBRARY)
    return Path(spec.submodule_search_locations[0]) / "data"


def _became(path: Path, by_key: Dict[Tuple[str, str], str]) -> Dict[str, Tuple[str, ...]]:
    """What became of each former unit; several where it was divided."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    result: Dict[str, Tuple[str, ...]] = {}
    for province, wards in tables["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, former in wards.items():
            result.update(dict.fromkeys(former, (by_key[province, ward],)))
    for province, divided in tables["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            result[key] = tuple(by_key[(province, part["newWardKey"])] for part in parts)
    return result


def joined(text: str) -> str:
    """``text`` without accents, blanks and signs, as names are looked up."""
    if not (text.isascii() and text.isalnum()):
        text = "".join(letter for letter in fold(text) if letter.isalnum())
    return text.lower()


def _index(
    index: Dict[str, Set[str]], unit: str, keywords: Optional[str], *names: Optional[str]
) -> None:
    first = index.get(joined(next(filter(None, names))))
    if first and unit in first:
        return  # districts and provinces come once for each of their communes
    for spelling in (*json.loads(keywords or "[]"), *filter(None, names)):
        key = joined(spelling)
        # "5" or "an" alone says too little.
        if len(key) > 2 and not key.isdigit():
            index.setdefault(key, set()).add(unit)
