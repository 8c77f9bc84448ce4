"""The document checklist: the papers of each case and no others, against the fact sheets."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, Iterator, List

import pytest

from bot.content.text import plain
from bot.guides.checklist import case_of, fee_texts, offered, questions
from bot.guides.checklist_guide import Checklist
from bot.guides.checklist_table import (
    DEADLINES,
    FIRST,
    PAPERS,
    REFUSALS,
    STEPS,
    texts,
    who_agrees,
)
from bot.guides.guide import Aside
from tests.conftest import TODAY

Given = Dict[str, Any]


def answers(**given: str) -> Given:
    return given


def every_case(guide: Checklist, given: Given) -> Iterator[Given]:
    """All ways to answer the questions that are still open."""
    rest = guide.slots(given)
    if not rest:
        yield given
        return
    for choice in guide.ask(rest[0], given).choices:
        yield from every_case(guide, {**given, rest[0]: choice.key})


@pytest.fixture(scope="module")
def guide(content) -> Checklist:
    return Checklist(content, TODAY)


@pytest.fixture(scope="module")
def cases(guide) -> List[Given]:
    return list(every_case(guide, {}))


def papers(**given: str) -> List[str]:
    return texts(PAPERS, case_of(given).instead)


WORKED = [
    # A tenant's temporary residence, filed in the app: no notary, the owner taps.
    (
        answers(thu_tuc="tam_tru", nguoi="nguoi_lon", cho_o="thue", dong_y="vneid", kenh="vneid"),
        ["ct01_mang", "dong_y_vneid", "thue_khong_cong_chung"],
    ),
    # The same tenant, permanent residence at the counter: notarised contract and floor area.
    (
        answers(
            thu_tuc="thuong_tru", nguoi="nguoi_lon", cho_o="thue", dong_y="giay", kenh="truc_tiep"
        ),
        ["ct01_quay", "dong_y_giay_quay", "thue_cong_chung", "dien_tich"],
    ),
    # One's own house: nobody has to agree.
    (
        answers(thu_tuc="thuong_tru", nguoi="nguoi_lon", cho_o="nha_minh", kenh="cong"),
        ["ct01_mang", "giay_nha"],
    ),
    # To the husband's house: the relation, not the contract and the area.
    (
        answers(
            thu_tuc="thuong_tru", nguoi="nguoi_lon", cho_o="gia_dinh", dong_y="vneid", kenh="vneid"
        ),
        ["ct01_mang", "dong_y_vneid", "quan_he"],
    ),
    # Temporary residence with one's parents who agree: no proof of the dwelling at all.
    (
        answers(
            thu_tuc="tam_tru", nguoi="nguoi_lon", cho_o="gia_dinh", dong_y="giay", kenh="vneid"
        ),
        ["ct01_mang", "dong_y_giay_mang"],
    ),
    # An aged aunt moves to her nephew.
    (
        answers(
            thu_tuc="thuong_tru",
            nguoi="nguoi_lon",
            cho_o="ho_hang",
            hoan_canh="cao_tuoi",
            dong_y="vneid",
            kenh="vneid",
        ),
        ["ct01_mang", "dong_y_vneid", "quan_he_ho_hang"],
    ),
    # A severely disabled brother.
    (
        answers(
            thu_tuc="thuong_tru",
            nguoi="nguoi_lon",
            cho_o="ho_hang",
            hoan_canh="can_cham_soc",
            dong_y="giay",
            kenh="truc_tiep",
        ),
        ["ct01_quay", "dong_y_giay_quay", "quan_he_ho_hang", "giay_suc_khoe"],
    ),
    # A healthy adult with an uncle is a guest in the eyes of the law.
    (
        answers(
            thu_tuc="thuong_tru",
            nguoi="nguoi_lon",
            cho_o="ho_hang",
            hoan_canh="khong",
            dong_y="vneid",
            kenh="vneid",
        ),
        ["ct01_mang", "dong_y_vneid", "o_nho_cong_chung", "dien_tich"],
    ),
    # A newborn follows the mother: one form, nobody else is asked.
    (
        answers(thu_tuc="thuong_tru", nguoi="moi_sinh", theo_ai="cha_me", kenh="vneid"),
        ["ct01_mang", "y_kien_cha_me"],
    ),
    # The same newborn at the grandparents' house: they have to agree.
    (
        answers(
            thu_tuc="thuong_tru", nguoi="moi_sinh", theo_ai="ho_hang", dong_y="vneid", kenh="vneid"
        ),
        ["ct01_mang", "y_kien_cha_me", "dong_y_vneid", "quan_he_ho_hang"],
    ),
    # A pupil follows the father: from six on the head of household and the owner agree.
    (
        answers(
            thu_tuc="thuong_tru",
            nguoi="tu_6_den_17",
            theo_ai="cha_me",
            dong_y="vneid",
            kenh="vneid",
        ),
        ["ct01_mang", "y_kien_cha_me", "dong_y_vneid", "quan_he"],
    ),
    # A student in a dormitory: the place files.
    (
        answers(thu_tuc="tam_tru", nguoi="nguoi_lon", cho_o="tap_the"),
        ["ct01_tap_the"],
    ),
    # The owner refuses permanent residence: the papers are those of temporary residence.
    (
        answers(
            thu_tuc="thuong_tru", nguoi="nguoi_lon", cho_o="thue", dong_y="khong", kenh="truc_tiep"
        ),
        ["ct01_quay", "thue_khong_cong_chung"],
    ),
    # An extension with the owner's consent does not ask for the contract again.
    (
        answers(
            thu_tuc="gia_han_tam_tru",
            nguoi="nguoi_lon",
            nha_cua="nguoi_khac",
            dong_y="vneid",
            kenh="vneid",
        ),
        ["ct01_mang", "dong_y_vneid"],
    ),
    (
        answers(thu_tuc="tach_ho", ly_hon="khong", dong_y="giay", kenh="truc_tiep"),
        ["ct01_quay", "dong_y_giay_quay"],
    ),
    (
        answers(thu_tuc="tach_ho", ly_hon="ly_hon", kenh="vneid"),
        ["ct01_mang", "giay_ly_hon", "giay_o_tiep"],
    ),
    (
        answers(thu_tuc="xoa_tam_tru", ly_do="het_thue", nguoi_nop="chinh_minh"),
        ["ct01_mang", "giay_het_thue"],
    ),
    (
        answers(thu_tuc="xoa_thuong_tru", ly_do="nuoc_ngoai", nguoi_nop="nguoi_nha"),
        ["ct01_mang", "giay_dinh_cu"],
    ),
    # The landlord is nobody who may file; he tells the police.
    (
        answers(thu_tuc="xoa_tam_tru", ly_do="het_thue", nguoi_nop="chu_nha"),
        ["giay_nha_bao_cong_an"],
    ),
    (answers(thu_tuc="xoa_thuong_tru", ly_do="da_mat"), []),
    (
        answers(thu_tuc="xac_nhan_cu_tru", noi_dung="hien_nay", xin_cho="ban_than", kenh="vneid"),
        ["mau_xac_nhan"],
    ),
    (
        answers(
            thu_tuc="xac_nhan_cu_tru", noi_dung="truoc_day", xin_cho="nguoi_khac", kenh="truc_tiep"
        ),
        ["ct01_quay", "the_hoac_vneid", "giay_cu", "uy_quyen"],
    ),
]


@pytest.mark.parametrize(("given", "expected"), WORKED)
def test_worked_examples(guide, given, expected) -> None:
    assert guide.slots(given) == []
    assert papers(**given) == expected


def test_every_case_has_papers_or_says_why_none_are_filed(guide, cases) -> None:
    assert len(cases) > 150
    for given in cases:
        case = case_of(given).instead
        assert texts(PAPERS, case) or not case.is_filed, given
        if not case.is_filed:
            assert texts(FIRST, case), given
        else:
            assert texts(REFUSALS, case) or case.cho_o == "tap_the", given
            assert texts(STEPS, case) or case.cho_o == "tap_the", given


def test_at_most_five_questions_after_the_procedure(cases) -> None:
    assert max(len(given) for given in cases) <= 6
    assert {len(given) for given in cases} <= {2, 3, 4, 5, 6}


def test_no_paper_of_another_case(cases) -> None:
    for given in cases:
        found = set(texts(PAPERS, case_of(given).instead))
        permanent = case_of(given).instead.thu_tuc == "thuong_tru"
        rented = "thue" in (given.get("cho_o"), given.get("nha_cua"))
        assert len(found & {"ct01_mang", "ct01_quay", "ct01_tap_the", "mau_xac_nhan"}) <= 1
        assert len({p for p in found if p.startswith("dong_y_")}) <= 1
        if "dien_tich" in found or "thue_cong_chung" in found or "o_nho_cong_chung" in found:
            assert permanent, given
        if "giay_nha" in found:
            assert given["cho_o"] == "nha_minh" and not rented, given
        if "quan_he" in found:
            assert permanent and not found & {"thue_cong_chung", "dien_tich", "giay_nha"}, given
        if found & {"giay_ly_hon", "giay_o_tiep"}:
            assert given["thu_tuc"] == "tach_ho" and not found & {"dong_y_vneid"}, given
        if "y_kien_cha_me" in found:
            assert given["nguoi"] != "nguoi_lon", given


def test_minors_always_need_a_parents_opinion(cases) -> None:
    for given in cases:
        if given.get("nguoi", "nguoi_lon") != "nguoi_lon":
            assert "y_kien_cha_me" in texts(PAPERS, case_of(given).instead), given


def test_under_six_with_a_parent_nobody_else_is_asked(cases) -> None:
    for given in cases:
        small = given.get("nguoi") in ("duoi_6", "moi_sinh")
        if small and given.get("theo_ai") == "cha_me":
            assert "dong_y" not in given
            assert who_agrees(case_of(given)) is None


def test_consent_is_asked_exactly_where_somebody_has_to_agree(cases) -> None:
    for given in cases:
        case = case_of(given)
        assert ("dong_y" in given) == case.needs_consent
        assert (who_agrees(case) is not None) == case.needs_consent


def test_deletions_are_filed_on_the_net_only(guide, cases) -> None:
    for given in cases:
        if given["thu_tuc"].startswith("xoa_"):
            assert "kenh" not in given
            assert "ct01_quay" not in texts(PAPERS, case_of(given))


@pytest.mark.parametrize(
    ("reason", "condition"),
    [
        ("het_thue", "chủ nhà không cho giữ thường trú"),
        ("ban_nha", "chủ mới không cho giữ thường trú"),
    ],
)
@pytest.mark.parametrize("files", ["chinh_minh", "nguoi_nha", "chu_nha"])
def test_leaving_a_dwelling_deletes_nothing_by_itself(guide, reason, condition, files) -> None:
    body = guide.result(answers(thu_tuc="xoa_thuong_tru", ly_do=reason, nguoi_nop=files)).body
    first = body.split("\n\n")[0]
    assert "chưa bị xóa ngay" in first and "12 tháng" in first and condition in first
    assert ("7 ngày" in body) == (files != "chu_nha")
    assert "từ khi có lý do phải xóa" not in body


def test_the_deadline_of_a_deletion_stands_alone_where_the_reason_deletes_at_once(guide) -> None:
    given = answers(thu_tuc="xoa_thuong_tru", ly_do="nuoc_ngoai", nguoi_nop="nguoi_nha")
    assert "7 ngày từ khi có lý do phải xóa" in guide.result(given).body


def test_every_filing_says_how_long_it_takes(cases) -> None:
    for given in cases:
        case = case_of(given).instead
        assert not case.is_filed or len(texts(DEADLINES, case)) == 1, given


def test_nobody_is_asked_for_the_number_of_an_owner_who_refuses(guide, cases) -> None:
    for given in cases:
        free = case_of(given).instead.follows_parents_freely
        if given.get("dong_y") == "khong" or free:
            assert "số định danh chủ hộ" not in guide.result(given).body, given


def test_a_dormitory_pays_nothing_in_the_app_this_year(content) -> None:
    given = answers(thu_tuc="tam_tru", nguoi="nguoi_lon", cho_o="tap_the")
    assert "VNeID **0 đồng**" in Checklist(content, TODAY).result(given).body
    assert "VNeID **5.000 đồng**" in Checklist(content, dt.date(2027, 1, 5)).result(given).body


def test_choices_that_cannot_be_meant_are_not_offered() -> None:
    permanent = {"thu_tuc": "thuong_tru", "nguoi": "nguoi_lon"}
    assert not offered("cho_o", "tap_the", permanent)
    assert offered("cho_o", "tap_the", {**permanent, "thu_tuc": "tam_tru"})
    assert not offered("theo_ai", "o_rieng", {"thu_tuc": "tam_tru", "nguoi": "moi_sinh"})
    assert not offered("ly_do", "nuoc_ngoai", {"thu_tuc": "xoa_tam_tru"})
    assert not offered("nguoi", "moi_sinh", {"thu_tuc": "gia_han_tam_tru"})


def test_every_text_is_used_and_every_name_has_a_text(guide, cases) -> None:
    every_table = (PAPERS, FIRST, STEPS, REFUSALS, DEADLINES)
    tables = {rule.text for table in every_table for rule in table}
    used = set()
    for given in cases:
        case = case_of(given).instead
        for table in every_table:
            used |= set(texts(table, case))
    assert tables == used
    assert tables <= set(guide.words.texts)


@pytest.mark.parametrize("day", [TODAY, dt.date(2027, 1, 5), dt.date(2027, 3, 5)])
def test_every_case_reads_well_on_any_day(content, cases, day) -> None:
    guide = Checklist(content, day)
    for given in cases:
        answer = guide.result(given)
        said = plain(answer, content.messages)
        assert len(said) < 3600, (len(said), given)
        assert "{" not in said and answer.legal_basis and answer.buttons
        headings = [section.heading for section in answer.sections if section.heading]
        filed = case_of(given).instead.is_filed
        if filed and given.get("cho_o") != "tap_the" and given.get("theo_ai") != "tap_the":
            assert headings == [
                "Giấy tờ",
                "Nộp ở đâu",
                "Lệ phí, thời gian",
                "Các bước",
                "Hay bị trả hồ sơ vì",
            ]


TENANT = answers(thu_tuc="tam_tru", nguoi="nguoi_lon", cho_o="thue", dong_y="vneid")


@pytest.mark.parametrize(
    ("day", "channel", "said", "unsaid"),
    [
        ("2026-11-22", "vneid", ["**0 đồng**", "31/12/2026", "7.000"], ["công dân số"]),
        ("2026-11-22", "cong", ["**7.000 đồng**", "chỉ 0 đồng", "công dân số"], []),
        ("2026-11-22", "truc_tiep", ["**15.000 đồng**", "chỉ 0 đồng"], ["công dân số"]),
        ("2027-01-01", "vneid", ["**7.000 đồng**", "công dân số", "28/02/2027"], ["chỉ"]),
        ("2027-01-01", "truc_tiep", ["**15.000 đồng**", "chỉ 7.000 đồng"], ["công dân số"]),
        ("2027-03-01", "vneid", ["**7.000 đồng**"], ["công dân số"]),
    ],
)
def test_the_fee_is_that_of_the_channel_and_the_day(content, day, channel, said, unsaid) -> None:
    guide = Checklist(content, dt.date.fromisoformat(day))
    sections = {s.heading: s.text for s in guide.result({**TENANT, "kenh": channel}).sections}
    fee = sections["Lệ phí, thời gian"]
    assert [words for words in said if words not in fee] == []
    assert [words for words in unsaid if words in fee] == []


def test_small_children_pay_nothing_and_older_ones_are_told_both(guide) -> None:
    small = case_of(answers(thu_tuc="thuong_tru", nguoi="duoi_6", theo_ai="cha_me", kenh="cong"))
    assert fee_texts(small, guide.fact) == ["phi_tre_em"]
    pupil = case_of(
        answers(
            thu_tuc="tam_tru", nguoi="tu_6_den_17", theo_ai="o_rieng", dong_y="giay", kenh="cong"
        )
    )
    assert fee_texts(pupil, guide.fact)[0] == "phi_tre_em_va_lon"
    assert "phi_mien" not in fee_texts(pupil, guide.fact)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("nguoi", "tôi", "nguoi_lon"),
        ("nguoi", "con tôi 10 tuổi", "tu_6_den_17"),
        ("nguoi", "be 3t", "duoi_6"),
        ("nguoi", "con gái mới sinh", "moi_sinh"),
        ("nguoi", "dưới 6 tuổi", "duoi_6"),
        ("nguoi", "mẹ em 70 tuổi", "nguoi_lon"),
        ("nguoi", "sinh năm 2008", None),  # 17 or 18 on that day
        ("cho_o", "nha toi thue", "thue"),
        ("cho_o", "nhà bố mẹ chồng", "gia_dinh"),
        ("cho_o", "nhà của mẹ", "gia_dinh"),
        ("cho_o", "nhà em gái tôi", "ho_hang"),
        ("cho_o", "ktx", "tap_the"),
        ("cho_o", "thue", "thue"),
        ("cho_o", "o nha ba ngoai", "ho_hang"),
        ("cho_o", "nhà chú ruột", "ho_hang"),
        ("theo_ai", "theo bố mẹ ở nhà ông bà", "cha_me"),
        ("theo_ai", "o voi ong ba", "ho_hang"),
        ("ly_hon", "co", "ly_hon"),
        ("ly_hon", "chưa có", "khong"),
        ("ly_hon", "khong", "khong"),
        ("hoan_canh", "khong", "khong"),
        ("ly_do", "bố tôi mất", "da_mat"),
        ("nguoi_nop", "vo toi", "nguoi_nha"),
        ("xin_cho", "con", "con"),
        ("dong_y", "ho ky giay", "giay"),
        # Words that are other words without their accents, or stand in sentences about other things
        ("theo_ai", "chu nha khong chiu", None),
        ("theo_ai", "nhưng mà sao", None),
        ("theo_ai", "co duoc khong", None),
        ("cho_o", "toi can ho tro them", None),
        ("cho_o", "toi muon hoi", None),
        ("cho_o", "nha co so do", None),
        ("hoan_canh", "gia dinh toi", None),
        ("hoan_canh", "không biết", None),
        ("nha_cua", "tôi muốn hỏi", None),
        ("ly_hon", "co can giay gi", None),
        ("dong_y", "doc ky lai", None),
        ("ly_do", "vang", None),
        ("ly_do", "mat bao lau", None),
        ("nguoi_nop", "con nua", None),
        ("dong_y", "chủ nhà không có vneid", "giay"),
        ("dong_y", "họ không chịu ký", "khong"),
        ("kenh", "ra phuong", "truc_tiep"),
    ],
)
def test_free_text_is_read(guide, question, text, value) -> None:
    given = {"thu_tuc": "tam_tru"}
    given.update({"nguoi": "nguoi_lon"} if question != "nguoi" else {})
    assert guide.read(question, text, given) == value


def test_a_choice_that_is_not_offered_is_not_read(guide) -> None:
    assert guide.read("cho_o", "ktx", {"thu_tuc": "thuong_tru", "nguoi": "nguoi_lon"}) is None


def test_a_child_without_an_age_is_asked_for_it(guide) -> None:
    assert isinstance(guide.read("nguoi", "con tôi", {"thu_tuc": "tam_tru"}), Aside)


def test_questions_already_answered_are_not_asked_again(guide) -> None:
    given = {"thu_tuc": "tam_tru", "nguoi": "nguoi_lon"}
    assert guide.slots(given)[0] == "cho_o"
    assert questions(given)[:2] == ["thu_tuc", "nguoi"]


@pytest.mark.parametrize("dwelling", ["cha_me", "ho_hang"])
def test_for_a_newborn_the_linked_service_and_the_card_are_named(content, guide, dwelling) -> None:
    case = answers(
        thu_tuc="thuong_tru", nguoi="moi_sinh", theo_ai=dwelling, dong_y="vneid", kenh="vneid"
    )
    answer = guide.result(case)
    assert "liên thông khai sinh" in answer.body and "60 ngày" in answer.body
    assert "thẻ căn cước cho bé" in answer.body
    assert "can_cuoc_lien_thong_tre_em" in answer.facts
    temporary = guide.result({**case, "thu_tuc": "tam_tru"}).body
    assert "60 ngày" in temporary and "thẻ căn cước cho bé" not in temporary


def test_a_list_stays_readable_on_a_phone(guide, cases) -> None:
    for case in cases:
        answer = guide.result(case)
        assert len(answer.body) <= 1800, case
        pitfalls = next((s.text for s in answer.sections if s.heading.startswith("Hay bị")), "")
        assert pitfalls.count("- ") <= 4
