"""What is taken out of texts and updates, and what stays."""

from __future__ import annotations

import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.content.compose import Composer
from bot.content.text import plain
from bot.language.normalise import Normaliser
from bot.privacy.masking import CARRIED_KEY, IGNORED_KEY, MASKED_KEY, clean_update, mask
from bot.privacy.spans import Kind
from tests.auxil.personal import NUMBERS, PHRASES, digits_of, written
from tests.conftest import TODAY

PERSONAL = {
    Kind.ID_NUMBER: [
        "cccd 079086001234 của em hết hạn",
        "so cccd cua em la 079 086 001 234",
        "079.086.001.234",
        "079-086-001-234",
        "０７９０８６００１２３４",
        "0 7 9 0 8 6 0 0 1 2 3 4",
        "con thứ 2 số 079 086 001 234",
        "sinh 12/03/1965 cccd 079065001234",
        "079\u200b086001234",
        "𝟎𝟕𝟗𝟎𝟖𝟔𝟎𝟎𝟏𝟐𝟑𝟒",
        "cccd 079'086'001'234",
        "079:086:001:234",
        "079|086|001|234",
        "079 , 086 , 001 , 234",
        "cmnd cũ 201 234 567 đổi sang cccd",
        "201.234.567",
        "cmt 201234567 mất thì sao",
        "O79O86OO1234",
        "0\ufe0f\u20e37\ufe0f\u20e39086001234",
    ],
    Kind.PHONE: [
        "sđt 0903123456",
        "0903 123 456",
        "+84 903 123 456",
        "84903123456",
        "(024) 3825 1234",
        "o9o3123456",
        "0903, 123, 456",
        "0903~123~456",
        "goi lai cho em 0903.123.456 nhe",
    ],
    Kind.ACCOUNT: [
        "stk 1234567 vietcombank",
        "stk 0123456789012",
        "thẻ 4111 1111 1111 1111",
        "4111111111111111",
    ],
    Kind.PASSPORT: ["hộ chiếu C1234567 hết hạn"],
    Kind.EMAIL: [
        "a.b@gmail.com",
        "abc123 gmail.com",
        "nam.tran @ yahoo.com.vn ạ",
        "abc[at]gmail[dot]com",
    ],
    Kind.CODE: [
        "otp 123456",
        "mã otp là 12 34 56",
        "ma xac nhan 4829",
        "4829 là mã otp",
        "482913",
        "em nhận được mã 482913 có nên đọc không",
        "mã pin của em là 2580",
        "cvv là 321",
    ],
    Kind.PASSWORD: [
        "mk la abc123",
        "mật khẩu: meocon",
        "mật khẩu vneid của em là Hoanganh@1990 ạ",
        "mật khẩu của tôi là hoanganh",
        "pass abc123",
        unicodedata.normalize("NFD", "mật khẩu của tôi là hoanganh"),
        "mat khau la abc 123",
    ],
}
PUBLIC = [
    "lệ phí 15.000 đồng",
    "15.000đ, 25.000đ, 35.000đ",
    "10.000 15.000 20.000 đồng",
    "15000 25000 35000",
    "150000 dong",
    "500 000 000 đồng",
    "phạt 100.000.000",
    "phạt 10000000",
    "từ 01/01/2026 đến 31/12/2026",
    "01/07/2025 - 31/12/2026",
    "01/2026-12/2026",
    "22-11-2026",
    "22.11.2026",
    "2026-11-22",
    "sinh 12031965",
    "năm 2025-2026",
    "2021 2026",
    "nghị định 154/2024/NĐ-CP",
    "luật 91/2025/QH15 và thông tư 116/2026/TT-BCA",
    "quyết định 5230/QĐ-BCA",
    "tổng đài 1900 0368",
    "19000368",
    "1900.0368",
    "18001096",
    "1900 0113, 0236 1022",
    "gọi 113",
    "gọi 113 114 115",
    "năm 2021 2022 2023",
    "CCCD_20261122.pdf",
    "mk 18t chưa có cccd",
    "mk là 2k4 làm thẻ ở đâu",
    "mk là freelancer thì khai tạm trú sao",
    "khí co2 là gì",
    "069.2342431",
    "mẫu CT01, TK01, CT07",
    "thủ tục 1.004222 và 3.000228",
    "14 25 40 60 tuổi",
    "điều 100, 101, 102, 103",
    "từ 08:00 đến 17:00; 13:30",
    "028 1022, 1900 0368",
    "mã cvv 3 số",
    "6 - 14 - 18 tuổi",
    "bước 1 2 3 4 5 6",
    "điều 20 21 22 23 24",
    "mã bưu chính 700000",
    "mật khẩu là gì",
    "quên mật khẩu là sao",
    "mk là phải có chữ hoa hả",
    "mật khẩu vneid là bao nhiêu ký tự",
    "mật khẩu: quên rồi làm sao",
    "quên mật khẩu cấp 2",
    "vào gmail.com",
    "hỏi @tro_ly_bot xem",
]


