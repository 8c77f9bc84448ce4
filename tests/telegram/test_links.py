import pytest

from bot.content.addresses import group_door, topic_door
from bot.content.aspects import Aspect
from bot.telegram.links import message_for


def test_every_topic_and_aspect_has_a_link_that_leads_back(content) -> None:
    for topic_id in content.topics:
        for aspect in [None, *Aspect]:
            message = message_for(topic_door(topic_id, aspect).start, content)
            assert message is not None
            assert message.startswith(f"/{topic_id}")


def test_an_aspect_goes_along(content) -> None:
    assert message_for("tam_tru-ho_so", content) == '/tam_tru{"aspect":"ho_so"}'


def test_every_group_has_a_link_to_its_menu(content) -> None:
    for group in content.menu.groups:
        message = message_for(group_door(group.id).start, content)
        assert message == f'/menu{{"group":"{group.id}"}}'


@pytest.mark.parametrize(
    "start",
    [
        "",
        "khong_co",
        "tam_tru-khong_co",
        "tam_tru-",
        "../etc",
        "a" * 65,
        "restart",
        "nhom",
        "nhom-khong_co",
        "tam_tru-le_phi-x",
    ],
)
def test_garbage_leads_nowhere(content, start) -> None:
    assert message_for(start, content) in (None, "/tam_tru")
    assert start == "tam_tru-" or message_for(start, content) is None
