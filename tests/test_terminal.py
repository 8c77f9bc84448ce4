from __future__ import annotations

from bot.content.answer import Answer, Button, Outcome, Section, WebLink
from bot.terminal import chosen, shown

BUTTONS = [Button("Lệ phí", "/a"), Button("Nơi nộp", "/b")]


def test_buttons_are_numbered_and_chosen_by_number(content) -> None:
    answer = Answer(
        Outcome.ANSWERED, [Section("chữ")], links=[WebLink("Cổng", "https://a")], buttons=BUTTONS
    )
    assert (
        shown(answer, content.messages) == "\nchữ\n\n  Cổng: https://a\n\n  1. Lệ phí\n  2. Nơi nộp"
    )
    assert [chosen(text, BUTTONS) for text in ("1", "2", "0", "3", "", "một")] == [
        "/a",
        "/b",
        None,
        None,
        None,
        None,
    ]
