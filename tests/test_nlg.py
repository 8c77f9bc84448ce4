"""What an answer tells of the message that it answers."""

from __future__ import annotations

import uuid

import pytest


@pytest.fixture
def ask(guided_brain, run):
    conversation = uuid.uuid4().hex
    return lambda text: run(guided_brain.reply(text, conversation))


def test_it_names_what_was_understood_and_the_three_nearest(ask) -> None:
    heard = ask("đăng ký tạm trú hết bao nhiêu tiền").heard
    assert heard.intent == "tam_tru"
    assert heard.nearest[0].intent == "tam_tru" and len(heard.nearest) == 3
    shares = [guess.confidence for guess in heard.nearest]
    assert shares == sorted(shares, reverse=True)


def test_what_is_typed_into_a_dialogue_is_told_apart_until_something_is_answered(ask) -> None:
    assert not ask("/guide_han_the").heard.in_guide
    assert ask("14/05/1986").heard.in_guide
    assert ask("lệ phí đổi thẻ căn cước").heard.in_guide, "a side question; the dialogue is open"
    assert ask("/cancel").heard.in_guide
    assert ask("Nguyễn Trãi Thanh Xuân").heard.in_guide, "it may be said once more"
    ask("/tam_tru")
    assert not ask("Nguyễn Trãi Thanh Xuân").heard.in_guide
