import pytest

from bot.content.addresses import Entrances, group_door
from bot.print import poster as module
from bot.print.poster import draw_poster
from tests.auxil.pdf_text import shown, text_of
from tests.conftest import TODAY

BOTH = Entrances("tro_ly_bot", "https://tro-ly.example.vn")


def poster_text(content, entrances: Entrances, ward: str = "") -> str:
    pages = shown(bytes(draw_poster(content, TODAY, entrances, ward).output()))
    assert len(pages) == 1
    return text_of(pages)


def test_the_poster_names_the_four_domains_the_machine_and_the_numbers(content) -> None:
    text = poster_text(content, BOTH, "Công an phường Sài Gòn")
    for part in (
        "Công an phường Sài Gòn",
        "Thẻ căn cước",
        "Tài khoản VNeID",
        "Thay sổ hộ khẩu",
        "Cư trú",
        "Quét mã để hỏi",
        "trợ lý tự động",
        "@tro_ly_bot",
        "tro-ly.example.vn",
        *(content.facts[f].phrase(TODAY) for f in ("tong_dai_dinh_danh", "so_khan_cap_cong_an")),
        "Chưa kiểm chứng",
        "22/11/2026",
    ):
        assert part in text


@pytest.mark.parametrize(
    "entrances", [BOTH, Entrances("tro_ly_bot"), Entrances(None, "https://a.vn")]
)
def test_each_group_has_a_code_for_each_way_in(content, entrances, monkeypatch) -> None:
    drawn = []
    monkeypatch.setattr(
        module.qr, "draw", lambda paper, url, x, y, size: drawn.append((url, x, y, size))
    )
    paper = draw_poster(content, TODAY, entrances)
    wanted = [
        link.url
        for group_id in content.print_words.poster.groups
        for link in entrances.links(group_door(group_id))
    ]
    assert [url for url, *_ in drawn] == wanted
    for _, x, y, size in drawn:
        assert size >= 35, "too small to scan from an arm's length"
        assert x > 0 and x + size < paper.w and y + size < paper.h


def test_without_any_way_in_there_is_no_poster(content) -> None:
    with pytest.raises(ValueError):
        draw_poster(content, TODAY, Entrances())


def test_a_long_name_of_a_ward_stays_on_one_page(content) -> None:
    ward = "Trung tâm Phục vụ hành chính công phường Nghĩa Lộ – Bộ phận Tiếp nhận và Trả kết quả"
    assert ward in poster_text(content, BOTH, ward)
