"""How answers look in a terminal, buttons as numbered choices."""

from __future__ import annotations

from typing import List, Optional

from bot.content.answer import Answer, Button
from bot.content.schema import Messages
from bot.content.text import plain

PROMPT = "\nBạn: "


def shown(answer: Answer, messages: Messages) -> str:
    """Everything an answer says, with its links and numbered buttons."""
    said = [answer.notice, plain(answer, messages)]
    said.append("\n".join(f"  {link.title}: {link.url}" for link in answer.links))
    said.append(
        "\n".join(f"  {number}. {b.title}" for number, b in enumerate(answer.buttons, start=1))
    )
    return "\n" + "\n\n".join(part for part in said if part)


def chosen(text: str, choices: List[Button]) -> Optional[str]:
    """The payload of the choice whose number was typed; ``None`` if none was."""
    if text.isdigit() and 1 <= int(text) <= len(choices):
        return choices[int(text) - 1].payload
    return None
