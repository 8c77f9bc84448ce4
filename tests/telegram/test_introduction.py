from __future__ import annotations

import pytest
from telegram.error import BadRequest

from bot.telegram.introduction import COMMANDS, description, introduce, short_description

LONGEST_OWNER = "C" * 60


@pytest.mark.parametrize("owner", [None, "Công an xã Yên Thành", LONGEST_OWNER])
def test_both_descriptions_fit_and_say_that_it_is_a_machine(content, owner) -> None:
    whole, short = description(content.messages, owner), short_description(content.messages, owner)
    assert len(whole) < 512 and len(short) < 120
    for text in (whole, short):
        assert "tự động" in text
        assert ("không phải kênh chính thức" in text) == (owner is None)
        assert owner is None or owner in text


def test_descriptions_that_are_not_taken_do_not_stop_the_start(content, run) -> None:
    told = []

    class Bot:
        can_read_all_group_messages = False

        async def set_my_commands(self, commands) -> None:
            told.append(commands)

        async def set_my_description(self, text) -> None:
            raise BadRequest("no")

    run(introduce(Bot(), content.messages, None))
    assert told == [COMMANDS]


def test_an_operator_is_told_when_the_bot_hears_whole_groups(content, run, caplog) -> None:
    class Bot:
        can_read_all_group_messages = True

        async def set_my_commands(self, commands) -> None: ...
        async def set_my_description(self, text) -> None: ...
        async def set_my_short_description(self, text) -> None: ...

    run(introduce(Bot(), content.messages, None))
    assert "/setprivacy" in caplog.text
