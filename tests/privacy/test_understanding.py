"""Masking does not change what is understood."""

from __future__ import annotations

import pytest

from bot.content.notice import MASKED_WARNING
from bot.privacy.masking import mask


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("cccd 079086001234 của em hết hạn", "cccd của em hết hạn"),
        ("otp 123456 gửi về máy không nhập được", "otp gửi về máy không nhập được"),
        ("sđt 0903.123.456 đổi sang số mới trên vneid", "sđt đổi sang số mới trên vneid"),
        ("lam tam tru o dau 079 086 001 234", "lam tam tru o dau"),
    ],
)
def test_the_intent_is_that_of_the_text_without_the_number(brain, run, text, without) -> None:
    masked, plain = run(brain.parse(mask(text).text)), run(brain.parse(without))
    assert masked["intent"]["name"] == plain["intent"]["name"]
    assert masked["intent"]["confidence"] == pytest.approx(plain["intent"]["confidence"])


def test_in_the_terminal_the_number_is_masked_and_the_citizen_told_once(brain, run) -> None:
    async def scenario():
        first = await brain.reply("cccd 079086001234 của em hết hạn", "masked")
        second = await brain.reply("lệ phí bao nhiêu", "masked")
        tracker = await brain._agent.tracker_store.retrieve("masked")
        return first, second, str([event.as_dict() for event in tracker.events])

    first, second, kept = run(scenario())
    warning = getattr(brain.nlg.composer().messages, MASKED_WARNING).strip()
    assert first.notice.endswith(warning)
    assert second.notice == ""
    assert "079086001234" not in kept
