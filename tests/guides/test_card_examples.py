"""Worked by hand from the law, on 22/11/2026: until when a card holds, and what to do with it.

The law: exchange at 14, 25, 40 and 60 (Đ21 k1); a card issued within the two years before a mark
holds until the next one (Đ21 k2); a former card holds until its own mark (Đ46 k1).
"""

import datetime as dt

import pytest

from bot.content.store import default_data_dir, load
from bot.guides.card_calendar import CardCalendar
from bot.guides.span import Span

DAY = dt.date(2026, 11, 22)
CONTENT, _ = load(default_data_dir())

HOLDS = "dùng đến khi đủ"
DUE = "đã đến tuổi phải đổi thẻ"
NO_END = "không hết hạn theo tuổi"

EXAMPLES = [
    # card, state, birth, issued, what the answer says, article
    # a card of the new kind, every mark, the day before the two years, the first day of them
    (
        "can_cuoc",
        "con_dung",
        "2022-01-01",
        "2024-09-01",
        f"{HOLDS} 14 tuổi: ngày 01/01/2036",
        "21.1",
    ),
    (
        "can_cuoc",
        "con_dung",
        "2018-05-05",
        "2025-03-01",
        f"{HOLDS} 14 tuổi: ngày 05/05/2032",
        "21.1",
    ),
    (
        "can_cuoc",
        "con_dung",
        "2012-11-23",
        "2024-11-22",
        f"{HOLDS} 14 tuổi: ngày 23/11/2026",
        "21.1",
    ),
    (
        "can_cuoc",
        "con_dung",
        "2012-11-23",
        "2024-11-23",
        f"{HOLDS} 25 tuổi: ngày 23/11/2037",
        "21.2",
    ),
    ("can_cuoc", "con_dung", "2012-11-22", "2024-08-01", DUE, "21.1"),
    (
        "can_cuoc",
        "con_dung",
        "2001-11-23",
        "2024-11-22",
        f"{HOLDS} 25 tuổi: ngày 23/11/2026",
        "21.1",
    ),
    (
        "can_cuoc",
        "con_dung",
        "2001-11-23",
        "2024-11-23",
        f"{HOLDS} 40 tuổi: ngày 23/11/2041",
        "21.2",
    ),
    ("can_cuoc", "con_dung", "2001-11-22", "2024-08-01", DUE, "21.1"),
    (
        "can_cuoc",
        "con_dung",
        "1986-12-01",
        "2024-11-30",
        f"{HOLDS} 40 tuổi: ngày 01/12/2026",
        "21.1",
    ),
    (
        "can_cuoc",
        "con_dung",
        "1986-12-01",
        "2024-12-01",
        f"{HOLDS} 60 tuổi: ngày 01/12/2046",
        "21.2",
    ),
    (
        "can_cuoc",
        "con_dung",
        "1986-11-22",
        "2025-01-10",
        f"{HOLDS} 60 tuổi: ngày 22/11/2046",
        "21.2",
    ),
    (
        "can_cuoc",
        "con_dung",
        "1966-11-30",
        "2024-11-29",
        f"{HOLDS} 60 tuổi: ngày 30/11/2026",
        "21.1",
    ),
    ("can_cuoc", "con_dung", "1966-11-30", "2024-11-30", NO_END, "21.2"),
    (
        "can_cuoc",
        "con_dung",
        "1968-11-23",
        "2026-11-20",
        f"{HOLDS} 60 tuổi: ngày 23/11/2028",
        "21.1",
    ),
    ("can_cuoc", "con_dung", "1968-11-22", "2026-11-22", NO_END, "21.2"),
    ("can_cuoc", "con_dung", "1950-03-03", "", NO_END, "21.2"),
    # a former card
    ("cccd", "con_dung", "2001-03-10", "2021-05-01", DUE, "46.1"),
    ("cccd", "con_dung", "1990-05-14", "2021-04-20", f"{HOLDS} 40 tuổi: ngày 14/05/2030", "46.1"),
    ("cccd", "con_dung", "1986-01-01", "2023-12-31", DUE, "46.1"),
    ("cccd", "con_dung", "1986-01-01", "2024-01-01", f"{HOLDS} 60 tuổi: ngày 01/01/2046", "21.2"),
    ("cccd", "con_dung", "1960-06-01", "2017-06-01", DUE, "46.1"),
    ("cccd", "con_dung", "1960-06-01", "2018-06-01", NO_END, "21.2"),
    # born on a leap day: the 28th in other years
    ("cccd", "con_dung", "2000-02-29", "2023-02-27", "ngày 28/02/2025, khi đủ 25 tuổi", "46.1"),
    ("cccd", "con_dung", "2000-02-29", "2023-02-28", f"{HOLDS} 40 tuổi: ngày 29/02/2040", "21.2"),
    # expired, lost, damaged
    ("cccd", "het_han", "", "", "0 đến 15.000 đồng", "open: old card at the age"),
    ("can_cuoc", "het_han", "", "", "là 0 đồng", "38.3"),
    ("can_cuoc", "mat", "1990-05-05", "", "35.000 đồng", "24.2a"),
    ("can_cuoc", "mat", "2001-11-22", "2024-08-01", "nên làm thủ tục đổi thẻ", "24.1a"),
    ("can_cuoc", "hong", "2001-11-23", "2024-08-01", "làm cấp lại thẻ căn cước", "24.2a"),
    ("can_cuoc", "hong", "2015-01-01", "2025-01-01", "được miễn** cho người dưới 16", "fee relief"),
    ("cccd", "mat", "1990-05-05", "", "đến tận nơi", "press, B"),
    ("cccd", "hong", "1964-01-01", "2017-01-01", "nên làm thủ tục đổi thẻ", "24.1a"),
    # no card of either kind
    ("cmnd", "", "", "", "từ 01/01/2025", "46.2"),
    ("chua_co", "", "2010-11-22", "", "làm thẻ căn cước lần đầu. Lệ phí: 0 đồng", "38.2"),
    ("chua_co", "", "2012-11-22", "", "Bạn làm thẻ căn cước lần đầu", "19"),
    ("chua_co", "", "2012-11-23", "", "Từ **ngày 23/11/2026 (đủ 14 tuổi)** thì bắt buộc", "19"),
    ("chua_co", "", "2020-11-22", "", "Đưa trẻ đến", "23.2b"),
    ("chua_co", "", "2020-11-23", "", "Không phải đưa trẻ đến", "23.2a"),
]


