from __future__ import annotations

import pytest

from bot.content.store import load_or_raise
from bot.model import fingerprint

TOPIC = "topics/cu_tru/tam_tru.yml"


def edit(data, name: str, old: str, new: str) -> None:
    path = data / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_an_edited_answer_needs_no_training(data_copy) -> None:
    before = fingerprint(load_or_raise(data_copy))
    edit(data_copy, TOPIC, "Khai trên VNeID", "Bạn khai trên VNeID")
    edit(data_copy, "facts/tam_tru.yml", "checked: 2026-11-22", "checked: 2026-11-23")
    assert fingerprint(load_or_raise(data_copy)) == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (TOPIC, "- KT3 bây giờ làm sao", "- KT3 giờ làm sao ta"),
        ("language/abbreviations.yml", "cccd: ", "zzcccd: "),
        ("language/small_talk.yml", "- xin chào", "- xin chào nhé"),
        ("rules.yml", "rules:", "rules:  # khác"),
    ],
)
def test_what_changes_understanding_needs_training(data_copy, name, old, new) -> None:
    before = fingerprint(load_or_raise(data_copy))
    edit(data_copy, name, old, new)
    assert fingerprint(load_or_raise(data_copy)) != before
