"""``chat``: the same brain in a terminal, buttons as numbered choices."""

from __future__ import annotations

import asyncio
import sys
import uuid
from typing import Any, List

from bot.action_server import ActionServer
from bot.cli.options import parser
from bot.cli.start import ensure_model
from bot.commands import COMMAND_INTENTS, command_in
from bot.content.answer import Answer, Button
from bot.content.intents import START_INTENT
from bot.terminal import PROMPT, chosen, shown


def main(arguments: List[str]) -> int:
    """Talks until the input ends; exit status 1 when there is nothing to talk to."""
    args = parser("chat", "Trò chuyện trong cửa sổ dòng lệnh").parse_args(arguments)
    return talk(args.data, args.as_of)


def talk(data: Any, day: Any) -> int:
    """Checks, trains if needed, and talks."""
    model = ensure_model(data, day)
    if model is None:
        return 1
    print("Đang nạp trợ lý, khoảng 20 giây…", file=sys.stderr, flush=True)
    with ActionServer(data, day) as actions:  # it starts while Rasa is being imported
        from bot.brain import Brain

        brain = Brain(model, day, actions.address)
        try:
            asyncio.run(_talk(brain))
        except KeyboardInterrupt:
            print()
    return 0


async def _talk(brain: Any) -> None:
    conversation = uuid.uuid4().hex
    typed_by_hand = sys.stdin.isatty()
    choices: List[Button] = []
    if typed_by_hand:
        choices = _say(brain, await brain.reply(f"/{START_INTENT}", conversation))
    while True:
        if typed_by_hand:
            print(PROMPT, end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        text = line.strip()
        if not text:
            continue
        choices = _say(brain, await brain.reply(_meant(text, choices), conversation))


def _meant(text: str, choices: List[Button]) -> str:
    command = command_in(text)
    if command is not None and command.name in COMMAND_INTENTS:
        return f"/{COMMAND_INTENTS[command.name]}"
    return chosen(text, choices) or text.lstrip("/ ")


def _say(brain: Any, answer: Answer) -> List[Button]:
    print(shown(answer, brain.nlg.composer().messages), flush=True)
    return answer.buttons
