import pytest

from bot.asides import Asides


@pytest.fixture(scope="module")
def asides(content) -> Asides:
    return Asides(content)


@pytest.mark.parametrize(
    "text",
    [
        "Vậy có phải xóa đăng ký cũ trước không?",
        "co phai ve cong an phuong cu bao truoc ko",
        "thẻ hết hạn, có phải tại vậy không ạ",
        "việc đó có ảnh hưởng gì đến sổ đỏ không",
    ],
)
def test_questions_in_passing(asides, text) -> None:
    assert asides.are_in(text)


@pytest.mark.parametrize(
    "text",
    ["có phải đăng ký tạm trú không", "trước đây tôi ở Huế", "phải mang theo gì", "", "😀"],
)
def test_questions_of_their_own(asides, text) -> None:
    assert not asides.are_in(text)


def test_a_place_is_not_the_procedure_of_that_name(asides) -> None:
    assert asides.as_places("lam o noi tam tru duoc khong") == {"tam_tru"}
    assert asides.as_places("nộp tại chỗ thường trú hay nơi tạm trú") == {"tam_tru", "thuong_tru"}
    assert asides.as_places("đăng ký tạm trú ở đâu") == frozenset()
