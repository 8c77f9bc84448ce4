from __future__ import annotations

from bot.content.search import called


def test_every_typed_word_must_begin_a_word_whatever_the_accents(content) -> None:
    assert called(content, "GIA HAN tam")[0] == "gia_han_tam_tru"
    assert called(content, "tạm trú khôngcó") == []


def test_nothing_typed_gives_the_menu_in_its_order(content) -> None:
    assert called(content, " ") == [t for g in content.menu.groups for t in g.topics]


def test_every_topic_is_found_by_its_title(content) -> None:
    for topic_id, topic in content.topics.items():
        assert topic_id in called(content, topic.title)
