import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.spelling import Speller

TEXTS = [
    "dang ky tam tru o phuong co can giay to gi khong",
    "dang ky thuong tru cho con can giay to gi",
    "lam can cuoc cong dan mat bao nhieu tien",
    "tach ho can ho so gi",
    "tai khoan dinh danh muc 2",
]
SPELLER = Speller.learn([text.split() for text in TEXTS * 6])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddawng kys tajm trus", "dang ky tam tru"),
        ("d9a8ng ky1 ta5m tru1", "dang ky tam tru"),
        ("dagn ky tma tru", "dang ky tam tru"),
        ("khogn can giya to", "khong can giay to"),
        ("tamtru canho", "tam tru can ho"),
        ("muc2", "muc 2"),
    ],
)
def test_slips_stray_keys_and_missing_spaces(typed: str, meant: str) -> None:
    assert " ".join(SPELLER.mend(typed.split())) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "quang trach",  # a place: built like syllables, and no pair says that "tach" was meant
        "tach ho",
        "2026",
        "ct01",
        "xyz",
        "nguyen",
    ],
)
def test_what_may_be_meant_as_typed_stays(typed: str) -> None:
    assert SPELLER.mend(typed.split()) == typed.split()


def test_a_word_built_like_another_is_mended_where_pairs_say_so() -> None:
    assert SPELLER.mend(["can", "cuoi", "cong", "dan"]) == ["can", "cuoc", "cong", "dan"]


def test_a_speller_that_knows_nothing_mends_nothing() -> None:
    assert Speller({}, {}).mend(["dagn", "ky"]) == ["dagn", "ky"]


@given(st.lists(st.text(max_size=50)))
def test_every_place_stays_a_place(text: list) -> None:
    assert len(SPELLER.mend(text)) == len(text)
