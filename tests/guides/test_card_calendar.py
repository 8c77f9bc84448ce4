import datetime as dt

import pytest

from bot.content.store import default_data_dir, load
from bot.guides.card_calendar import CardCalendar
from bot.guides.guide import Aside
from bot.guides.span import Span

DAY = dt.date(2026, 11, 22)
CONTENT, _ = load(default_data_dir())


def given(the: str, tinh_trang: str = "", sinh: str = "", cap: str = "") -> dict:
    """Answers as stored; a year stands for its span."""
    spans = {"sinh": sinh, "cap": cap}
    answers = {"the": the, "tinh_trang": tinh_trang}
    for name, text in spans.items():
        if len(text) == 4:
            answers[name] = Span.of_year(int(text)).text
        elif len(text) == 10:
            answers[name] = Span.of_day(dt.date.fromisoformat(text)).text
        else:
            answers[name] = text
    return {name: value for name, value in answers.items() if value}


def result(*answers: str, day: dt.date = DAY):
    return CardCalendar(CONTENT, day).result(given(*answers))


@pytest.mark.parametrize(
    ("answers", "asks"),
    [
        ([""], "the"),
        (["cmnd"], None),
        (["chua_co"], "sinh"),
        (["chua_co", "", "1990"], None),
        (["cccd"], "tinh_trang"),
        (["cccd", "het_han"], None),
        (["cccd", "con_dung"], "sinh"),
        (["cccd", "con_dung", "1986"], "cap"),
        # Too young for a former card, so it is a new one, issued before 12 or after.
        (["cccd", "con_dung", "2013"], "cap"),
        # Any new card of someone born in 1986 was issued after the 38th birthday or on it.
        (["can_cuoc", "con_dung", "1986-05-14"], None),
        (["can_cuoc", "con_dung", "1955"], None),
        (["can_cuoc", "con_dung", "2001-11-30"], "cap"),
        (["can_cuoc", "con_dung", "1990"], None),
        # A lost card: only whether the age is reached matters.
        (["can_cuoc", "mat", "2001-11-30"], None),
        (["can_cuoc", "mat", "2001-11-20"], "cap"),
        # Issued at 31 to 39, so until 60 or until the birthday in 2025, which is past.
        (["cccd", "mat", "1985"], "cap"),
        # There were no such cards before 2016, so this one was issued between 25 and 35.
        (["cccd", "con_dung", "1990-05-14"], None),
        (["cccd", "hong", "1987"], None),
        (["cccd", "con_dung", "1986", "2021"], None),
    ],
)
def test_only_what_decides_is_asked(answers, asks) -> None:
    left = CardCalendar(CONTENT, DAY).slots(given(*answers))
    assert (left[0] if left else None) == asks


@pytest.mark.parametrize(
    ("birth", "issued", "says", "fees"),
    [
        # the day before the birthday, the birthday, the day after
        ("1986-11-23", "2021", "23/11/2026", "le_phi_cccd_sang_the_can_cuoc"),
        ("1986-11-22", "2021", "22/11/2026", "le_phi_cccd_den_tuoi"),
        ("1986-11-21", "2021", "21/11/2026", "le_phi_cccd_den_tuoi"),
        ("1986", "2021", "năm 2026", "le_phi_cccd_den_tuoi"),
        # issued a day before the 23rd birthday, and on it
        ("2001-03-10", "2024-03-09", "10/03/2026", "le_phi_cccd_den_tuoi"),
        ("2001-03-10", "2024-03-10", "10/03/2041", "le_phi_cccd_sang_the_can_cuoc"),
    ],
)
def test_a_former_card_at_every_edge(birth, issued, says, fees) -> None:
    answer = result("cccd", "con_dung", birth, issued)
    assert says in answer.body
    assert fees in answer.facts


def test_a_new_card_is_exchanged_free_of_charge_at_the_age() -> None:
    answer = result("can_cuoc", "con_dung", "2001-11-22", "2024-07-02")
    assert "22/11/2026" in answer.body  # issued at 22 years and 7 months: 25 counts
    assert "le_phi_doi_the_den_tuoi" in answer.facts
    assert not answer.notes


def test_the_year_before_the_mark_is_the_time_for_an_early_exchange() -> None:
    soon = result("can_cuoc", "con_dung", "2004-06-01", "2024-08-01")
    later = result("can_cuoc", "con_dung", "2006-06-01", "2024-08-01")
    assert "01/06/2027" in soon.body and "le_phi_doi_the" in soon.facts
    assert "01/06/2031" in later.body and "le_phi_doi_the" not in later.facts


def test_fees_are_those_of_the_day_on_which_the_card_ends() -> None:
    before = result("cccd", "con_dung", "1986-12-31", "2021")
    after = result("cccd", "con_dung", "1987-01-01", "2021")
    assert "0 đến 15.000 đồng" in before.body
    assert "0 đến 30.000 đồng" in after.body


