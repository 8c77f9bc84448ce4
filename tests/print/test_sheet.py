import datetime as dt

import pytest

from bot.content.addresses import Entrances
from bot.print.markup import Style
from bot.print.sheet import MOST_STEPS, compose_sheet
from tests.conftest import TODAY

BOTH = Entrances("tro_ly_bot", "https://tro-ly.example.vn")


def sheet(content, topic_id: str, day: dt.date = TODAY, entrances: Entrances = BOTH):
    return compose_sheet(content, topic_id, day, entrances, "Phường Sài Gòn")


def headings(given) -> list[str]:
    return [block.text for block in given.body if block.style is Style.HEADING]


def test_a_sheet_says_how_with_what_where_for_how_much_and_how_long(content) -> None:
    assert headings(sheet(content, "tam_tru")) == [
        "Cách làm",
        "Giấy tờ",
        "Nơi nộp",
        "Lệ phí",
        "Thời gian",
    ]


def test_a_topic_without_steps_gives_its_overview(content) -> None:
    signpost = next(t for t, topic in content.topics.items() if topic.is_signpost)
    assert headings(sheet(content, signpost))[0] == "Tổng quan"
    assert sheet(content, signpost).brief is None


def test_no_sheet_has_more_than_eight_steps_in_a_section(content) -> None:
    for topic_id in content.topics:
        steps = 0
        for block in sheet(content, topic_id).body:
            steps = 0 if block.style is Style.HEADING else steps + (block.style is Style.STEP)
            assert steps <= MOST_STEPS, topic_id


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2026-11-22", "Đúng đến 31/12/2026"),  # the waiver of fees on VNeID ends
        ("2026-12-31", "Đúng đến 31/12/2026"),
        ("2027-01-01", "Đã quá ngày phải xem lại 01/01/2027"),
    ],
)
def test_a_sheet_says_until_when_it_is_right(content, day, line) -> None:
    found = sheet(content, "tam_tru", dt.date.fromisoformat(day))
    assert found.validity.line(content.print_words.sheet) == line


def test_nothing_dated_gives_the_day_of_the_next_review(content) -> None:
    validity = sheet(content, "luu_tru").validity
    assert validity.until is None
    review = content.topics["luu_tru"].review_by
    assert validity.line(content.print_words.sheet) == f"Xem lại trước {review:%d/%m/%Y}"


def test_a_sheet_printed_on_its_last_day_and_the_day_after_differ(content) -> None:
    """The promise itself: nothing on any sheet changes while it says that it is right."""
    for topic_id in content.topics:
        first = sheet(content, topic_id)
        if first.validity.until is not None:
            last = sheet(content, topic_id, first.validity.until)
            after = sheet(content, topic_id, first.validity.until + dt.timedelta(days=1))
            assert first.body == last.body
            assert (last.body, law(last)) != (after.body, law(after))


def law(given) -> list[str]:
    """The tail without its last line, which has the day of printing."""
    return [block.text for block in given.tail[:-1]]


def test_the_tail_has_grounds_doubts_and_who_runs_it(content) -> None:
    texts = [block.text for block in sheet(content, "tam_tru").tail]
    assert any(text.startswith("Chưa kiểm chứng") for text in texts)
    assert any(text.startswith("Căn cứ: Luật Cư trú") for text in texts)
    assert "In ngày: 22/11/2026. Telegram: @tro_ly_bot. Trang web: tro-ly.example.vn." in texts[-1]


def test_without_settings_there_is_a_sheet_without_codes(content) -> None:
    assert sheet(content, "tam_tru", entrances=Entrances()).links == []
