from __future__ import annotations

import difflib

import pytest
import yaml

from bot.content.example_lines import CannotAdd, with_item

FILE = """\
# Đầu tệp
title: Tạm trú   # tên
examples:
  tong_quan:
    - làm tạm trú
    # về sinh viên
    - "sinh viên: ở đâu"

  le_phi:
    - mất bao nhiêu   # hay hỏi
# Cuối tệp
"""


def added(before: str, after: str) -> list:
    changes = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert not [line for line in changes if line.startswith("-")]
    return [line[2:] for line in changes if line.startswith("+")]


def test_a_line_is_added_at_the_end_of_its_list_and_nothing_else_changes() -> None:
    after = with_item(FILE, ("examples", "tong_quan"), "ở trọ thì khai gì")
    assert added(FILE, after) == ["    - ở trọ thì khai gì"]
    assert yaml.safe_load(after)["examples"]["tong_quan"][-1] == "ở trọ thì khai gì"


def test_a_missing_list_is_made_after_the_others() -> None:
    after = with_item(FILE, ("examples", "ho_so"), "cần giấy gì")
    assert added(FILE, after) == ["  ho_so:", "    - cần giấy gì"]
    assert yaml.safe_load(after)["examples"]["ho_so"] == ["cần giấy gì"]
    assert after.endswith("# Cuối tệp\n")


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ("- một\n- hai\n", ()),
        ("examples:\n- một\n", ("examples",)),
        ("examples:\n  - một", ("examples",)),
        ("examples:\r\n  - một\r\nkhac: 1\r\n", ("examples",)),
        ("examples:\n  - |\n    một\n    dài\n\nkhac: 1\n", ("examples",)),
        ("examples:\n  - một\n    dài\nkhac: 1\n", ("examples",)),
    ],
)
def test_lists_in_other_layouts(before, path) -> None:
    after = with_item(before, path, "ba")
    loaded = yaml.safe_load(after)
    items = loaded if not path else loaded["examples"]
    assert items == [
        *(yaml.safe_load(before) if not path else yaml.safe_load(before)["examples"]),
        "ba",
    ]
    assert ("\r\n" in before) == ("\r\n" in after)
    assert "\r" not in after.replace("\r\n", "")


@pytest.mark.parametrize(
    "item",
    [
        "hỏi: lệ phí",
        "- gạch đầu dòng",
        "# không phải ghi chú",
        "có # ở giữa",
        'ngoặc "kép" và \\ chéo',
        "«ngoặc»",
        "123",
        "yes",
        "null",
        "{fact}",
        "[a, b]",
        "&neo *sao !nhan |",
        "@ai",
        "kết thúc:",
        "'nháy",
        "2026-11-22",
    ],
)
def test_whatever_is_added_is_read_as_it_was(item) -> None:
    after = with_item(FILE, ("examples", "le_phi"), item)
    assert yaml.safe_load(after)["examples"]["le_phi"] == ["mất bao nhiêu", item]
    assert len(added(FILE, after)) == 1


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("examples: [một, hai]\n", ("examples",)),
        ("examples: []\n", ("examples",)),
        ("examples:\n", ("examples", "le_phi")),
        ("examples: {tong_quan: [một]}\n", ("examples", "le_phi")),
        ("title: một\n", ("examples", "le_phi")),
    ],
)
def test_a_layout_that_cannot_take_a_line_is_refused(text, path) -> None:
    with pytest.raises(CannotAdd, match="bằng tay"):
        with_item(text, path, "ba")
