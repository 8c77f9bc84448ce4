"""Which of the seven ways replaces the paper household book, for a purpose and what one has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import List, Tuple, Union

from bot.content.answer import Answer
from bot.content.compose import Composer
from bot.guides.guide import Aside, Given, Guide, Value

_OTHER = "khac"
_MAX_BUTTONS = 4
_TOLD_WHAT_TO_SAY = "Nếu vẫn đòi sổ, bạn nói"


class Card(str, Enum):
    """The card one has. One with a bar code is a card too, but nobody's reader takes it."""

    NONE = "khong"
    CHIP = "the"
    BAR_CODE = "ma_vach"


class Need(str, Enum):
    """What the other side really wants to know."""

    WHO_AND_HOME = "thuong_tru"
    STAY = "tam_tru"
    HOUSEHOLD = "cung_ho"
    SINCE_WHEN = "thoi_gian"
    MARRIAGE = "hon_nhan"


class Way(str, Enum):
    """The ways of the Ministry's list; scanning the card's QR code or chip is one here."""

    LOOK_UP = "tra_cuu"
    CARD = "the"
    OLD_CARD = "the_ma_vach"
    SCAN = "quet"
    VNEID = "vneid"
    NOTICE = "so_dinh_danh"
    CONFIRMATION = "ct07"


@dataclass(frozen=True)
class Purpose:
    """What the proof is for; only offices of the state are bound to look the data up first."""

    need: Need
    is_state: bool = True


PURPOSES = {
    "nhap_hoc": Purpose(Need.STAY),
    "nha_dat": Purpose(Need.WHO_AND_HOME),
    "ho_tich": Purpose(Need.WHO_AND_HOME),
    "doc_than": Purpose(Need.MARRIAGE),
    "di_lai": Purpose(Need.WHO_AND_HOME),
    "ngan_hang": Purpose(Need.WHO_AND_HOME, is_state=False),
    "dien_nuoc": Purpose(Need.HOUSEHOLD, is_state=False),
    "xin_viec": Purpose(Need.WHO_AND_HOME, is_state=False),
}
_TOPICS = {
    Way.LOOK_UP: "phuong_thuc_tra_cuu_du_lieu",
    Way.CARD: "phuong_thuc_the_can_cuoc",
    Way.OLD_CARD: "phuong_thuc_the_can_cuoc",
    Way.VNEID: "phuong_thuc_vneid",
    Way.NOTICE: "phuong_thuc_so_dinh_danh",
    Way.CONFIRMATION: "phuong_thuc_giay_xac_nhan",
}
# The card has an address but neither the temporary residence nor the household.
_CARD_SHOWS = (Need.WHO_AND_HOME,)
_SHOWN = {
    Card.NONE: [],
    Card.CHIP: [Way.CARD, Way.SCAN],
    Card.BAR_CODE: [Way.OLD_CARD],
}
# What one has, as answered: the card, and whether VNeID of level 2.
HAVING = {
    "ca_hai": (Card.CHIP, True),
    "the": (Card.CHIP, False),
    "ma_vach": (Card.BAR_CODE, False),
    "vneid": (Card.NONE, True),
    "khong": (Card.NONE, False),
}


def purpose_of(given: Given) -> Purpose:
    """The purpose answered; for any other one what has to be shown was asked."""
    known = PURPOSES.get(given["viec"])
    return known or Purpose(Need(given["can_biet"]))


def ways(purpose: Purpose, card: Card, has_vneid: bool) -> List[Way]:
    """The ways to try, in order; the confirmation, for which one has to go, comes last."""
    if purpose.need is Need.SINCE_WHEN:
        # No database view and no card shows since when somebody lived where.
        return [Way.CONFIRMATION]
    found = [Way.LOOK_UP] if purpose.is_state else []
    if purpose.need in _CARD_SHOWS:
        found += _SHOWN[card]
    if has_vneid and purpose.need is not Need.MARRIAGE:
        found.append(Way.VNEID)
    if card is Card.NONE and not has_vneid and purpose.need in _CARD_SHOWS:
        found.append(Way.NOTICE)
    return [*found, Way.CONFIRMATION]


class ProofOfResidence(Guide):
    """Purpose, what must be shown where that is not clear, and what one has."""

    id = "bay_cach"

    def read_opening(self, text: str) -> Union[Value, Aside, None]:
        """What it is for, where it was said: "vay ngân hàng thì đưa gì thay sổ hộ khẩu"."""
        return self.read_choice("viec", text)

    def slots(self, given: Given) -> List[str]:
        """Two questions; a third for a purpose that is not listed."""
        asked = ["viec", *(["can_biet"] if given.get("viec") == _OTHER else []), "co_gi"]
        return [name for name in asked if name not in given]

    def result(self, given: Given) -> Answer:
        """The ways in order, what the office must do itself, and what to say politely."""
        purpose = purpose_of(given)
        card, has_vneid = HAVING[given["co_gi"]]
        order = ways(purpose, card, has_vneid)
        since = purpose.need is Need.SINCE_WHEN
        kind = "nha_nuoc" if purpose.is_state else "noi_khac"
        opening = [f"can_{purpose.need.value}"]
        if f"viec_{given['viec']}" in self.words.texts:
            opening.append(f"viec_{given['viec']}")
        parts: List[Union[str, Tuple[List[str], str]]] = [
            *opening,
            ([f"cach_{way.value}" for way in order], "Dùng theo thứ tự" if order[1:] else "Dùng"),
            (_duties(given["viec"], kind), "Việc của nơi làm"),
            ([_request(kind, since, card, has_vneid), f"noi_tiep_{kind}"], _TOLD_WHAT_TO_SAY),
            f"van_doi_{kind}",
        ]
        if card is Card.BAR_CODE:
            parts.append("nen_doi_the")
        elif card is Card.NONE and not has_vneid:
            parts.append("nen_lam_the")
        composer = Composer(self.content, self.day)
        topics = [_TOPICS[way] for way in order if way in _TOPICS]
        buttons = composer.topic_buttons(["bi_doi_so_ho_khau", *reversed(topics)])
        return self.answer(parts, buttons=buttons[:_MAX_BUTTONS])


def _duties(errand: str, kind: str) -> List[str]:
    certified = ["viec_cua_chung_thuc"] if errand == "nha_dat" else []
    return [f"viec_cua_{kind}", *certified]


def _request(kind: str, since_when: bool, card: Card, has_vneid: bool) -> str:
    """The text of the sentence to say; it offers only what the citizen has."""
    if since_when:
        return "cau_ct07"
    if has_vneid:
        return f"cau_{kind}_vneid" if card is Card.NONE else f"cau_{kind}_ca_hai"
    if card is Card.BAR_CODE and kind == "nha_nuoc":
        return "cau_nha_nuoc_the"  # the office looks up by the number, whichever card it is on
    return f"cau_{kind}_{card.value}"
