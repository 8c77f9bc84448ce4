import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.normalise import Normaliser, compose, fold

NORMALISER = Normaliser(
    {"cccd": "căn cước công dân", "đk": "đăng ký", "ko": "không", "tp.hcm": "thành phố hồ chí minh"}
)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_unicode_form_gives_the_same_words(form: str) -> None:
    text = unicodedata.normalize(form, "Đăng ký thường trú cho trẻ, ở Huế")
    assert NORMALISER.normalise(text) == "dang ky thuong tru cho tre o hue"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CCCD", "can cuoc cong dan"),
        ("ĐK tạm trú ko?", "dang ky tam tru khong"),
        ("đk", "dang ky"),
        ("ở TP.HCM", "o thanh pho ho chi minh"),
        ("cccd/vneid", "can cuoc cong dan vneid"),
        ("14-5-1986", "14 5 1986"),
    ],
)
def test_abbreviations_are_spelt_out(typed: str, meant: str) -> None:
    assert NORMALISER.normalise(typed) == meant


SPEAKER = Normaliser(
    {"cmt": "chứng minh thư"},
    {"mần răng": "làm sao", "chứng minh thư": "chứng minh nhân dân", "răng": "sao"},
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("làm CMT thì mần răng", "lam chung minh nhan dan thi lam sao"),
        ("MAN RANG day", "lam sao day"),
        ("chứng minh", "chung minh"),
    ],
)
def test_phrases_are_said_in_common_words_the_longest_first(typed: str, meant: str) -> None:
    assert SPEAKER.normalise(typed) == meant


def test_a_phrase_is_one_token_over_its_words() -> None:
    token = SPEAKER.tokens("hỏi mần  răng?")[1]
    assert (token.text, token.lemma) == ("mần  răng", "lam sao")


def test_tags_of_pasted_pages_are_no_words() -> None:
    assert NORMALISER.normalise("<b>thẻ</b> mất <script src='x'>") == "the mat"
    assert NORMALISER.normalise("3 < 5 và 6 > 2") == "3 5 va 6 2"


def test_invisible_characters_do_not_split_words() -> None:
    assert NORMALISER.normalise("căn\u200b cước \u202ecông\u200d dân") == "can cuoc cong dan"


def test_offsets_are_those_of_the_original_in_any_form() -> None:
    text = unicodedata.normalize("NFD", "Căn cước") + " CCCD"
    tokens = NORMALISER.tokens(text)
    assert [fold(text[t.start : t.end]) for t in tokens] == ["can", "cuoc", "cccd"]
    assert tokens[-1].lemma == "can cuoc cong dan"


@given(st.text(max_size=200))
def test_any_text_has_ordered_offsets_inside_it(text: str) -> None:
    end = 0
    for token in NORMALISER.tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text == text[token.start : token.end]
        assert token.lemma
        end = token.end


@given(st.text(max_size=100))
def test_folding_is_idempotent_and_blind_to_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(compose(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("con 5 tuổi", "tuoiduoisau"),
        ("con 6 tuoi", "tuoisaudenmuoibon"),
        ("bé 13 tuổi", "tuoisaudenmuoibon"),
        ("em 14 tuổi", "tuoitumuoibon"),
        ("bé 4 tháng tuổi", "tuoiduoisau"),
        ("con 9t", "tuoisaudenmuoibon"),
    ],
)
def test_ages_fall_into_the_groups_of_the_law(typed: str, group: str) -> None:
    assert group in NORMALISER.normalise(typed).split()


def test_numbers_that_are_no_ages_have_no_group() -> None:
    assert "tuoi" not in NORMALISER.normalise("4 tháng nữa, mức 2, 14 ngày")
