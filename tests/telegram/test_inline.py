from __future__ import annotations

import pytest

from bot.content.arrivals import message_for
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.notice import notice
from bot.telegram.inline import MOST_CARDS, Cards
from bot.telegram.render import render
from tests.auxil.fake_bot_api import BOT, parse_html
from tests.auxil.front import Front
from tests.conftest import TODAY


@pytest.fixture
def composer(content) -> Composer:
    return Composer(content, TODAY)


@pytest.fixture
def front(composer, database) -> Front:
    return Front(composer, database)


def cards(front, run, query: str):
    person = {"id": 7, "is_bot": False, "first_name": "Dân"}
    run(front.deliver("inline_query", {"id": "1", "from": person, "query": query, "offset": ""}))
    return front.bot.cards[-1]


def test_a_half_typed_name_offers_the_topic_first(front, run) -> None:
    found = cards(front, run, "dang ky tam tr")
    assert found[0].id == "tam_tru"
    assert len({card.id for card in found}) == len(found) <= MOST_CARDS


def test_nothing_typed_offers_the_menu(front, run, content) -> None:
    found = cards(front, run, "")
    assert [card.id for card in found] == [
        topic for group in content.menu.groups for topic in group.topics
    ][:MOST_CARDS]


def test_a_question_offers_what_understanding_says_with_its_aspect(front, run) -> None:
    front.parsed = {
        "intent_ranking": [{"name": "khong_co"}, {"name": "tam_tru"}, {"name": "thuong_tru"}],
        "entities": [{"entity": "aspect", "value": "le_phi"}],
    }
    found = cards(front, run, "ở trọ mất bao nhiêu tiền")
    assert [card.id for card in found] == ["tam_tru-le_phi", "thuong_tru-le_phi"]


def test_the_card_is_the_answer_with_the_notice_and_a_link_that_opens_it(
    front, run, composer, content
) -> None:
    [card] = [c for c in cards(front, run, "đăng ký tạm trú") if c.id == "tam_tru"]
    answer = composer.topic("tam_tru", [Aspect.OVERVIEW])
    answer.notice = notice(composer.messages)
    text = card.input_message_content.message_text
    assert text == render(answer, composer.messages).texts[0]
    assert "Căn cứ:" in parse_html(text)
    [[button]] = card.reply_markup.inline_keyboard
    address, _, start = button.url.partition("?start=")
    assert address == f"https://t.me/{BOT['username']}"
    assert message_for(start, content) == "/tam_tru"


def test_every_card_of_every_topic_is_one_message_with_a_short_id(composer, content) -> None:
    offered = Cards(lambda: composer, None)
    for topic_id, topic in content.topics.items():
        for aspect in topic.answers:
            card = offered._card(composer, topic_id, [aspect], "x")
            assert len(card.id.encode()) <= 64
            answer = composer.topic(topic_id, [aspect])
            answer.notice = notice(composer.messages)
            assert len(render(answer, composer.messages).texts) == 1


@pytest.mark.parametrize("query", ["<b>", "x" * 256, "\u202e", "079086001234", "/start", "😀"])
def test_odd_queries_offer_something_or_nothing(front, run, query) -> None:
    assert len(cards(front, run, query)) <= MOST_CARDS
    assert front.failures == []
