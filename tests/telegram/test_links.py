import re

import pytest

from bot.content.aspects import Aspect
from bot.telegram.links import message_for, start_payload


def test_every_topic_and_aspect_has_a_link_that_telegram_takes_and_that_leads_back(content) -> None:
    for topic_id in content.topics:
        for aspect in [None, *Aspect]:
            start = start_payload(topic_id, aspect)
            assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start)
            message = message_for(start, content)
            assert message is not None
            assert message.startswith(f"/{topic_id}")


def test_an_aspect_goes_along(content) -> None:
    assert message_for("tam_tru-ho_so", content) == '/tam_tru{"aspect":"ho_so"}'


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
        "tam_tru-le_phi-x",
    ],
)
def test_garbage_leads_nowhere(content, start) -> None:
    assert message_for(start, content) in (None, "/tam_tru")
    assert start == "tam_tru-" or message_for(start, content) is None