@pytest.mark.parametrize(("card", "state", "birth", "issued", "says", "article"), EXAMPLES)
def test_worked_examples(card, state, birth, issued, says, article) -> None:
    given = {"the": card, "tinh_trang": state, "sinh": birth, "cap": issued}
    for name in ("sinh", "cap"):
        if given[name]:
            given[name] = Span.of_day(dt.date.fromisoformat(given[name])).text
    guide = CardCalendar(CONTENT, DAY)
    given = {name: value for name, value in given.items() if value}
    assert guide.slots(given) == []
    body = guide.result(given).body
    assert says in body
    others = {HOLDS, DUE, NO_END} - {verdict for verdict in (HOLDS, DUE, NO_END) if verdict in says}
    if len(others) == 2:  # one verdict, not two
        assert not any(verdict in body for verdict in others)


def test_since_when_there_are_former_cards_is_told_only_where_it_decides() -> None:
    def facts(birth: str) -> list:
        given = {"the": "cccd", "tinh_trang": "con_dung", "cap": "khong_nho"}
        given["sinh"] = Span.of_day(dt.date.fromisoformat(birth)).text
        return CardCalendar(CONTENT, DAY).result(given).facts

    assert "cccd_cap_tu" in facts("1990-05-14")
    assert "cccd_cap_tu" not in facts("2000-05-14")


@pytest.mark.parametrize(
    ("card", "state"), [("cmnd", ""), ("cccd", "het_han"), ("can_cuoc", "het_han")]
)
def test_nobody_is_sent_online_with_a_card_that_locks_the_account(card, state) -> None:
    given = {"the": card, **({"tinh_trang": state} if state else {})}
    assert "le_phi_the_cong_dan_so" not in CardCalendar(CONTENT, DAY).result(given).facts
