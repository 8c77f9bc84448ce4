import sys

import pytest

from bot.content.store import default_data_dir, load
from bot.guides.address_reading import AddressReader
from bot.guides.gazetteer import gazetteer
from bot.language.normalise import fold

CONTENT, _ = load(default_data_dir())
UNITS = gazetteer()
READER = AddressReader(UNITS, CONTENT.addresses.abbreviations, CONTENT.addresses.other_names)


def outcomes(text: str) -> set:
    """The communes of today to which an address may come."""
    found = set()
    for unit in READER.read(text).units:
        became = [unit] if unit in UNITS.present else UNITS.former[unit].became
        found.update((UNITS.present[u].ward, UNITS.present[u].province) for u in became)
    return found


def test_every_unit_of_the_sheets_is_there() -> None:
    assert len(UNITS.present) == CONTENT.facts["dia_gioi_so_xa"].values.popitem()[1]
    assert len({unit.province for unit in UNITS.present.values()}) == 34
    assert len({unit.province for unit in UNITS.former.values()}) == 63
    assert set(UNITS.came_from) == set(UNITS.present)


def test_the_library_that_looks_streets_up_on_the_network_is_not_loaded() -> None:
    assert "geopy" not in sys.modules
    assert "shapely" not in sys.modules


@pytest.mark.parametrize(
    ("text", "ward", "province"),
    [
        ("phuong 5 quan 3 tphcm", "Phường Bàn Cờ", "Thành phố Hồ Chí Minh"),
        ("P.5, Q.3, TP.HCM", "Phường Bàn Cờ", "Thành phố Hồ Chí Minh"),
        ("p5 q3", "Phường Bàn Cờ", "Thành phố Hồ Chí Minh"),
        ("phường 05 quận 3", "Phường Bàn Cờ", "Thành phố Hồ Chí Minh"),
        ("Quận 3, phường 5, TP HCM", "Phường Bàn Cờ", "Thành phố Hồ Chí Minh"),
        ("p. Linh Trung, TP Thủ Đức", "Phường Linh Xuân", "Thành phố Hồ Chí Minh"),
        ("Linh Trung", "Phường Linh Xuân", "Thành phố Hồ Chí Minh"),
        ("f12 tân bình", "Phường Bảy Hiền", "Thành phố Hồ Chí Minh"),
        ("phường An Lạc Sài Gòn", "Phường An Lạc", "Thành phố Hồ Chí Minh"),
        ("xa an binh huyen phu giao tinh binh duong", "Xã Phú Giáo", "Thành phố Hồ Chí Minh"),
        ("xã Xà Bang, Châu Đức, BR-VT", "Xã Châu Đức", "Thành phố Hồ Chí Minh"),
        ("phường 1, TP Vũng Tàu", "Phường Vũng Tàu", "Thành phố Hồ Chí Minh"),
        ("tôi ở phường Phúc Xá ạ", "Phường Hồng Hà", "Thành phố Hà Nội"),
        ("tt yen vien gia lam ha noi", "Xã Phù Đổng", "Thành phố Hà Nội"),
        # A merger of 2025 and one before it: the name of 2021 is known as well.
        ("phường 8 quận 3", "Phường Xuân Hòa", "Thành phố Hồ Chí Minh"),
        # With a house number, a street and a ward in the names of each other.
        ("12 Nguyễn Trãi, phường 3, quận 5", "Phường Chợ Quán", "Thành phố Hồ Chí Minh"),
        ("xã Hoà Lộc huyện Hậu Lộc Thanh Hoá", "Xã Hoa Lộc", "Tỉnh Thanh Hóa"),
        ("thị xã Sa Pa phường Sa Pả", "Phường Sa Pa", "Tỉnh Lào Cai"),
        # Already today's name, also with a district that is no more.
        ("phường Bàn Cờ", "Phường Bàn Cờ", "Thành phố Hồ Chí Minh"),
        ("phường bàn cờ quận 3", "Phường Bàn Cờ", "Thành phố Hồ Chí Minh"),
        ("xã Long Phước, huyện Long Thành, Đồng Nai", "Xã Long Phước", "Tỉnh Đồng Nai"),
        ("phường An Phú Đông", "Phường An Phú Đông", "Thành phố Hồ Chí Minh"),
        ("xã An Phú Đồng Nai", "Xã Minh Đức", "Tỉnh Đồng Nai"),
        # Names with apostrophes, and with the word for a type in them.
        ("xã Ea H'leo, huyện Ea H’leo, Đắk Lắk", "Xã Ea H'Leo", "Tỉnh Đắk Lắk"),
        ("Phúc Xá, Ba Đình, Hà Nội", "Phường Hồng Hà", "Thành phố Hà Nội"),
        ("phuc xa, ba dinh, ha noi", "Phường Hồng Hà", "Thành phố Hà Nội"),
        # Islands had no communes.
        ("Lý Sơn", "Đặc khu Lý Sơn", "Tỉnh Quảng Ngãi"),
        ("huyện Côn Đảo", "Đặc khu Côn Đảo", "Thành phố Hồ Chí Minh"),
    ],
)
def test_addresses_as_people_write_them(text, ward, province) -> None:
    assert outcomes(text) == {(ward, province)}


