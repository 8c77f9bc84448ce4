"""The commands that citizens type, the same by every front end."""

from __future__ import annotations

from typing import NamedTuple, Optional

from bot.content.intents import CANCEL_INTENT, HELP_INTENT, MENU_INTENT, START_INTENT

START = "start"
PRIVACY = "riengtu"
DELETE = "xoadulieu"
# Those that are a message to Rasa; the others are answered without it.
COMMAND_INTENTS = {
    START: START_INTENT,
    "menu": MENU_INTENT,
    "help": HELP_INTENT,
    "huy": CANCEL_INTENT,
}
COMMANDS = (*COMMAND_INTENTS, PRIVACY, DELETE)


class Command(NamedTuple):
    """A typed command; ``argument`` is what stands behind it."""

    name: str
    argument: str


def command_in(text: str) -> Optional[Command]:
    """The command that ``text`` is; ``None`` for anything else."""
    if not text.startswith("/"):
        return None
    name, _, argument = text[1:].partition(" ")
    return Command(name, argument.strip()) if name in COMMANDS else None
