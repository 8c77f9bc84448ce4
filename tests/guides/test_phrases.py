"""Phrases found in what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guides.phrases import (
    Phrases,
    addresses,
    is_state_address,
    read_clauses,
    read_words,
    same_word,
)
from bot.language.normalise import Normaliser

NORMALISER = Normaliser({"ko": "không"})


def found(phrase: str, text: str) -> bool:
    return Phrases([phrase], NORMALISER).are_in(read_words(text, NORMALISER))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("chuyển tiền", "TÔI CHUYEN TIEN"),
        ("chuyển tiền", "chuyenr tiền"),
        ("chuyển tiền", "chuyeenr tieefn"),
        ("chuyển tiền", "chuye6n3 tie6n2"),
        ("đã đọc mã", "ddax ddocj max"),
        ("chuyển tiền", "chuyne tiền"),
        ("công an * gọi", "công an phường Tân Định gọi em"),
        ("công an * gọi", "công an gọi"),
        ("chuyển * <tiền>", "chuyển cho nó 20 triệu"),
        ("chuyển * <tiền>", "chuyen 12.000d"),
        ("chuyển * <tiền>", "chuyển 1tr5"),
        ("bấm <link>", "bấm vneid-capnhat.com/abc nhé"),
        ("không cài", "ko cài"),
        ("đã chuyển <hết>", "mẹ em đã chuyển"),
    ],
)
def test_a_phrase_is_found_as_people_type_it(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("chuyển tiền", "chuyển khoản"),
        ("công an * gọi", "công an một hai ba bốn năm gọi"),
        ("chuyển * <tiền>", "chuyển nhà số 20"),
        ("bấm <link>", "bấm dichvucong.gov.vn"),
        ("đã chuyển <hết>", "hồ sơ đã chuyển sang công an"),
        ("otp", "opt"),
    ],
)
def test_what_is_something_else_is_not_found(phrase: str, text: str) -> None:
    assert not found(phrase, text)


@pytest.mark.parametrize(
    "address",
    [
        "https://dichvucong.gov.vn/abc",
        "vneid.gov.vn",
        "https://vneid.gov.vn:443/tai",
        "VNEID.GOV.VN",
    ],
)
def test_an_address_of_the_state(address: str) -> None:
    assert is_state_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "dichvucong.bvgov.com",
        "https://vneid.gov.vn.capnhat.xyz",
        "https://vneid.gov.vn@kegian.com/a",
        "https://vneid-gov.vn",
        "https://xgov.vn",
        "https://vneіd.gov.vn",  # a Cyrillic letter
        "http://1.2.3.4/vneid",
        "http://[",
    ],
)
def test_an_address_that_only_looks_like_one_of_the_state(address: str) -> None:
    assert not is_state_address(address)


def test_addresses_are_told_from_abbreviations_and_dates() -> None:
    assert addresses("Ở TP.HCM ngày 31.12 xem bit.ly/x, rồi https://a.com.") == [
        "bit.ly/x",
        "https://a.com",
    ]


def test_a_comma_ends_a_clause_but_not_a_number() -> None:
    clauses = read_clauses("chưa chuyển, mất 2,5 triệu", NORMALISER)
    assert [[word.folded for word in clause] for clause in clauses] == [
        ["chua", "chuyen"],
        ["mat", "xtienx"],
    ]


@given(st.text(alphabet="abcdeghiklmnopqrstuvxy", min_size=5, max_size=9), st.data())
def test_one_slip_inside_a_long_word_is_forgiven(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    assert same_word(word[:place] + "z" + word[place:], word, True)
    assert same_word(word[:place] + "z" + word[place + 1 :], word, True)
    assert not same_word("z" + word, word, True)
    assert not same_word(word[:place] + "zz" + word[place:], word, True)


@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert all(word.folded for word in read_words(text, NORMALISER))
