"""What a residence filing needs, as tables: each text and the cases in which it applies.

Every name is a text of ``data/guides/giay_to.yml``; what a paper is called and how it reads is
written there. The grounds are those of the topics in ``data/topics/cu_tru``.
"""

from __future__ import annotations

from typing import Iterable, List, Mapping, NamedTuple, Optional, Tuple

from bot.guides.checklist import (
    CONFIRMATION,
    DELETE_PERMANENT,
    DELETE_TEMPORARY,
    DELETIONS,
    EXTENSION,
    PERMANENT,
    SPLIT,
    TEMPORARY,
    Case,
)


class Rule(NamedTuple):
    """A text and when it applies: every facet must have one of the values."""

    text: str
    when: Mapping[str, Tuple[str, ...]]


def _rule(text: str, **when: str) -> Rule:
    return Rule(text, {facet: tuple(values.split()) for facet, values in when.items()})


_RESIDENCE = f"{PERMANENT} {TEMPORARY} {EXTENSION}"
_DELETION = " ".join(DELETIONS)

# ── The papers, each for its cases and no others ─────────────────────────────────────────────────
PAPERS: Tuple[Rule, ...] = (
    _rule("ct01_mang", thu_tuc=f"{_RESIDENCE} {SPLIT} {_DELETION}", qua_mang="co", nop="co"),
    _rule("ct01_quay", thu_tuc=f"{_RESIDENCE} {SPLIT} {CONFIRMATION}", kenh="truc_tiep", nop="co"),
    _rule("ct01_tap_the", thu_tuc=TEMPORARY, cho_o="tap_the"),
    _rule("mau_xac_nhan", thu_tuc=CONFIRMATION, qua_mang="co"),
    _rule("y_kien_cha_me", thu_tuc=_RESIDENCE, tre_em="co"),
    _rule("dong_y_vneid", dong_y="vneid"),
    _rule("dong_y_giay_mang", dong_y="giay", qua_mang="co"),
    _rule("dong_y_giay_quay", dong_y="giay", kenh="truc_tiep"),
    # The dwelling
    _rule("giay_nha", thu_tuc=f"{PERMANENT} {TEMPORARY}", cho_o="nha_minh"),
    _rule("thue_cong_chung", thu_tuc=PERMANENT, cho_o="thue"),
    _rule("o_nho_cong_chung", thu_tuc=PERMANENT, cho_o="o_nho"),
    _rule("dien_tich", thu_tuc=PERMANENT, cho_o="thue o_nho"),
    _rule("thue_khong_cong_chung", thu_tuc=TEMPORARY, cho_o="thue"),
    _rule("o_nho_khong_cong_chung", thu_tuc=TEMPORARY, cho_o="o_nho ho_hang"),
    _rule("cam_ket", thu_tuc=TEMPORARY, cho_o="gia_dinh cha_me", dong_y="khong"),
    _rule("thue_con_han", thu_tuc=EXTENSION, dong_y="khong"),
    # The person
    _rule("quan_he", thu_tuc=PERMANENT, cho_o="gia_dinh"),
    _rule("quan_he", thu_tuc=PERMANENT, cho_o="cha_me", theo_cha_me="khong"),
    _rule("quan_he_ho_hang", thu_tuc=PERMANENT, cho_o="ho_hang"),
    _rule("giay_suc_khoe", thu_tuc=PERMANENT, cho_o="ho_hang", hoan_canh="can_cham_soc"),
    _rule("giay_ly_hon", thu_tuc=SPLIT, ly_hon="ly_hon"),
    _rule("giay_o_tiep", thu_tuc=SPLIT, ly_hon="ly_hon"),
    # The ground for a deletion
    _rule("giay_dinh_cu", thu_tuc=DELETE_PERMANENT, ly_do="nuoc_ngoai", nop="co"),
    _rule("giay_het_thue", thu_tuc=_DELETION, ly_do="het_thue", nop="co"),
    _rule("giay_ban_nha", thu_tuc=_DELETION, ly_do="ban_nha", nop="co"),
    _rule("giay_pha_do", thu_tuc=_DELETION, ly_do="pha_do", nop="co"),
    _rule("giay_vang_mat", thu_tuc=_DELETION, ly_do="vang_lau", nop="co"),
    _rule("giay_nha_bao_cong_an", thu_tuc=_DELETION, nguoi_nop="chu_nha"),
    # A confirmation
    _rule("the_hoac_vneid", thu_tuc=CONFIRMATION, kenh="truc_tiep"),
    _rule("giay_cu", thu_tuc=CONFIRMATION, noi_dung="truoc_day"),
    _rule("uy_quyen", thu_tuc=CONFIRMATION, xin_cho="nguoi_khac"),
)