@pytest.mark.parametrize(
    ("kind", "text"), [(k, text) for k, texts in PERSONAL.items() for text in texts]
)
def test_personal_data_is_masked(kind, text) -> None:
    masked = mask(text)
    assert kind in masked.kinds
    assert len(masked.text.encode("utf-16-le")) == len(text.encode("utf-16-le"))


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_public_stays(text) -> None:
    assert mask(text) == (text, frozenset())


def test_no_example_and_no_answer_is_touched(content) -> None:
    """All that people are known to ask, and all that is answered, is free of personal data."""
    texts = [e for t in content.topics.values() for es in t.examples.values() for e in es]
    composer = Composer(content, TODAY)
    for topic_id, topic in content.topics.items():
        texts += [plain(composer.topic(topic_id, [a]), composer.messages) for a in topic.answers]
    assert {text: mask(text).text for text in texts if mask(text).kinds} == {}


@given(number=st.one_of(*NUMBERS), phrase=st.sampled_from(PHRASES), data=st.data())
def test_no_digit_of_a_personal_number_survives(number, phrase, data) -> None:
    before, after = phrase
    typed = data.draw(written(number))
    masked = mask(f"{before} {typed} {after}")
    assert masked.kinds
    assert digits_of(masked.text) == digits_of(before + after)


@given(number=st.one_of(*NUMBERS), phrase=st.sampled_from(PHRASES))
def test_a_masked_text_is_understood_as_if_the_number_were_not_there(number, phrase) -> None:
    normalise = Normaliser().normalise
    before, after = phrase
    assert normalise(mask(f"{before} {number} {after}").text) == normalise(f"{before} {after}")


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text) -> None:
    once = mask(text).text
    assert mask(once).text == once


@pytest.mark.parametrize(
    "text",
    ["a" * 4096, "1 " * 2048, "0" * 4096, "12 " * 1365, "a@" * 2048, "19/" * 1365, "mk a " * 819],
)
def test_the_longest_message_is_masked_in_bounded_time(text) -> None:
    start = time.process_time()
    mask(text)
    assert time.process_time() - start < 1


def _message(**content):
    person = {"id": 7, "is_bot": False, "first_name": "Trần Thị Bí Mật", "username": "bi_mat"}
    chat = {"id": 7, "type": "private", "first_name": "Trần Thị Bí Mật"}
    return {"message_id": 1, "date": 1, "from": person, "chat": chat, **content}


def test_an_update_keeps_what_answering_needs_and_nothing_else() -> None:
    entities = [{"type": "bot_command", "offset": 0, "length": 6}]
    raw = {
        "update_id": 5,
        "message": _message(text="/start cccd 079086001234", entities=entities, bi_mat={"x": 1}),
    }
    before = json.dumps(raw)
    clean = clean_update(raw)
    assert json.dumps(raw) == before
    assert "bi_mat" not in json.dumps(clean["message"]["from"]) and "Trần" not in json.dumps(clean)
    assert clean["message"]["text"] == "/start cccd ••••••••••••"
    assert clean["message"]["entities"] == entities
    assert clean["message"][MASKED_KEY] == ["so_dinh_danh"]
    assert clean_update(clean) == clean


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "BIMAT", "file_unique_id": "BIMAT", "width": 1, "height": 1}]},
        {"document": {"file_id": "BIMAT", "file_unique_id": "BIMAT", "file_name": "BIMAT.pdf"}},
        {"voice": {"file_id": "BIMAT", "file_unique_id": "BIMAT", "duration": 3}},
        {"contact": {"phone_number": "BIMAT", "first_name": "BIMAT"}},
        {"location": {"latitude": 21.02851, "longitude": 105.80482, "x": "BIMAT"}},
        {"passport_data": {"data": "BIMAT"}},
        {"something_new": "BIMAT"},
    ],
)
def test_files_contacts_and_places_are_never_kept(content) -> None:
    clean = clean_update({"update_id": 1, "message": _message(caption="x", **content)})
    written_down = json.dumps(clean)
    assert "BIMAT" not in written_down and "21.02" not in written_down
    assert clean["message"][CARRIED_KEY] == list(content)
    parsed = Update.de_json(clean, None)
    assert parsed.message.api_kwargs[CARRIED_KEY] == list(content)


@pytest.mark.parametrize("kind", list(Update.ALL_TYPES))
def test_every_kind_of_update_is_readable_once_cleaned(kind) -> None:
    clean = clean_update({"update_id": 3, kind.value: {"secret": "BIMAT", "text": "BIMAT"}})
    if IGNORED_KEY in clean:
        assert Update.de_json(clean, None).update_id == 3
        assert clean[IGNORED_KEY] == kind.value
        assert "BIMAT" not in json.dumps(clean)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(["update_id", *(k.value for k in Update.ALL_TYPES)]),
        st.dictionaries(
            st.sampled_from(["text", "from", "chat", "data", "query", "entities", "caption"]), JSON
        )
        | JSON,
    )
)
def test_no_update_is_too_odd_to_be_cleaned(update) -> None:
    clean = clean_update(update)
    assert clean_update(clean) == clean
