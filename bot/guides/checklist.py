"""A residence filing as a case: what decides it, what is asked for that, what it costs.

Which papers the case needs stands in the tables of ``checklist_table``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Callable, Dict, List, Mapping

Given = Mapping[str, Any]
FactValue = Callable[[str], Any]

PERMANENT, TEMPORARY, EXTENSION = "thuong_tru", "tam_tru", "gia_han_tam_tru"
SPLIT, CONFIRMATION = "tach_ho", "xac_nhan_cu_tru"
DELETE_PERMANENT, DELETE_TEMPORARY = "xoa_thuong_tru", "xoa_tam_tru"
DELETIONS = (DELETE_PERMANENT, DELETE_TEMPORARY)

_SMALL_CHILDREN = ("duoi_6", "moi_sinh")
_REFUSED = "khong"
# Nothing is filed then: the police act by themselves, or another procedure is the right one.
_NOT_FILED = ("da_mat", "chuyen_di")


@dataclass(frozen=True)
class Case:
    """What decides. A field that plays no part in the procedure is empty."""

    thu_tuc: str
    tuoi: str = ""
    cho_o: str = ""
    hoan_canh: str = ""
    ly_hon: str = ""
    dong_y: str = ""
    kenh: str = ""
    ly_do: str = ""
    nguoi_nop: str = ""
    noi_dung: str = ""
    xin_cho: str = ""

    @property
    def is_child(self) -> bool:
        """Whether a parent or guardian has to declare."""
        return self.tuoi not in ("", "nguoi_lon")

    @property
    def follows_parents_freely(self) -> bool:
        """Under six and following a parent or guardian: nobody else is asked, nothing checked."""
        return self.tuoi in _SMALL_CHILDREN and self.cho_o == "cha_me"

    @property
    def needs_consent(self) -> bool:
        """Whether the head of household or the owner has to agree."""
        if self.thu_tuc == SPLIT:
            return self.ly_hon == "khong"
        if self.thu_tuc in (PERMANENT, TEMPORARY, EXTENSION):
            own = self.cho_o in ("", "nha_minh", "tap_the")
            return not own and not self.follows_parents_freely
        return False

    @property
    def is_refused(self) -> bool:
        """Whether somebody who must agree does not."""
        return self.needs_consent and self.dong_y == _REFUSED

    @property
    def is_filed(self) -> bool:
        """Whether there is anything for the citizen to file at all."""
        if self.thu_tuc == SPLIT:
            return not self.is_refused
        return self.ly_do not in _NOT_FILED and self.nguoi_nop != "chu_nha"

    @property
    def is_online(self) -> bool:
        """Whether it is filed by phone or computer."""
        return self.kenh in ("vneid", "cong")

    @property
    def instead(self) -> Case:
        """The case that can be filed: without consent, temporary residence for permanent."""
        if self.thu_tuc == PERMANENT and self.is_refused:
            return Case(**{**asdict(self), "thu_tuc": TEMPORARY, "hoan_canh": ""})
        return self

    def facets(self) -> Dict[str, str]:
        """What the tables look at."""
        return {
            **asdict(self),
            "dong_y": self.dong_y if self.needs_consent else "khong_can",
            "tre_em": _yes(self.is_child),
            "theo_cha_me": _yes(self.follows_parents_freely),
            "qua_mang": _yes(self.is_online),
            "nop": _yes(self.is_filed),
        }


def case_of(given: Given) -> Case:
    """The case behind the answers given so far."""
    procedure = given.get("thu_tuc", "")
    return Case(
        thu_tuc=procedure,
        tuoi=given.get("nguoi", ""),
        cho_o=_dwelling(given),
        hoan_canh=given.get("hoan_canh", ""),
        ly_hon=given.get("ly_hon", ""),
        dong_y=given.get("dong_y", ""),
        # Deletions are filed on the net only.
        kenh="vneid" if procedure in DELETIONS else given.get("kenh", ""),
        ly_do=given.get("ly_do", ""),
        nguoi_nop=given.get("nguoi_nop", ""),
        noi_dung=given.get("noi_dung", ""),
        xin_cho=given.get("xin_cho", ""),
    )


def _dwelling(given: Given) -> str:
    child = given.get("theo_ai", "")
    if child:
        return "thue" if child == "o_rieng" else child
    dwelling = given.get("cho_o") or given.get("nha_cua", "")
    # Relatives other than spouse, parents and children may only be joined by those the law names;
    # everybody else lives with them as a guest.
    no_ground = given.get("hoan_canh") == "khong"
    return "o_nho" if dwelling == "ho_hang" and no_ground else dwelling


def questions(given: Given) -> List[str]:
    """The questions of the case, in order, those already answered among them."""
    case = case_of(given)
    asked = ["thu_tuc"]
    if case.thu_tuc in (PERMANENT, TEMPORARY):
        asked += ["nguoi", *_about_dwelling(case, given), *_consent(case)]
        asked += [] if case.cho_o == "tap_the" else ["kenh"]
    elif case.thu_tuc == EXTENSION:
        asked += ["nguoi", "nha_cua", *_consent(case), "kenh"]
    elif case.thu_tuc == SPLIT:
        asked += ["ly_hon", *_consent(case)]
        asked += [] if case.is_refused else ["kenh"]
    elif case.thu_tuc in DELETIONS:
        asked += ["ly_do"] + ([] if case.ly_do in _NOT_FILED else ["nguoi_nop"])
    elif case.thu_tuc == CONFIRMATION:
        asked += ["noi_dung", "xin_cho", "kenh"]
    return asked


def _about_dwelling(case: Case, given: Given) -> List[str]:
    if case.is_child:
        return ["theo_ai"]
    with_relatives = given.get("cho_o") == "ho_hang" and case.thu_tuc == PERMANENT
    return ["cho_o", "hoan_canh"] if with_relatives else ["cho_o"]


def _consent(case: Case) -> List[str]:
    return ["dong_y"] if case.needs_consent else []


def offered(question: str, key: str, given: Given) -> bool:
    """Whether the choice ``key`` of ``question`` can be meant in this case."""
    case = case_of(given)
    if key == "tap_the":
        return case.thu_tuc == TEMPORARY and case.tuoi not in _SMALL_CHILDREN
    if question == "nguoi":
        # Nobody extends what was never registered.
        return key != "moi_sinh" or case.thu_tuc != EXTENSION
    if question == "theo_ai":
        return key != "o_rieng" or case.tuoi not in _SMALL_CHILDREN
    if question == "ly_do":
        return key != "nuoc_ngoai" or case.thu_tuc == DELETE_PERMANENT
    return True


def _yes(holds: bool) -> str:
    return "co" if holds else "khong"


_FEE_FACTS = {
    PERMANENT: "le_phi_thuong_tru",
    TEMPORARY: "le_phi_tam_tru",
    EXTENSION: "le_phi_tam_tru",
    SPLIT: "le_phi_tach_ho",
}
_FEE_ENDINGS = {"vneid": "vneid", "cong": "truc_tuyen", "truc_tiep": "truc_tiep"}


def fee_texts(case: Case, value: FactValue) -> List[str]:
    """What filing costs on the day of ``value``: the fee of the channel chosen, what lowers it."""
    if not case.is_filed:
        return []
    if case.thu_tuc not in _FEE_FACTS:
        return ["phi_khong_thu"]
    if case.cho_o == "tap_the":
        return ["phi_danh_sach", "phi_mien"]
    if case.tuoi in _SMALL_CHILDREN:
        return ["phi_tre_em"]
    fee = _FEE_FACTS[case.thu_tuc]
    own = value(f"{fee}_{_FEE_ENDINGS[case.kenh]}")
    in_app = value(f"{fee}_vneid")
    found = ["phi_tre_em_va_lon"] if case.is_child else []
    found.append(f"phi_{fee.replace('le_phi_', '')}_{case.kenh}")
    if own and in_app < own:
        found.append(f"phi_{fee.replace('le_phi_', '')}_re_hon")
    if own and case.is_online and value("le_phi_cu_tru_cong_dan_so") is not None:
        found.append("phi_cong_dan_so")
    return [*found, "phi_mien"] if own and not case.is_child else found
