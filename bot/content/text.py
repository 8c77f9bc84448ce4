"""An answer as plain text, for the terminal and for machines."""

from __future__ import annotations

import re

from bot.content.answer import Answer
from bot.content.schema import Messages

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def strip_markup(text: str) -> str:
    """``text`` without the marks for bold."""
    return _BOLD.sub(r"\1", text)


def plain(answer: Answer, messages: Messages) -> str:
    """Everything an answer says: title, text, notes, legal basis and date; no buttons."""
    parts = [answer.title.upper() if answer.title else "", strip_markup(answer.body)]
    parts.extend(f"⚠️ {note}" for note in answer.notes)
    parts.append(grounds(answer, messages))
    parts.append(strip_markup(answer.ending))
    return "\n\n".join(part for part in parts if part)


def grounds(answer: Answer, messages: Messages) -> str:
    """The legal basis and the day on which it was checked, as the last lines of an answer."""
    lines = []
    if answer.legal_basis:
        lines.append(f"{messages.legal_basis_title} {'; '.join(answer.legal_basis)}.")
    if answer.updated:
        lines.append(f"{messages.updated} {answer.updated}.")
    return "\n".join(lines)
