from __future__ import annotations

import unicodedata

import pytest

from bot.privacy.names import announced_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("em tên là lan muốn làm căn cước", "lan muốn làm căn"),
        ("Tôi tên Hoa, quê Huế", "Hoa"),
        ("tên tôi là Trần An", "Trần An"),
        ("Họ tên: Lê Hoa", "Lê Hoa"),
        ("tôi là Nguyễn Hoàng Nam, hỏi về tạm trú", "Nguyễn Hoàng Nam"),
        ("làm giấy cho nguyen van a", "nguyen van a"),
        ("mẹ tôi Trần Thị Bưởi mất căn cước", "Trần Thị Bưởi"),
    ],
)
def test_a_name_that_is_announced_is_found(text, name) -> None:
    assert announced_name(text) == name
    assert announced_name(unicodedata.normalize("NFD", text)) == name


@pytest.mark.parametrize(
    "text",
    [
        "đổi tên tôi trong căn cước",
        "sai họ tên trên thẻ thì làm sao",
        "giấy đó tên là gì",
        "tôi là sinh viên ở trọ",
        "em là công nhân ở TP Hồ Chí Minh",
        "con tôi 9 tuổi làm căn cước ở đâu",
        "tên chủ hộ ghi sai",
        "bổ sung tên mình làm cha",
        "sổ có tên tôi là con nuôi",
        "quản lý thị trường ghé kiểm tra",
    ],
)
def test_other_talk_of_names_is_left_alone(text) -> None:
    assert announced_name(text) is None


def test_examples_name_hardly_anybody(content) -> None:
    examples = [
        text
        for topic in content.topics.values()
        for texts in topic.examples.values()
        for text in texts
    ]
    named = [text for text in examples if announced_name(text)]
    # Those that do are about names, with made-up ones in them.
    assert len(named) <= 0.0005 * len(examples), "\n".join(named)
