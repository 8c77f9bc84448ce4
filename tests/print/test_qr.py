import datetime as dt

import segno

from bot.print import qr
from bot.print.paper import POINT, Paper
from tests.auxil.pdf_text import squares

URL = "https://t.me/tro_ly_bot?start=tam_tru-ho_so"
LEFT, TOP, SIZE = 20.0, 30.0, 40.0


def test_what_is_drawn_is_the_code_of_the_link() -> None:
    paper = Paper("", dt.date(2026, 11, 22))
    paper.add_page()
    qr.draw(paper, URL, LEFT, TOP, SIZE)
    wanted = [list(row) for row in segno.make(URL, error="m", micro=False).matrix_iter(border=4)]
    module = SIZE / len(wanted) / POINT
    drawn = [[0] * len(wanted) for _ in wanted]
    for square in squares(bytes(paper.output()))[0]:
        column = round((square.left - LEFT / POINT) / module)
        row = round((paper.h / POINT - TOP / POINT - square.top) / module)
        for offset in range(round(square.width / module)):
            drawn[row][column + offset] = 1
    assert drawn == [[int(cell) for cell in row] for row in wanted]


def test_a_code_has_its_quiet_zone() -> None:
    rows = qr.modules(URL)
    assert not any(any(row) for row in rows[:4] + rows[-4:])
    assert not any(any(row[:4]) or any(row[-4:]) for row in rows)
    assert rows[4][4]