@pytest.mark.parametrize(
    ("day", "fee"),
    [("2026-12-31", "35.000 đồng"), ("2027-01-01", "70.000 đồng"), ("2027-03-01", "70.000 đồng")],
)
def test_a_lost_new_card_costs_what_holds_that_day(day, fee) -> None:
    answer = result("can_cuoc", "mat", "1995", day=dt.date.fromisoformat(day))
    assert fee in answer.body
    relief = "le_phi_the_cong_dan_so" in answer.facts
    assert relief == (day < "2027-03-01")


def test_a_lost_card_at_the_age_is_an_exchange() -> None:
    answer = result("can_cuoc", "mat", "2001-11-20", "2023-01-01")
    assert "le_phi_cccd_den_tuoi" in answer.facts  # issued in 2023: it was a former card
    answer = result("can_cuoc", "mat", "2012-11-20", "2024-08-01")
    assert "le_phi_doi_the_den_tuoi" in answer.facts
    assert "le_phi_cap_lai_the" not in answer.facts


def test_a_lost_former_card_is_not_replaced_online() -> None:
    answer = result("cccd", "mat", "1995", "2021")
    assert "le_phi_mat_cccd" in answer.facts
    assert "thoi_han_cap_lai_the_truc_tuyen" not in answer.facts
    assert "le_phi_the_cong_dan_so" not in answer.facts  # that is for files sent online
    assert answer.notes


def test_the_issue_date_tells_the_kind_of_card() -> None:
    assert "le_phi_cap_lai_the" in result("cccd", "mat", "1995", "2025").facts
    assert "le_phi_mat_cccd" in result("can_cuoc", "mat", "1995", "2022").facts
    # 2024 may be either: what the citizen said holds
    assert "le_phi_mat_cccd" in result("cccd", "mat", "1995", "2024").facts


def test_old_and_young_people_are_told_that_they_do_not_pay() -> None:
    old = result("can_cuoc", "mat", "1950")
    assert "tuoi_cao_tuoi_mien_le_phi" in old.facts
    assert "nguoi_duoc_mien_le_phi_the" not in old.facts
    child = result("can_cuoc", "mat", "2015", "2025")
    assert "tuoi_tre_em_mien_le_phi" in child.facts
    # Sixty on the day of the exchange counts.
    turning = result("cccd", "con_dung", "1966", "2021")
    assert "tuoi_cao_tuoi_mien_le_phi" in turning.facts


def test_when_the_issue_date_is_unknown_every_end_is_told() -> None:
    body = result("cccd", "con_dung", "1985-05-14", "khong_nho").body
    for age in ("40 tuổi", "60 tuổi", "38 tuổi"):
        assert age in body
    assert "14/05/2023" in body and "14/05/2045" in body
    # A former card cannot have been issued before there were any.
    assert "23 tuổi" not in body and "2008" not in body


@pytest.mark.parametrize(
    ("card", "birth", "issued", "turn"),
    [
        ("cccd", "2001", "2024", "sinh nhật 23 tuổi trong năm 2024"),
        ("can_cuoc", "2012", "2024", "sinh nhật 12 tuổi trong năm 2024"),
        ("can_cuoc", "1968", "2026", "sinh nhật 58 tuổi trong năm 2026"),
    ],
)
def test_the_birthday_inside_the_year_of_issue_decides(card, birth, issued, turn) -> None:
    body = result(card, "con_dung", birth, issued).body
    assert f"Cấp trước ngày {turn}:" in body
    assert f"Cấp từ ngày {turn} trở đi:" in body
    assert "ngày cấp in trên thẻ" in body


def test_a_past_day_is_not_offered_as_advice() -> None:
    past = result("cccd", "con_dung", "1986-12-20", "2021").body
    assert "đổi ngay bây giờ cũng được" in past and "2024 " not in past
    ahead = result("cccd", "con_dung", "1990-12-20", "2021").body
    assert "Đổi từ ngày 20/12/2028" in ahead


@pytest.mark.parametrize(
    ("state", "birth", "issued"),
    [
        ("con_dung", "1968-05-20", "2021"),  # sixty when the card ends
        ("con_dung", "1966-11-10", "2021"),
        ("con_dung", "1966", "2024"),  # ends at sixty or not at all
        ("hong", "1950", ""),
        ("mat", "1950", ""),
    ],
)
def test_no_fee_is_named_to_those_who_are_sixty_at_the_exchange(state, birth, issued) -> None:
    answer = result("cccd", state, birth, issued)
    assert "dự kiến **được miễn**" in answer.body
    assert not {"le_phi_mat_cccd", "le_phi_cccd_den_tuoi"} & set(answer.facts)
    assert " 0 đến" not in answer.body


@pytest.mark.parametrize("birth", ["2001-11-20", "1995"])
def test_who_lost_a_card_locks_the_electronic_identity(birth) -> None:
    assert "báo ngân hàng" in result("cccd", "mat", birth, "2021").body
    assert "báo ngân hàng" not in result("cccd", "hong", birth, "2021").body


def test_a_child_learns_from_when_a_card_is_compulsory() -> None:
    assert "Từ **ngày 05/03/2027" in result("chua_co", "", "2013-03-05").body
    assert "sinh nhật 14 tuổi trong năm 2031" in result("chua_co", "", "2017").body
    assert "bắt buộc phải có thẻ" not in result("chua_co", "", "1990").body


