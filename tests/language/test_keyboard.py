import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.keyboard import keystrokes, without_stray_keys
from bot.language.normalise import fold

WORDS = ["đăng", "ký", "thường", "trú", "tạm", "vắng", "phường", "được", "không", "giấy", "tờ"]


def test_keystrokes_of_both_input_methods() -> None:
    assert keystrokes("đăng") == "ddawng"
    assert keystrokes("đăng", vni=True) == "d9a8ng"
    assert keystrokes("phường") == "phuwowngf"


@pytest.mark.parametrize("vni", [False, True])
@pytest.mark.parametrize("word", WORDS)
def test_what_an_input_method_would_have_typed_is_recovered(word: str, vni: bool) -> None:
    keys = keystrokes(word, vni)
    assert keys == fold(word) or fold(word) in set(without_stray_keys(keys))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("thuowngf", "thuong"), ("nuocws", "nuoc"), ("dangd", "dang"), ("ruwngf", "rung")],
)
def test_keys_may_stand_elsewhere_in_the_word(typed: str, meant: str) -> None:
    assert meant in set(without_stray_keys(typed))


@pytest.mark.parametrize("word", ["muc2", "lop3", "2026", "15t", "dang", "chip"])
def test_numbers_behind_words_and_plain_words_are_no_stray_keys(word: str) -> None:
    assert list(without_stray_keys(word)) == []


@given(st.text(alphabet="abcdeghijklmnopqrstuvwxy0123456789", max_size=20))
def test_any_word_is_survived(word: str) -> None:
    assert all(isinstance(found, str) for found in without_stray_keys(word))
