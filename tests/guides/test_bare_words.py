"""Messages that are nothing but a control, a nod or a menu label."""

from __future__ import annotations

import pytest

from bot.content.intents import CANCEL_INTENT, GUIDE_BACK_INTENT, MENU_INTENT, YES_INTENT
from bot.guides.bare_words import Meaning, meaning_of


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("hủy", Meaning(CANCEL_INTENT)),
        ("Thôi ạ", Meaning(CANCEL_INTENT)),
        ("huy bo di", Meaning(CANCEL_INTENT)),
        ("quay lại", Meaning(GUIDE_BACK_INTENT)),
        ("làm lại từ đầu", Meaning(GUIDE_BACK_INTENT)),
        ("vâng", Meaning(YES_INTENT)),
        ("ừ đúng rồi", Meaning(YES_INTENT)),
        ("OK bạn", Meaning(YES_INTENT)),
        ("Hỏi từng bước", Meaning(MENU_INTENT, "tung_buoc")),
        ("🧭 hoi tung buoc", Meaning(MENU_INTENT, "tung_buoc")),
    ],
)
def test_nothing_but_such_words(content, text, meaning) -> None:
    assert meaning_of(text, content) == meaning


@pytest.mark.parametrize(
    "text",
    ["", "ạ", "hủy tạm trú", "làm lại thẻ căn cước", "thẻ căn cước", "ok đăng ký tạm trú ở đâu"],
)
def test_more_than_that_is_left_to_the_understanding(content, text) -> None:
    assert meaning_of(text, content) is None
