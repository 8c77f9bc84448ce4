"""What guided dialogues ask for, and what their buttons carry, is not masked; numbers are."""

from __future__ import annotations

import pytest

from bot.guides.gazetteer import gazetteer
from bot.guides.presenting import choice_payload
from bot.guides.scam_reader import ScamReader
from bot.privacy.masking import clean_update, mask

TYPED = [
    "14/05/1986",
    "14-5-1986",
    "14.5.86",
    "14 05 1986",
    "14051986",
    "1986-05-14",
    "sinh 1986",
    "sn 14051986",
    "cccd cấp 25042021",
    "thẻ cấp 01/07/2021 hết hạn 14/05/2026",
    "nop ngay 2/12/2026 luc 9h30",
    "nộp 20/11 hẹn trả 4/12/2026",
    "em 63 tuổi",
    "phuong 5 quan 3",
    "số 12 đường 3/2 phường 10 quận 10",
    "268/12/3 đường số 5 kp 4 p. Linh Xuân",
]


@pytest.mark.parametrize("text", TYPED)
def test_dates_and_addresses_pass(text) -> None:
    assert mask(text) == (text, frozenset())


def test_what_every_button_of_a_guided_dialogue_carries_passes(content) -> None:
    units = gazetteer()
    payloads = [
        choice_payload(guide_id, question, choice.key)
        for guide_id, guide in content.guides.items()
        for question, words in guide.questions.items()
        for choice in words.choices
    ] + [choice_payload("dia_chi", "noi_nao", unit) for unit in [*units.former, *units.present]]
    for data in payloads:
        update = {"update_id": 1, "callback_query": {"id": "1", "data": data}}
        assert clean_update(update)["callback_query"]["data"] == data


@pytest.mark.parametrize(
    "story",
    [
        "số 0912345678 gọi bảo là công an phường, bắt cài app qua link http://dichvucong-gov.vn",
        "Tin nhắn: VNeID của bạn sẽ bị khóa, bấm https://vneid-bca.top/x?id=12345678 hoặc gọi "
        "02439393939",
        "nó bắt đọc mã OTP 123456 để xác thực căn cước 079086001234",
        "em lỡ chuyển khoản 2 triệu vào stk 190123456789 rồi",
    ],
)
def test_the_signs_of_a_scam_are_seen_behind_masked_numbers(content, story) -> None:
    words = content.guides["lua_dao"].scam
    reader = ScamReader(words, content.abbreviations)
    masked = mask(story)
    assert masked.kinds
    assert reader.read(masked.text) == reader.read(story)
    assert reader.read(masked.text)
