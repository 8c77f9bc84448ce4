from __future__ import annotations

import pytest

from bot.commands import Command, command_in


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/menu", Command("menu", "")),
        ("/start  tam_tru ", Command("start", "tam_tru")),
        ("/riengtu", Command("riengtu", "")),
        ("/restart", None),
        ("menu", None),
        ("/ menu", None),
        ("/menus", None),
        ("", None),
    ],
)
def test_only_known_commands_are_commands(text, command) -> None:
    assert command_in(text) == command