# ── What has to be said before the papers ────────────────────────────────────────────────────────
FIRST: Tuple[Rule, ...] = (
    _rule("con_moi_sinh", thu_tuc=PERMANENT, tuoi="moi_sinh"),
    _rule("con_moi_sinh_tam_tru", thu_tuc=TEMPORARY, tuoi="moi_sinh"),
    _rule("tre_khong_can_dong_y", thu_tuc=PERMANENT, theo_cha_me="co"),
    _rule("tre_khong_xac_minh", thu_tuc=TEMPORARY, theo_cha_me="co"),
    _rule("chu_nha_tu_choi_tam_tru", thu_tuc=TEMPORARY, dong_y="khong"),
    _rule("chu_nha_tu_choi_gia_han", thu_tuc=EXTENSION, dong_y="khong"),
    _rule("tach_ho_tu_choi", thu_tuc=SPLIT, dong_y="khong"),
    _rule("tap_the_lo", thu_tuc=TEMPORARY, cho_o="tap_the"),
    _rule("nguoi_mat_tu_xoa", thu_tuc=DELETE_PERMANENT, ly_do="da_mat"),
    _rule("nguoi_mat_tu_xoa_tam_tru", thu_tuc=DELETE_TEMPORARY, ly_do="da_mat"),
    _rule("chuyen_di_khong_xoa", thu_tuc=DELETE_PERMANENT, ly_do="chuyen_di"),
    _rule("chuyen_tro_khong_xoa", thu_tuc=DELETE_TEMPORARY, ly_do="chuyen_di"),
    _rule("xoa_khi_het_thue", thu_tuc=DELETE_PERMANENT, ly_do="het_thue"),
    _rule("xoa_khi_ban_nha", thu_tuc=DELETE_PERMANENT, ly_do="ban_nha"),
    _rule("xoa_khi_vang_lau", thu_tuc=DELETE_PERMANENT, ly_do="vang_lau"),
    _rule("xoa_tam_tru_khi_het_thue", thu_tuc=DELETE_TEMPORARY, ly_do="het_thue"),
    _rule("xoa_tam_tru_khi_ban_nha", thu_tuc=DELETE_TEMPORARY, ly_do="ban_nha"),
    _rule("xoa_tam_tru_khi_vang_lau", thu_tuc=DELETE_TEMPORARY, ly_do="vang_lau"),
    _rule("chu_nha_bao_cong_an", thu_tuc=_DELETION, nguoi_nop="chu_nha"),
    _rule("hoi_truoc_co_can", thu_tuc=CONFIRMATION),
    _rule("xac_nhan_nen_tren_mang", thu_tuc=CONFIRMATION, kenh="truc_tiep"),
)

# ── How to file, one point after the other ───────────────────────────────────────────────────────
STEPS: Tuple[Rule, ...] = (
    _rule("b_vneid", kenh="vneid", nop="co"),
    _rule("b_cong", kenh="cong", nop="co"),
    _rule("b_quay", kenh="truc_tiep", nop="co"),
    _rule("b_khai_ho", thu_tuc=_RESIDENCE, qua_mang="co", tre_em="co"),
    _rule("b_noi_nhan", thu_tuc=f"{_RESIDENCE} {SPLIT} {_DELETION}", qua_mang="co", nop="co"),
    _rule("b_ho", thu_tuc=f"{PERMANENT} {TEMPORARY}", qua_mang="co", dong_y="vneid giay"),
    _rule("b_ho_tu_choi", thu_tuc=TEMPORARY, qua_mang="co", dong_y="khong"),
    _rule("b_ho_minh", thu_tuc=f"{PERMANENT} {TEMPORARY}", qua_mang="co", cho_o="nha_minh"),
    _rule("b_ho_cha_me", thu_tuc=f"{PERMANENT} {TEMPORARY}", qua_mang="co", theo_cha_me="co"),
    _rule("b_thoi_gian", thu_tuc=f"{TEMPORARY} {EXTENSION}", qua_mang="co"),
    _rule("b_ho_moi", thu_tuc=SPLIT, qua_mang="co", nop="co"),
    _rule("b_ly_do", thu_tuc=_DELETION, nop="co"),
    _rule("b_xac_nhan", thu_tuc=CONFIRMATION, qua_mang="co"),
    _rule("b_gui", qua_mang="co", nop="co"),
    _rule("b_nhac_bam", dong_y="vneid"),
    _rule("b_quay_ky", kenh="truc_tiep", nop="co"),
    _rule("b_theo_doi", qua_mang="co", nop="co"),
)

