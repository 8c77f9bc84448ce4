import datetime as dt

import pytest

from bot.content.facts import FactKind
from bot.content.store import default_data_dir, load
from bot.guides.due_date import LIMITS, DueDate
from bot.guides.guide import Aside

DAY = dt.date(2026, 11, 22)
CONTENT, _ = load(default_data_dir())


def result(procedure: str, filed: str, channel: str = "truc_tiep", day: dt.date = DAY):
    given = {"thu_tuc": procedure, "ngay_nop": filed, "cach_nop": channel}
    return DueDate(CONTENT, day).result(given)


def test_every_procedure_has_a_limit_in_working_days() -> None:
    for limit in LIMITS.values():
        for name in filter(None, (limit.counter, limit.online, limit.longer)):
            assert CONTENT.facts[name].kind is FactKind.WORKING_DAYS
            assert CONTENT.facts[name].value_on(DAY) is not None


def test_every_procedure_can_be_chosen_and_nothing_else() -> None:
    choices = CONTENT.guides["ngay_tra"].questions["thu_tuc"].choices
    assert {choice.value for choice in choices} == set(LIMITS)


@pytest.mark.parametrize(
    ("procedure", "filed", "due"),
    [
        ("the", "2026-11-23", "03/12/2026"),  # 7 days, 24/11 is a holiday
        ("the", "2026-11-20", "02/12/2026"),
        ("tam_tru", "2026-11-25", "30/11/2026"),
        ("tam_tru", "2026-11-21", "27/11/2026"),  # Saturday: from Monday on
        ("tam_tru", "2026-11-24", "30/11/2026"),  # the holiday: from Wednesday on
        ("tach_ho", "2026-11-16", "23/11/2026"),
        ("xac_nhan", "2026-11-23", "25/11/2026"),
        ("thuong_tru", "2026-12-24", "05/01/2027"),
    ],
)
def test_expected_days(procedure, filed, due) -> None:
    assert f"{due}.**" in result(procedure, filed).body


def test_a_range_gives_the_earliest_day_as_well() -> None:
    online = result("the_mat_hong", "2026-11-16", "truc_tuyen")
    assert "26/11/2026" in online.body and "23/11/2026" in online.body
    assert online.notes
    counter = result("the_mat_hong", "2026-11-16", "truc_tiep")
    assert "26/11/2026" in counter.body and "23/11/2026" not in counter.body


def test_the_longer_case_is_told() -> None:
    body = result("dinh_danh", "2026-11-23").body
    assert "27/11/2026" in body and "03/12/2026" in body


@pytest.mark.parametrize(
    ("filed", "unsure"),
    [
        ("2027-01-20", False),
        ("2027-01-25", True),  # due 3/2, next to Tết of which no notice was found
        ("2027-01-29", True),
        ("2027-02-11", True),
        ("2027-02-22", False),
    ],
)
def test_a_count_near_an_unannounced_holiday_says_so(filed, unsure) -> None:
    answer = result("the", filed, day=dt.date(2027, 1, 20))
    assert bool(answer.notes) is unsure


@pytest.mark.parametrize(
    ("procedure", "filed", "says"),
    [
        ("tam_tru", "2026-11-20", "thứ Ba, 24/11/2026 (Ngày Văn hóa Việt Nam)"),
        ("tam_tru", "2026-11-24", "coi như nộp thứ Tư, 25/11/2026"),
        ("thuong_tru", "2026-12-28", "thứ Sáu, 01/01/2027 (Tết Dương lịch)"),
        ("the", "2026-08-26", "thứ Hai, 31/08/2026"),
        ("the", "2026-08-20", "Có đếm ngày làm bù: thứ Bảy, 22/08/2026"),
        ("thuong_tru", "2027-04-26", "thứ Hai, 03/05/2027 (Ngày Quốc tế Lao động (nghỉ bù))"),
        ("khai_sinh", "2026-11-25", "Nộp sau 15 giờ"),
    ],
)
def test_every_day_that_is_counted_otherwise_is_named(procedure, filed, says) -> None:
    assert says in result(procedure, filed).body


