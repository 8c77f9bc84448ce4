from hypothesis import given
from hypothesis import strategies as st

from bot.print.lines import Run, break_lines


def wide(text: str, bold: bool) -> float:
    """Every letter is one wide, bold ones two."""
    return len(text) * (2 if bold else 1)


def lines(text: str, width: float, bold: bool = False) -> list[str]:
    return ["".join(run.text for run in line) for line in break_lines(text, width, bold, wide)]


def test_words_go_to_the_next_line_whole() -> None:
    assert lines("một hai ba", 7) == ["một hai", "ba"]
    assert lines("một hai ba", 6) == ["một", "hai ba"]
    assert lines("", 6) == []


def test_bold_is_a_run_of_its_own_and_does_not_part_a_word() -> None:
    assert break_lines("phải **làm ngay**, kẻo", 100, False, wide) == [
        [Run("phải", False), Run(" làm ngay", True), Run(", kẻo", False)]
    ]
    assert lines("a **bb**, c", 7) == ["a", "bb, c"]


def test_a_number_keeps_its_unit() -> None:
    assert lines("mất 7.000 đồng", 11) == ["mất", "7.000\u00a0đồng"]
    assert lines("đủ 14 tuổi", 8) == ["đủ", "14\u00a0tuổi"]
    assert lines("ghi 14 dòng", 8) == ["ghi 14", "dòng"]


def test_only_a_word_wider_than_a_line_is_broken_inside() -> None:
    assert lines("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]


@given(st.text("ab *", max_size=60), st.integers(2, 12))
def test_no_letter_is_lost_and_no_line_is_too_wide(text, width) -> None:
    found = break_lines(text, width, False, wide)
    assert all(sum(wide(*run) for run in line) <= width for line in found)
    letters = "".join(run.text for line in found for run in line).replace(" ", "")
    assert letters == text.replace("**", "").replace(" ", "")
