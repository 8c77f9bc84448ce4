from __future__ import annotations

import datetime as dt

import pytest

from bot.content.addresses import Entrances
from bot.content.compose import Composer
from bot.sharing import share
from tests.conftest import TODAY

BOTH = Entrances("tro_ly_bot", "https://tro-ly.example.vn")


@pytest.fixture
def composer(content) -> Composer:
    return Composer(content, TODAY)


def test_a_topic_has_its_title_and_both_links(composer) -> None:
    shared = share("tam_tru-le_phi", composer, BOTH)
    assert shared.title == "Đăng ký tạm trú – lệ phí"
    assert [link.url for link in shared.links] == [
        "https://t.me/tro_ly_bot?start=tam_tru-le_phi",
        "https://tro-ly.example.vn/chu-de/tam_tru/le_phi",
    ]


def test_a_fee_is_right_until_the_day_before_it_changes(composer) -> None:
    assert share("tam_tru-le_phi", composer, BOTH).until == dt.date(2026, 12, 31)


def test_after_the_last_known_change_no_day_is_promised(content) -> None:
    later = Composer(content, dt.date(2035, 1, 1))
    assert share("tam_tru-le_phi", later, BOTH).until is None


def test_a_guided_dialogue_is_shared_by_its_start(composer) -> None:
    shared = share("guide_han_the", composer, BOTH)
    assert shared.title == composer.content.guides["han_the"].title
    assert shared.links[0].url.endswith("?start=guide_han_the")
    assert shared.until is None


@pytest.mark.parametrize("start", ["", "x", "tam_tru-x", "guide_x", "nhom-cu_tru", "../etc"])
def test_what_leads_to_no_answer_is_not_shared(composer, start) -> None:
    assert share(start, composer, BOTH) is None
