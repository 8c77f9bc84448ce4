import pytest

from bot.content.addresses import group_door, guide_door, topic_door
from bot.content.arrivals import door_for, message_for
from bot.content.aspects import Aspect


def test_every_topic_and_aspect_has_a_link_that_leads_back(content) -> None:
    for topic_id in content.topics:
        for aspect in [None, *Aspect]:
            message = message_for(topic_door(topic_id, aspect).start, content)
            assert message is not None
            assert message.startswith(f"/{topic_id}")


def test_an_aspect_goes_along(content) -> None:
    assert message_for("tam_tru-ho_so", content) == '/tam_tru{"aspect":"ho_so"}'


def test_every_group_and_guided_dialogue_has_a_link_that_leads_back(content) -> None:
    for group in content.menu.groups:
        message = message_for(group_door(group.id).start, content)
        assert message == f'/menu{{"group":"{group.id}"}}'
    for guide_id in content.guides:
        assert message_for(guide_door(guide_id).start, content) == f"/guide_{guide_id}"


@pytest.mark.parametrize(
    "start",
    [
        "",
        "khong_co",
        "tam_tru-khong_co",
        "../etc",
        "a" * 65,
        "restart",
        "nhom",
        "nhom-khong_co",
        "guide_khong_co",
        "tam_tru-le_phi-x",
    ],
)
def test_garbage_leads_nowhere(content, start) -> None:
    assert message_for(start, content) is None
    assert door_for(start, content) is None


def test_every_payload_leads_back_to_its_door(content) -> None:
    doors = [
        *(topic_door(topic, aspect) for topic in content.topics for aspect in [None, *Aspect]),
        *(group_door(group.id) for group in content.menu.groups),
        *(guide_door(guide) for guide in content.guides),
    ]
    assert [door_for(door.start, content) for door in doors] == doors
