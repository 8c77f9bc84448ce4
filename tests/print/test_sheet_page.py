"""Sheets as they come out of the printer: everything is there, nothing is cut or covered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations

import pytest

from bot.content.addresses import Entrances
from bot.print.markup import Block, Style, printable
from bot.print.paper import MARGIN, POINT
from bot.print.sheet import compose_sheet
from bot.print.sheet_page import MOST_PAGES, draw_sheets
from tests.auxil.pdf_text import Shown, shown, squares, text_of
from tests.conftest import TODAY

WIDTH, HEIGHT = 210 / POINT, 297 / POINT
EDGE = MARGIN / POINT
BOTH = Entrances("tro_ly_can_cuoc_va_cu_tru_bot", "https://tro-ly.example.vn")


def in_one_line(text: str) -> str:
    return " ".join(printable(text).replace("**", "").split())


def covered(one: Shown, other: Shown) -> bool:
    """Whether letters of two pieces stand on each other."""
    beside = one.right <= other.left + 0.5 or other.right <= one.left + 0.5
    return not beside and abs(one.base - other.base) < 0.9 * min(one.size, other.size)


@pytest.mark.parametrize("large", [False, True])
def test_every_topic_has_a_whole_sheet(content, large) -> None:
    sheets = [
        compose_sheet(content, topic_id, TODAY, BOTH, "Công an phường Sài Gòn")
        for topic_id in content.topics
    ]
    paper, fits = draw_sheets(sheets, content.print_words, TODAY, large)
    pdf = bytes(paper.output())
    pages, codes = iter(shown(pdf)), iter(squares(pdf))
    for fit in fits:
        name = fit.sheet.topic_id
        assert fit.pages <= MOST_PAGES, name
        own = [next(pages) for _ in range(fit.pages)]
        black = [next(codes) for _ in range(fit.pages)][0]
        text = text_of(own)
        blocks = [*fit.sheet.body, *fit.sheet.tail]
        missing = [block.text for block in blocks if in_one_line(block.text) not in text]
        assert missing == [], name
        line = fit.sheet.validity.line(content.print_words.sheet)
        assert all(part in text for part in (fit.sheet.title, fit.sheet.ward, line)), name
        for number, page in enumerate(own, start=1):
            count = next(piece for piece in page if piece.text == f"Trang {number}/{fit.pages}")
            assert count.size == fit.letters.small
        least = 16 if large else 11
        for page in own:
            outside = [
                piece.text
                for piece in page
                if piece.left < EDGE - 0.1
                or piece.right > WIDTH - EDGE + 0.1
                or not EDGE < piece.base < HEIGHT - EDGE
            ]
            assert outside == [], name
            assert [a.text for a, b in combinations(page, 2) if covered(a, b)] == [], name
        inside = [
            piece.text
            for piece in own[0]
            if piece.right > min(square.left for square in black)
            and min(square.top - square.height for square in black) + 0.1
            < piece.base
            < max(square.top for square in black)
        ]
        assert inside == [], name
        assert fit.letters.text >= least


def sample(content, **changes):
    return replace(compose_sheet(content, "tam_tru", TODAY, BOTH), **changes)


def test_a_short_sheet_is_one_page_in_the_largest_letters(content) -> None:
    short = sample(content, body=[Block(Style.STEP, "Đến công an.", "1.")])
    [fit] = draw_sheets([short], content.print_words, TODAY, large=True)[1]
    assert (fit.pages, fit.letters.text) == (1, 18)


def test_steps_that_do_not_fit_give_way_to_the_overview(content) -> None:
    long = [Block(Style.STEP, "Việc này dài. " * 20, f"{n}.") for n in range(1, 60)]
    brief = sample(content, body=[Block(Style.PARAGRAPH, "Ngắn.")], brief=None)
    [fit] = draw_sheets([sample(content, body=long, brief=brief)], content.print_words, TODAY)[1]
    assert fit.sheet is brief


def test_what_fits_nowhere_gets_more_pages_and_loses_nothing(content) -> None:
    long = [Block(Style.PARAGRAPH, f"Câu số {n}. " + "Nói thêm. " * 20) for n in range(120)]
    paper, [fit] = draw_sheets([sample(content, body=long, brief=None)], content.print_words, TODAY)
    pages = shown(bytes(paper.output()))
    assert fit.pages == len(pages) > MOST_PAGES
    text = text_of(pages)
    assert all(f"Câu số {n}. Nói thêm." in text for n in range(120))
    assert f"Trang {len(pages)}/{len(pages)}" in text


def test_a_heading_never_ends_a_column(content) -> None:
    sheets = [compose_sheet(content, t, TODAY, BOTH) for t in ("thuong_tru", "can_cuoc_cap_doi")]
    pdf = bytes(draw_sheets(sheets, content.print_words, TODAY)[0].output())
    headings = {block.text for one in sheets for block in one.body if block.style is Style.HEADING}
    for page in shown(pdf):
        for piece in page:
            if piece.text in headings:
                below = [
                    other
                    for other in page
                    if abs(other.left - piece.left) < 30 and 0 < piece.base - other.base < 40
                ]
                assert below, piece.text


def test_the_same_day_gives_the_same_file(content) -> None:
    first, second = (
        bytes(draw_sheets([sample(content)], content.print_words, TODAY)[0].output())
        for _ in range(2)
    )
    assert first == second
    later = TODAY + dt.timedelta(days=1)
    assert first != bytes(draw_sheets([sample(content)], content.print_words, later)[0].output())