@pytest.mark.parametrize(
    ("card", "birth", "issued", "kind"),
    [
        ("cccd", "1990", "2025", "phải là thẻ «CĂN CƯỚC»"),
        ("can_cuoc", "1990", "2021", "phải là CCCD"),
        ("cccd", "2012", "2024", "phải là thẻ «CĂN CƯỚC»"),
        ("cccd", "1990", "2024", None),
        ("can_cuoc", "1990", "2024", None),
    ],
)
@pytest.mark.parametrize("state", ["con_dung", "mat"])
def test_another_kind_of_card_than_was_named_is_said(state, card, birth, issued, kind) -> None:
    body = result(card, state, birth, issued).body
    assert kind in body if kind else "phải là" not in body


@pytest.mark.parametrize(
    ("birth", "with_birth_registration"),
    [
        ("2020-11-23", True),  # five until tomorrow
        ("2020-11-22", False),
        ("2012-11-23", False),
        ("2012-11-22", False),
    ],
)
def test_a_first_card_is_free_at_any_age(birth, with_birth_registration) -> None:
    facts = result("chua_co", "", birth).facts
    assert "le_phi_cap_moi_the" in facts
    assert ("can_cuoc_lien_thong_tre_em" in facts) == with_birth_registration


def test_a_first_card_by_age_group() -> None:
    bodies = {
        birth: result("chua_co", "", birth).body
        for birth in ("2020-11-23", "2020-11-22", "2012-11-23", "2012-11-22", "2012", "2020")
    }
    ways = {birth: body.split("Từ **")[0] for birth, body in bodies.items()}
    assert ways["2020-11-22"] == ways["2012-11-23"]
    assert ways["2012"] == ways["2020"]
    assert len(set(ways.values())) == 4


def test_an_old_identity_paper_is_no_longer_valid() -> None:
    answer = result("cmnd")
    assert "01/01/2025" in answer.body
    assert "le_phi_cmnd_sang_the_can_cuoc" in answer.facts
    assert answer.notes


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("the", "cccd gắn chip", "cccd"),
        ("the", "the can cuoc cong dan", "cccd"),
        ("the", "thẻ căn cước mẫu mới", "can_cuoc"),
        ("the", "em chưa có ạ", "chua_co"),
        ("the", "xe máy", None),
        ("tinh_trang", "bị mất hôm qua", "mat"),
        ("tinh_trang", "chưa mất", "con_dung"),
        ("tinh_trang", "sắp hết hạn", "con_dung"),
        ("tinh_trang", "hết hạn rồi", "het_han"),
        ("tinh_trang", "không còn thẻ", "mat"),
        ("tinh_trang", "vẫn dùng bình thường", "con_dung"),
        ("tinh_trang", "thẻ bị gãy đôi", "hong"),
        ("sinh", "e sn 86", "1986-01-01/1986-12-31"),
        ("sinh", "86", None),
        ("cap", "12/3/2021", "2021-03-12/2021-03-12"),
        ("cap", "lúc 35 tuổi", "2021-05-14/2022-05-13"),
        ("cap", "em không nhớ", "khong_nho"),
    ],
)
def test_free_text(question, text, value) -> None:
    answers = given("cccd", "con_dung", "1986-05-14")
    assert CardCalendar(CONTENT, DAY).read(question, text, answers) == value


@pytest.mark.parametrize(
    ("birth", "issued", "reason"),
    [
        ("1986", "1980", "trước ngày sinh"),
        ("1968", "1970", "chưa có CCCD"),
        ("1968", "31/12/2015", "chưa có CCCD"),
        ("1968", "30/3/1968", "chưa có CCCD"),
        ("2008-05-14", "13/5/2022", "14 tuổi"),
    ],
)
@pytest.mark.parametrize("card", ["cccd", "can_cuoc"])
def test_an_impossible_issue_date_is_asked_again_with_the_reason(
    card, birth, issued, reason
) -> None:
    aside = CardCalendar(CONTENT, DAY).read("cap", issued, given(card, "con_dung", birth))
    assert isinstance(aside, Aside)
    assert reason in aside.text


@pytest.mark.parametrize(
    ("birth", "issued"), [("1968", "1/1/2016"), ("2008-05-14", "14/5/2022"), ("2020", "2025")]
)
def test_the_first_possible_issue_date_is_taken(birth, issued) -> None:
    guide = CardCalendar(CONTENT, DAY)
    assert isinstance(guide.read("cap", issued, given("cccd", "con_dung", birth)), str)


def test_what_cannot_be_or_is_not_clear_is_explained() -> None:
    guide = CardCalendar(CONTENT, DAY)
    assert isinstance(guide.read("cap", "1980", given("cccd", "con_dung", "1986")), Aside)
    assert isinstance(guide.read("the", "tôi không rõ", {}), Aside)
    # Both kinds have a chip, and a card may be of no use for three reasons.
    assert isinstance(guide.read("the", "căn cước gắn chip", {}), Aside)
    assert isinstance(guide.read("tinh_trang", "không còn dùng được", {}), Aside)
