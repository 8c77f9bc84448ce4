import pytest

from bot.language.syllables import is_syllable

SYLLABLES = "nghieng quyen thuong khuya giuong gi uong yeu an o tach trach huyen quoc phuong xoa"


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["ddang", "dagn", "khnog", "tamtru", "vneid", "ct", "phuwong", "zalo", "strong", ""]
)
def test_what_is_built_like_none(word: str) -> None:
    assert not is_syllable(word)
