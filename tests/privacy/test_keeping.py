from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.keeping import keepable
from tests.auxil.personal import NUMBERS, PHRASES, digits_of, written


@given(number=st.one_of(*NUMBERS), phrase=st.sampled_from(PHRASES), data=st.data())
def test_no_personal_number_is_kept(number, phrase, data) -> None:
    before, after = phrase
    assert number not in digits_of(keepable(f"{before} {data.draw(written(number))} {after}"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("con sinh 15/3/1990 thì sao", "con sinh ••/•/•••• thì sao"),
        ("sinh 15-03-90", "sinh ••-••-••"),
        ("sinh ngày 5 tháng 3 năm 1990 ạ", "sinh ngày • tháng • năm •••• ạ"),
        ("sinh ngày 5 tháng ba năm 1990", "sinh ngày • tháng ba năm ••••"),
        ("sinh 05031990", "sinh ••••••••"),
        ("sinh 1990-03-05", "sinh ••••-••-••"),
        ("sinh １５/０３/１９９０", "sinh ••/••/••••"),
        ("ở số nhà 12A/3 phố Huế", "ở số nhà ••A/• phố Huế"),
        ("số 12 ngõ 5 Láng", "số •• ngõ • Láng"),
        ("hẻm 48/7 đường 3 tháng 2", "hẻm ••/• đường 3 tháng 2"),
    ],
)
def test_whole_dates_and_house_numbers_are_hidden(text, kept) -> None:
    assert keepable(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "cháu 14 tuổi làm thẻ lần đầu",
        "theo nghị định 154/2024/NĐ-CP thì ở trọ 30 ngày phải khai",
        "mẫu số CT01 lấy ở đâu",
        "sinh năm 1960 thẻ hạn tới bao giờ",
        "từ tháng 3/2026 lệ phí 7.000 đồng",
    ],
)
def test_what_a_question_is_about_stays(text) -> None:
    assert keepable(text) == text


@pytest.mark.parametrize("text", ["079086001234", "15/3/1990", " 👍 ", "", "??"])
def test_what_tells_nothing_is_not_kept(text) -> None:
    assert keepable(text) == ""


def test_lines_become_one() -> None:
    assert keepable("mất sổ\n\n hộ  khẩu") == "mất sổ hộ khẩu"
