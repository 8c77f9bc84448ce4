"""The closed set of aspects a citizen can ask about in a topic.

The ids are shared by topic files, button payloads, deep links and evaluation labels. Titles and
examples live in ``data/language/aspects.yml``.
"""

from enum import Enum


class Aspect(str, Enum):
    """One side of a topic; the order is the order in which an answer presents several."""

    OVERVIEW = "tong_quan"
    ELIGIBILITY = "dieu_kien"
    DOCUMENTS = "ho_so"
    STEPS = "cac_buoc"
    WHERE = "noi_nop"
    TIME = "thoi_han"
    FEE = "le_phi"
    RESULT = "ket_qua_hieu_luc"
    FINES = "xu_phat"
    TROUBLE = "su_co"
    LEGAL_BASIS = "can_cu_phap_ly"


# Composed from the legal basis of the topic, so no topic has to write it.
COMPOSED_ASPECTS = frozenset({Aspect.LEGAL_BASIS})

PROCEDURES = (
    "can_cuoc_cap_moi",
    "can_cuoc_cap_doi",
    "can_cuoc_cap_lai",
    "can_cuoc_tre_em",
    "can_cuoc_tra_the_nhan_the",
    "xac_nhan_so_cmnd",
    "can_cuoc_khac",
    "dinh_danh_dang_ky",
    "dinh_danh_kich_hoat",
    "vneid_su_co",
    "vneid_tien_ich",
    "vneid_lua_dao",
    "thay_the_so_ho_khau",
    "thuong_tru",
    "xoa_thuong_tru",
    "tam_tru",
    "gia_han_tam_tru",
    "xoa_tam_tru",
    "tach_ho",
    "dieu_chinh_cu_tru",
    "xac_nhan_cu_tru",
    "tam_vang",
    "luu_tru",
    "khai_bao_cu_tru",
    "dia_chi_sap_nhap",
    "other_public_service",
)
SIGNPOST_PROCEDURE = "other_public_service"
OUT_OF_SCOPE_PROCEDURE = "out_of_scope"
