from hypothesis import given
from hypothesis import strategies as st

from bot.print.columns import balance, fill

HEIGHTS = st.lists(st.floats(0.5, 30), max_size=40)


def test_columns_are_filled_one_after_the_other() -> None:
    assert fill([4, 4, 4, 4], 2, 10) == [2, 2]
    assert fill([4, 4, 4, 4, 4], 2, 10) == [2, 2]  # the last waits for the next page
    assert fill([4, 4], 2, 10) == [2, 0]
    assert fill([], 2, 10) == [0, 0]


def test_a_piece_higher_than_a_column_does_not_wait_for_ever() -> None:
    assert fill([50, 4], 2, 10) == [1, 1]


def test_the_last_page_is_even() -> None:
    assert balance([4, 4, 4, 4], 2, 100) == [2, 2]
    assert balance([9, 1, 1, 1], 2, 100) == [1, 3]


@given(HEIGHTS, st.integers(1, 3))
def test_no_column_is_higher_than_the_page(heights, count) -> None:
    taken = balance(heights, count, 40)
    start = 0
    for number in taken:
        assert sum(heights[start : start + number]) <= 40
        start += number
    assert start == len(heights) or start == sum(fill(heights, count, 40))
    assert not heights or start > 0