def test_a_divided_ward_is_not_guessed() -> None:
    wards = {ward for ward, _ in outcomes("phuong an phu quan 2")}
    assert wards == {"Phường An Khánh", "Phường Bình Trưng"}


def test_namesakes_all_come_back_until_the_address_tells_them_apart() -> None:
    assert len(READER.read("xã Nghĩa Hưng").units) == 6
    # The former commune and today's of that name are one and the same.
    assert outcomes("xã Nghĩa Hưng, Nghệ An") == {("Xã Nghĩa Hưng", "Tỉnh Nghệ An")}
    assert outcomes("xã Nghĩa Hưng, Vĩnh Tường") == {("Xã Vĩnh Hưng", "Tỉnh Phú Thọ")}


def test_accents_tell_apart_what_is_the_same_without() -> None:
    assert len(READER.read("xã Hoa Lộc, Hậu Lộc, Thanh Hóa").units) == 1
    assert len(READER.read("xa hoa loc hau loc thanh hoa").units) == 2


@pytest.mark.parametrize(
    "text",
    [
        "phường 30 quận 3",  # no such ward
        "phường Linh Trung quận 3",  # in another district
        "phường Linh Trung, Hà Nội",  # in another city
        "phường An Phú Đông quận 2",  # not the An Phú of that district
        "xã x huyện y tỉnh z",
        "12 nguyen trai ha noi",  # a street
        "quận 3",
        "thị xã Thuận An Bình Dương",  # a town, no commune
        "hello",
        "",
    ],
)
def test_what_does_not_fit_is_not_found(text) -> None:
    assert READER.read(text).units == []


@pytest.mark.parametrize(
    ("text", "province", "has_place"),
    [
        ("Bình Dương", "Tỉnh Bình Dương", True),
        ("quận 3", None, True),
        ("hello", None, False),
    ],
)
def test_a_place_without_a_commune_is_recognised(text, province, has_place) -> None:
    reading = READER.read(text)
    assert (reading.province, reading.has_place) == (province, has_place)


def test_former_communes_are_found_however_their_name_is_told() -> None:
    """Every thirtieth: its own name leads to what became of it, if only among others."""
    for unit in list(UNITS.former.values())[::30]:
        full = ", ".join(filter(None, (unit.ward, unit.district, unit.province)))
        forms = [full, fold(full), fold(full).replace(",", "")]
        if unit.ward:
            forms += [f"{unit.ward}, {unit.district}", f"{unit.ward}, {unit.province}"]
        for text in forms:
            became = [UNITS.former[u].became for u in READER.read(text).units if u in UNITS.former]
            assert unit.became in became, text


def test_every_commune_of_today_written_in_full_is_found() -> None:
    for unit in list(UNITS.present.values())[::20]:
        found = outcomes(f"{unit.ward}, {unit.province}")
        assert (unit.ward, unit.province) in found, unit
