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


class Addresses(Guide):
    """Asks for the address; where several places fit, which; where a ward was divided, which part.

    The answer to the first question is kept as the ids of the units that fit, never as the text.
    """

    id = "dia_chi"

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
        """An address, or some words of one of the places offered."""
        if question == _ADDRESS:
            return self._read_address(text)
        chosen = _said_of(text, {c.key: c.title for c in self._choices(question, given)})
        return chosen or self.read_choice(question, text)

    def choose(self, question: str, key: str, given: Given) -> Union[Any, Aside, None]:
        """A tap on one of the places offered."""
        offered = {choice.key for choice in self._choices(question, given)}
        return key if key in offered else super().choose(question, key, given)

    def ask(self, question: str, given: Given) -> Question:
        """The places that fit as buttons, before those of the words."""
        plain = super().ask(question, given)
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

    def _read_address(self, text: str) -> Union[List[str], Aside, None]:
        corrections = self.content.addresses
        reader = AddressReader(self._units, corrections.abbreviations, corrections.other_names)
        reading = reader.read(text)
        if not reading.units:
            if not reading.has_place:
                return None
            return Aside(self.text("thieu_xa", self._province_values(reading.province)))
        if len(self._outcomes({_ADDRESS: reading.units})) > _MOST_CHOICES:
            return Aside(self.text("qua_nhieu_noi", {"so_noi": str(len(reading.units))}))
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


def _said_of(text: str, titles: Dict[str, str]) -> Optional[str]:
    """The one title that has all words of ``text``."""
    said = set(fold(text).replace(",", " ").split())
    fits = [
        key for key, title in titles.items() if said <= set(fold(title).replace(",", " ").split())
    ]
    return fits[0] if said and len(fits) == 1 else None