def test_one_wording_says_which_day_is_the_first() -> None:
    body = result("tam_tru", "2026-11-20").body
    assert "Ngày thứ nhất là thứ Hai, 23/11/2026" in body
    assert "tính từ" not in body


@pytest.mark.parametrize("procedure", LIMITS)
def test_the_first_buttons_are_those_of_the_procedure(procedure) -> None:
    answer = result(procedure, "2026-11-16")
    guide = DueDate(CONTENT, DAY)
    topics = LIMITS[procedure].topics
    assert [b.payload for b in answer.buttons[:-1]] == [f"/{topic}" for topic in topics]
    assert guide.topic({"thu_tuc": procedure}) == topics[0]


@pytest.mark.parametrize(("day", "late"), [("2026-12-02", False), ("2026-12-03", True)])
def test_it_is_late_only_after_the_day(day, late) -> None:
    answer = result("the", "2026-11-20", day=dt.date.fromisoformat(day))
    assert ("tong_dai_dich_vu_cong" in answer.facts) is late


def test_the_longer_case_is_not_late_on_the_shorter_day() -> None:
    # three working days end on 27/11, seven on 3/12
    answer = result("dinh_danh", "2026-11-23", day=dt.date(2026, 11, 30))
    assert "tong_dai_dich_vu_cong" not in answer.facts


@pytest.mark.parametrize(
    ("given", "asks"),
    [
        ({}, ["thu_tuc", "ngay_nop"]),
        ({"thu_tuc": "tam_tru"}, ["ngay_nop"]),
        ({"thu_tuc": "the_mat_hong"}, ["ngay_nop", "cach_nop"]),
        ({"thu_tuc": "tam_tru", "ngay_nop": "2026-11-20"}, []),
    ],
)
def test_the_channel_is_asked_only_where_it_matters(given, asks) -> None:
    assert DueDate(CONTENT, DAY).slots(given) == asks


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("thu_tuc", "em doi the can cuoc", "the"),
        ("thu_tuc", "làm lại thẻ bị mất", "the_mat_hong"),
        ("thu_tuc", "mất thẻ", "the_mat_hong"),
        ("thu_tuc", "cap lai the can cuoc", "the_mat_hong"),
        ("thu_tuc", "gia hạn tạm trú", "tam_tru"),
        ("thu_tuc", "xóa đăng ký tạm trú", "xoa_tam_tru"),
        ("thu_tuc", "giấy xác nhận cư trú ct07", "xac_nhan"),
        ("thu_tuc", "mua xe", None),
        ("ngay_nop", "hôm qua", "2026-11-21"),
        ("ngay_nop", "đầu tháng này", None),
        ("cach_nop", "nộp trên vneid", "truc_tuyen"),
        ("cach_nop", "ra phường nộp", "truc_tiep"),
    ],
)
def test_free_text(question, text, value) -> None:
    assert DueDate(CONTENT, DAY).read(question, text, {}) == value


@pytest.mark.parametrize(
    ("text", "day", "days"),
    [
        ("thứ hai", "2026-11-22", ["2026-11-16", "2026-11-23"]),
        ("hom thu 6", "2026-11-22", ["2026-11-20", "2026-11-27"]),
        ("chủ nhật", "2026-11-22", ["2026-11-15", "2026-11-22"]),
    ],
)
def test_a_weekday_alone_is_asked_back_with_both_dates(text, day, days) -> None:
    guide = DueDate(CONTENT, dt.date.fromisoformat(day))
    asked = guide.read("ngay_nop", text, {})
    assert isinstance(asked, Aside)
    assert [guide.choose("ngay_nop", choice.key, {}) for choice in asked.choices] == days


@pytest.mark.parametrize("key", ["ngay_20261301", "ngay_20260231", "ngay_2026", "ngay_nop"])
def test_a_made_up_button_is_no_day(key) -> None:
    assert DueDate(CONTENT, DAY).choose("ngay_nop", key, {}) is None


def test_a_tap_on_today_is_kept_as_a_date() -> None:
    guide = DueDate(CONTENT, DAY)
    assert guide.choose("ngay_nop", "hom_nay", {}) == "2026-11-22"
    assert guide.choose("ngay_nop", "hom_qua", {}) == "2026-11-21"
    assert guide.choose("ngay_nop", "mai", {}) is None
