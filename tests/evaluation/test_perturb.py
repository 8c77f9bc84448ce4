from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.perturb import Perturber

PERTURBER = Perturber({"cccd": "căn cước công dân", "đk": "đăng ký", "ko": "không"}, seed=1)
TEXT = "Đăng ký căn cước công dân ở phường có được không"


def test_kinds_rewrite_as_they_say() -> None:
    assert PERTURBER.rewrite(TEXT, "nguyên văn") == TEXT
    plain = "dang ky can cuoc cong dan o phuong co duoc khong"
    assert PERTURBER.rewrite(TEXT, "không dấu") == plain
    assert "cccd" in PERTURBER.rewrite(TEXT, "viết tắt")


def test_the_same_seed_gives_the_same_text_and_another_another() -> None:
    texts = [PERTURBER.rewrite(TEXT + str(n), "tất cả") for n in range(20)]
    assert texts == [PERTURBER.rewrite(TEXT + str(n), "tất cả") for n in range(20)]
    other = Perturber({"cccd": "căn cước công dân"}, seed=2)
    assert texts != [other.rewrite(TEXT + str(n), "tất cả") for n in range(20)]


@given(st.text(max_size=80), st.sampled_from(PERTURBER.kinds))
def test_any_text_can_be_rewritten(text: str, kind: str) -> None:
    assert isinstance(PERTURBER.rewrite(text, kind), str)
