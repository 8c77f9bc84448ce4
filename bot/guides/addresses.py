"""Old ward, new ward: what an address is called today, and whether papers must be changed."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Set, Union

from bot.content.address_schema import NewName
from bot.content.answer import Answer
from bot.guides.address_reading import AddressReader
from bot.guides.gazetteer import Former, Gazetteer, Present, gazetteer
from bot.guides.guide import Aside, Choice, Given, Guide, Question
from bot.language.normalise import fold

_ADDRESS, _WHICH, _PART = "dia_chi", "noi_nao", "phan_nao"
_UNKNOWN_PART = "khong_ro"
# More places than fit on a phone's screen of buttons are narrowed down by typing instead.
_MOST_CHOICES = 8
_KINDS = ("Tỉnh", "Thành phố", "Thị xã", "Huyện", "Quận")
_KIND_WORDS = {word for kind in (*_KINDS, "TP", "Phường", "Xã") for word in fold(kind).split()}


class Addresses(Guide):
    """Asks for the address; where several places fit, which; where a ward was divided, which part.

    The answer to the first question is kept as the ids of the units that fit, never as the text.
    """

    id = "dia_chi"

    def read_opening(self, text: str) -> Union[Any, Aside, None]:
        """An address in the very question: "phường 5 quận 3 nay là phường nào"."""
        return self._read_address(text)

    def slots(self, given: Given) -> List[str]:
        """The questions left."""
        if _ADDRESS not in given:
            return [_ADDRESS]
        if _WHICH not in given and len(self._outcomes(given)) > 1:
            return [_WHICH]
        if _PART not in given and len(self._parts(given)) > 1:
            return [_PART]
        return []

    def read(self, question: str, text: str, given: Given) -> Union[Any, Aside, None]:
        """An address, or some words of one of the places that fit."""
        if question == _ADDRESS:
            return self._read_address(text)
        said = _said_of(text, {c.key: c.title for c in self._choices(question, given)})
        if question == _WHICH:
            return self._narrowed(text, said, given)
        return said[0] if len(said) == 1 else self.read_choice(question, text)

    def _narrowed(self, text: str, said: List[str], given: Given) -> Union[str, Aside, None]:
        """The place meant among namesakes, or the fewer that are left to choose from."""
        said = said or self._named_again(text, given[_ADDRESS])
        if len(said) == 1:
            return said[0]
        if not said:
            return self._elsewhere(text, given)
        if len(said) == len(given[_ADDRESS]):
            return None
        left = {**given, _ADDRESS: said}
        return Aside(self.text("con_lai_noi", {"so_noi": str(len(said))}), given=left)

    def choose(self, question: str, key: str, given: Given) -> Union[Any, Aside, None]:
        """A tap on one of the places offered."""
        offered = {choice.key for choice in self._choices(question, given)}
        return key if key in offered else super().choose(question, key, given)

    def _elsewhere(self, text: str, given: Given) -> Optional[Aside]:
        """Another address than the first one starts anew; a place without a namesake is told."""
        reading = self._reader.read(text)
        if reading.units:
            return Aside(self.text("noi_vua_go"), given={**given, _ADDRESS: reading.units})
        return Aside(self.text("khong_o_do")) if reading.has_place else None

    def _named_again(self, text: str, units: List[str]) -> List[str]:
        """The ``units`` that "quận 3 tphcm" leaves of a ward's name, or the whole address."""
        names = {self._units.ward_of(unit) for unit in units}
        found = {u for name in names for u in self._reader.read(f"{name}, {text}").units}
        return [unit for unit in units if unit in found]

    def ask(self, question: str, given: Given) -> Question:
        """The places that fit as buttons, before those of the words; too many are typed."""
        plain = super().ask(question, given)
        if question == _WHICH and len(given[_ADDRESS]) > _MOST_CHOICES:
            many = self.text("qua_nhieu_noi", {"so_noi": str(len(given[_ADDRESS]))})
            return Question(text=many, short=many, example=self.text("go_ten_huyen"))
        return Question(
            text=plain.text,
            short=plain.short,
            example=plain.example,
            choices=[*self._choices(question, given), *plain.choices],
        )

    def result(self, given: Given) -> Answer:
        """Today's name, the former one, and that papers stay valid."""
        former = self._former(given)
        parts = [self._units.present[part] for part in self._parts(given)]
        chosen = given.get(_PART)
        if chosen and chosen != _UNKNOWN_PART:
            parts = [self._units.present[chosen]]
        province = self._province_name(parts[0].province)
        values: Dict[str, Optional[str]] = {
            "ten_cu": None if former is None else _full_name(former),
            "tinh_moi": province,
            "ten_moi": f"{self._ward_name(parts[0])}, {province}",
            "cac_phan": "\n".join(f"- {self._ward_name(part)}" for part in parts),
        }
        verdict = "chia_nhieu" if len(parts) > 1 else "ten_hien_nay" if former else "da_la_ten_moi"
        changed = [change for part in parts for change in self._changes(part)]
        return self.answer(
            [verdict, "cach_ghi", "giay_to"],
            values,
            facts=self._doubts(parts),
            references=[change.reference for change in changed],
        )

    @property
    def _units(self) -> Gazetteer:
        return gazetteer()

    @property
    def _reader(self) -> AddressReader:
        corrections = self.content.addresses
        return AddressReader(self._units, corrections.abbreviations, corrections.other_names)

    def _read_address(self, text: str) -> Union[List[str], Aside, None]:
        reading = self._reader.read(text)
        if not reading.units:
            if not reading.has_place:
                return None
            return Aside(self.text("thieu_xa", self._province_values(reading.province)))
        return reading.units

    def _province_values(self, province: Optional[str]) -> Dict[str, Optional[str]]:
        """What became of a province, where its name has changed."""
        units = self._units.former.values()
        now = {self._units.province_now(unit) for unit in units if unit.province == province}
        new = self._province_name(now.pop()) if now else None
        changed = new is not None and new != province
        return {"tinh_cu": province if changed else None, "tinh_moi": new if changed else None}

    def _outcomes(self, given: Given) -> Set[str]:
        """What the units that fit come to; places with the same outcome need no question."""
        return {" ".join(self._became(unit)) for unit in self._fitting(given)}

    def _fitting(self, given: Given) -> List[str]:
        chosen = given.get(_WHICH)
        return [chosen] if chosen else list(given[_ADDRESS])

    def _became(self, unit: str) -> List[str]:
        return [unit] if unit in self._units.present else list(self._units.former[unit].became)

    def _parts(self, given: Given) -> List[str]:
        return self._became(self._fitting(given)[0])

    def _former(self, given: Given) -> Optional[Former]:
        """The former unit, if it is one and certain."""
        fitting = self._fitting(given)
        return self._units.former.get(fitting[0]) if len(fitting) == 1 else None

    def _choices(self, question: str, given: Given) -> List[Choice]:
        if question == _WHICH:
            return [Choice(self._place(unit), unit) for unit in given[_ADDRESS]]
        if question == _PART:
            parts = [self._units.present[part] for part in self._parts(given)]
            return [Choice(self._ward_name(part), part.id) for part in parts]
        return []

    def _place(self, unit: str) -> str:
        """A place as told apart from its namesakes."""
        if unit in self._units.present:
            place = self._units.present[unit]
            name = f"{self._ward_name(place)}, {_bare(self._province_name(place.province))}"
            return self.text("ten_nay", {"ten": name})
        former = self._units.former[unit]
        names = (former.ward, _bare(former.district), _bare(former.province))
        return ", ".join(filter(None, names))

    def _province_name(self, province: str) -> str:
        names = [c.name for c in self._new_names() if c.province == province and c.ward is None]
        return names[-1] if names else province

    def _ward_name(self, unit: Present) -> str:
        names = [c.name for c in self._changes(unit) if c.ward is not None]
        return names[-1] if names else unit.ward

    def _changes(self, unit: Present) -> List[NewName]:
        return [
            change
            for change in self._new_names()
            if change.province == unit.province and change.ward in (None, unit.ward)
        ]

    def _new_names(self) -> List[NewName]:
        changes = self.content.addresses.new_names
        return sorted((c for c in changes if c.since <= self.day), key=lambda c: c.since)

    def _doubts(self, parts: List[Present]) -> List[str]:
        """Facts that say what could not be confirmed about one of ``parts``."""
        confirmed = {(c.province, c.ward) for c in self._new_names()}
        return [
            doubt.fact
            for doubt in self.content.addresses.doubts
            if doubt.since <= self.day
            and any(
                (part.province, part.kind) == (doubt.province, doubt.kind)
                and (part.province, part.ward) not in confirmed
                for part in parts
            )
        ]


def _bare(name: str) -> str:
    """A district's or province's name short enough for a button: "Quận 3" stays whole."""
    for kind in _KINDS:
        rest = name[len(kind) + 1 :]
        if name.startswith(f"{kind} ") and not rest.isdigit():
            return rest
    return name


def _full_name(unit: Former) -> str:
    return ", ".join(filter(None, (unit.ward, unit.district, unit.province)))


def _said_of(text: str, titles: Dict[str, str]) -> List[str]:
    """The titles that have all words of ``text``; "tỉnh", "huyện" may be left out of a title."""
    words = {key: set(fold(title).replace(",", " ").split()) for key, title in titles.items()}
    said = set(fold(text).replace(",", " ").split())
    named = said - _KIND_WORDS
    return [key for key, title in words.items() if named and named <= title]
