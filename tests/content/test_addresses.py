import re

from bot.content.addresses import (
    Channel,
    Entrances,
    group_door,
    guide_door,
    topic_door,
)
from bot.content.aspects import Aspect

BOTH = Entrances("tro_ly_bot", "https://tro-ly.example.vn/hoi")


def test_the_form_of_links_on_paper_never_changes() -> None:
    links = {link.channel: link.url for link in BOTH.links(topic_door("tam_tru", Aspect.DOCUMENTS))}
    assert links == {
        Channel.TELEGRAM: "https://t.me/tro_ly_bot?start=tam_tru-ho_so",
        Channel.WEB: "https://tro-ly.example.vn/hoi/chu-de/tam_tru/ho_so",
    }
    assert topic_door("tam_tru").path == "/chu-de/tam_tru"
    assert group_door("cu_tru").start == "nhom-cu_tru"
    assert group_door("cu_tru").path == "/nhom/cu_tru"


def test_every_door_has_a_payload_that_telegram_takes_and_no_two_are_alike(content) -> None:
    doors = [
        topic_door(topic_id, aspect) for topic_id in content.topics for aspect in [None, *Aspect]
    ]
    doors += [group_door(group.id) for group in content.menu.groups]
    doors += [guide_door(guide_id) for guide_id in content.guides]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", door.start) for door in doors)
    assert len({door.start for door in doors}) == len({door.path for door in doors}) == len(doors)


def test_only_ways_that_are_open_have_links() -> None:
    door = topic_door("tam_tru")
    assert Entrances().links(door) == []
    assert [link.shown for link in Entrances("tro_ly_bot").links(door)] == ["@tro_ly_bot"]
    assert [link.shown for link in Entrances(None, "https://a.vn/b").links(door)] == ["a.vn"]
