import datetime as dt
from dataclasses import replace

import pytest

from bot.content.address_schema import NewName
from bot.content.store import default_data_dir, load
from bot.guides.addresses import Addresses
from bot.guides.guide import Aside

DAY = dt.date(2026, 11, 22)
CONTENT, _ = load(default_data_dir())
GUIDE = Addresses(CONTENT, DAY)


def walk(*says: str, guide: Addresses = GUIDE) -> dict:
    """What is given after typing ``says``, each to the question that is open then."""
    given: dict = {}
    for text in says:
        question = guide.slots(given)[0]
        given[question] = guide.read(question, text, given)
    return given


@pytest.mark.parametrize(
    ("says", "asks"),
    [
        (["phường 5 quận 3"], []),
        (["phường An Phú quận 2"], ["phan_nao"]),
        (["phường An Phú quận 2", "Bình Trưng"], []),
        (["phường An Phú quận 2", "em không biết"], []),
        (["xã Nghĩa Hưng"], ["noi_nao"]),
        (["xã Nghĩa Hưng", "vinh tuong"], []),
        # two names, one outcome
        (["phuong sa pa"], []),
    ],
)
def test_what_is_asked_next(says, asks) -> None:
    given = walk(*says)
    assert None not in given.values()
    assert GUIDE.slots(given) == asks


def test_today_and_before() -> None:
    answer = GUIDE.result(walk("p. Linh Trung, TP Thủ Đức"))
    assert "Phường Linh Xuân, Thành phố Hồ Chí Minh" in answer.body
    assert "Phường Linh Trung, Thành phố Thủ Đức" in answer.body
    assert not answer.notes
    assert answer.legal_basis


def test_a_part_that_is_not_known_stays_open() -> None:
    answer = GUIDE.result(walk("phường An Phú quận 2", "không rõ"))
    assert "- Phường An Khánh\n- Phường Bình Trưng" in answer.body
    chosen = GUIDE.result(walk("phường An Phú quận 2", "Bình Trưng"))
    assert "Phường An Khánh" not in chosen.body


@pytest.mark.parametrize(
    ("day", "name", "notes"),
    [
        ("2026-04-29", "Tỉnh Đồng Nai", 0),
        ("2026-04-30", "Thành phố Đồng Nai", 1),
        ("2026-11-22", "Thành phố Đồng Nai", 1),
    ],
)
def test_dong_nai_is_a_city_from_its_day_on(day, name, notes) -> None:
    guide = Addresses(CONTENT, dt.date.fromisoformat(day))
    answer = guide.result(walk("xã Long Phước, Long Thành, Đồng Nai", guide=guide))
    assert f"Xã Long Phước, {name}" in answer.body
    assert len(answer.notes) == notes


def test_wards_of_dong_nai_are_not_in_doubt() -> None:
    answer = GUIDE.result(walk("phường Tân Phong, Biên Hòa, Đồng Nai"))
    assert "Thành phố Đồng Nai" in answer.body
    assert not answer.notes


def test_a_corrected_name_is_told_and_no_longer_in_doubt() -> None:
    renamed = NewName(
        province="Tỉnh Đồng Nai",
        ward="Xã Long Phước",
        name="Phường Long Phước",
        since=dt.date(2026, 4, 30),
        reference="nq_30_2026",
        checked=DAY,
    )
    names = [*CONTENT.addresses.new_names, renamed]
    addresses = CONTENT.addresses.copy(update={"new_names": names})
    guide = Addresses(replace(CONTENT, addresses=addresses), DAY)
    answer = guide.result(walk("xã Long Phước, Long Thành, Đồng Nai", guide=guide))
    assert "Phường Long Phước, Thành phố Đồng Nai" in answer.body
    assert not answer.notes


@pytest.mark.parametrize(
    ("says", "name"),
    [
        (["phường 5", "quận 3 tphcm"], "Phường Bàn Cờ"),
        (["phuong 5", "phuong 5 quan 3"], "Phường Bàn Cờ"),
        (["phường 1", "tp hcm", "gò vấp"], "Phường Hạnh Thông"),
        (["xã an bình", "huyện Phú Giáo tỉnh Bình Dương"], "Xã Phú Giáo"),
        (["phường 5", "xa an binh huyen phu giao tinh binh duong"], "Xã Phú Giáo"),
    ],
)
def test_many_namesakes_are_narrowed_by_what_is_typed_next(says, name) -> None:
    given: dict = {}
    for text in says:
        question = GUIDE.slots(given)[0]
        read = GUIDE.read(question, text, given)
        given = read.given if isinstance(read, Aside) else {**given, question: read}
        assert read is not None and given is not None
    assert name in GUIDE.result(given).body


def test_many_namesakes_are_asked_for_in_words() -> None:
    asked = GUIDE.ask("noi_nao", walk("phường 5"))
    assert "nơi cùng tên" in asked.text and asked.choices == []
    elsewhere = GUIDE.read("noi_nao", "tỉnh Vĩnh Long", walk("xã Tân Thạnh"))
    assert isinstance(elsewhere, Aside) and elsewhere.given is None
    assert GUIDE.read("noi_nao", "không biết", walk("phường 5")) is None


@pytest.mark.parametrize("text", ["quận 3", "Bình Dương"])
def test_too_little_is_answered_with_what_is_missing(text) -> None:
    assert isinstance(GUIDE.read("dia_chi", text, {}), Aside)


def test_a_province_that_is_no_more_is_told_at_once() -> None:
    aside = GUIDE.read("dia_chi", "tỉnh Bình Dương", {})
    assert isinstance(aside, Aside)
    assert "Thành phố Hồ Chí Minh" in aside.text


def test_what_is_no_address_is_asked_again() -> None:
    assert GUIDE.read("dia_chi", "không biết nữa", {}) is None


def test_buttons_are_short_and_taps_are_checked() -> None:
    given = walk("xã Nghĩa Hưng")
    choices = GUIDE.ask("noi_nao", given).choices
    assert len(choices) == len({choice.title for choice in choices}) == 6
    assert all(len(choice.title) <= 40 for choice in choices)
    assert GUIDE.choose("noi_nao", choices[0].key, given) == choices[0].key
    assert GUIDE.choose("noi_nao", "c99999", given) is None


def test_nothing_of_what_was_typed_is_kept() -> None:
    given = walk("12 Nguyễn Trãi, phường 5, quận 3, TPHCM")
    assert "Nguyễn Trãi" not in str(given)