# ── Why such a file comes back ───────────────────────────────────────────────────────────────────
REFUSALS: Tuple[Rule, ...] = (
    _rule("loi_chua_bam", dong_y="vneid"),
    _rule("loi_thieu_ky", dong_y="giay"),
    _rule("loi_cong_chung", thu_tuc=PERMANENT, cho_o="thue o_nho"),
    _rule("loi_dien_tich", thu_tuc=PERMANENT, cho_o="thue o_nho"),
    _rule("loi_quan_he", thu_tuc=PERMANENT, cho_o="gia_dinh ho_hang"),
    _rule("loi_cung_xa", thu_tuc=TEMPORARY),
    _rule("loi_qua_lau", thu_tuc=f"{TEMPORARY} {EXTENSION}"),
    _rule("loi_som_muon", thu_tuc=EXTENSION),
    _rule("loi_nha_cam", thu_tuc=f"{TEMPORARY} {SPLIT}", nop="co"),
    _rule("loi_nha_cam", thu_tuc=PERMANENT, cho_o="nha_minh thue o_nho ho_hang"),
    _rule("loi_nha_khac", thu_tuc=SPLIT, nop="co"),
    _rule("loi_nop_giay", thu_tuc=_DELETION, nop="co"),
    _rule("loi_ghi_thieu", thu_tuc=CONFIRMATION),
    _rule("loi_chon_nham", thu_tuc=f"{_RESIDENCE} {SPLIT} {_DELETION}", qua_mang="co", nop="co"),
    _rule("loi_anh_mo", thu_tuc=f"{_RESIDENCE} {SPLIT} {_DELETION}", qua_mang="co", nop="co"),
    _rule("loi_mau_cu", thu_tuc=f"{_RESIDENCE} {SPLIT}", kenh="truc_tiep", nop="co"),
)

# ── How long it takes; the citizen's own deadline runs only once the case is one of deletion ─────
_ONLY_THEN = "het_thue ban_nha vang_lau"
DEADLINES: Tuple[Rule, ...] = (
    _rule(f"han_{PERMANENT}", thu_tuc=PERMANENT),
    _rule(f"han_{TEMPORARY}", thu_tuc=TEMPORARY),
    _rule(f"han_{EXTENSION}", thu_tuc=EXTENSION),
    _rule(f"han_{SPLIT}", thu_tuc=SPLIT),
    _rule(f"han_{CONFIRMATION}", thu_tuc=CONFIRMATION),
    _rule("han_xoa_thuong_tru", thu_tuc=DELETE_PERMANENT, ly_do="nuoc_ngoai pha_do"),
    _rule("han_xoa_thuong_tru_khi_do", thu_tuc=DELETE_PERMANENT, ly_do=_ONLY_THEN),
    _rule("han_xoa_tam_tru", thu_tuc=DELETE_TEMPORARY, ly_do="pha_do"),
    _rule("han_xoa_tam_tru_khi_do", thu_tuc=DELETE_TEMPORARY, ly_do=_ONLY_THEN),
)

_CONSENT_OF: Tuple[Rule, ...] = (
    _rule("ai_chu_ho_mot_chu_nha", thu_tuc=PERMANENT, cho_o="gia_dinh cha_me"),
    _rule("ai_chu_ho_chu_nha", thu_tuc=PERMANENT, cho_o="ho_hang"),
    _rule("ai_chu_nha", thu_tuc=PERMANENT, cho_o="thue o_nho"),
    _rule("ai_chu_nha_tam_tru", thu_tuc=f"{TEMPORARY} {EXTENSION}"),
    _rule("ai_chu_ho_chu_nha", thu_tuc=SPLIT),
)


def texts(table: Iterable[Rule], case: Case) -> List[str]:
    """The texts of ``table`` that apply, in its order, each once."""
    facets = case.facets()
    fitting = (
        rule.text
        for rule in table
        if all(facets[facet] in values for facet, values in rule.when.items())
    )
    return list(dict.fromkeys(fitting))


def who_agrees(case: Case) -> Optional[str]:
    """The text that says who has to agree; ``None`` if nobody has to."""
    return texts(_CONSENT_OF, case)[0] if case.needs_consent else None
