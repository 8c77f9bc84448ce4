import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.print.markup import Block, Style, at_most, blocks, printable

STEPS = "1. Một.\n2. Hai dài hơn nhiều.\n3. Ba.\n4. Bốn."


def steps(given_blocks) -> list[Block]:
    return [block for block in given_blocks if block.style is Style.STEP]


def test_lines_become_steps_points_and_paragraphs() -> None:
    found = blocks("**Trên máy:**\n1. Mở.\n\n- một\n   - hai\nHết.")
    assert [(block.style, block.mark, block.text) for block in found] == [
        (Style.PARAGRAPH, "", "**Trên máy:**"),
        (Style.STEP, "1.", "Mở."),
        (Style.POINT, "•", "một"),
        (Style.POINT, "•", "hai"),
        (Style.PARAGRAPH, "", "Hết."),
    ]
    assert [block.opens for block in found] == [True, False, False, False, False]


def test_the_two_shortest_neighbours_share_a_number_and_the_rest_is_counted_anew() -> None:
    found = at_most(3, blocks(STEPS))
    assert [f"{block.mark} {block.text}" for block in found] == [
        "1. Một.",
        "2. Hai dài hơn nhiều.",
        "3. Ba. Bốn.",
    ]


def test_what_is_few_enough_stays() -> None:
    assert at_most(4, blocks(STEPS)) == blocks(STEPS)


def test_two_lists_are_never_joined() -> None:
    two = "1. A.\n2. B.\n3. C.\n\nHoặc:\n1. D.\n2. E."
    found = steps(at_most(4, blocks(two)))
    assert [f"{block.mark} {block.text}" for block in found] == [
        "1. A. B.",
        "2. C.",
        "1. D.",
        "2. E.",
    ]
    side_by_side = "1. A.\n2. B.\n1. D."
    assert [block.mark for block in at_most(2, blocks(side_by_side))] == ["1.", "1."]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), st.integers(1, 8))
def test_no_word_is_lost_and_the_limit_holds_where_lists_allow_it(lengths, limit) -> None:
    text = "\n\nHoặc:\n".join(
        "\n".join(f"{n + 1}. việc {'rất ' * (n % 3)}{n}." for n in range(length))
        for length in lengths
    )
    found = at_most(limit, blocks(text))
    assert len(steps(found)) <= max(limit, len(lengths))
    words = re.sub(r"\d+\. ", "", text).split()
    assert " ".join(block.text for block in found).split() == words


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("🪪 Thẻ căn cước", "Thẻ căn cước"),
        ("🗺️ Nơi làm", "Nơi làm"),
        ("ho\u0302\u0300 so\u031b", "hồ sơ"),
        ("15 m²", "15 m²"),
    ],
)
def test_pictographs_go_and_letters_are_composed(given_text, expected) -> None:
    assert printable(given_text) == expected
