"""An answer as Telegram messages: HTML that cannot break, within Telegram's limits."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Iterable, List, Optional, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit

from bot.content.answer import Answer, Button
from bot.content.layout import Kind, parts
from bot.content.schema import Messages

_WRITTEN = {
    Kind.NOTICE: "<i>{}</i>",
    Kind.TITLE: "<b>{}</b>",
    Kind.HEADING: "<b>{}</b>",
    Kind.TEXT: "{}",
    Kind.NOTE: "⚠️ {}",
    Kind.GROUNDS: "<i>{}</i>",
    Kind.ENDING: "{}",
}
_BOLD = re.compile(r"\*\*(.+?)\*\*")
# Two short titles stand side by side on a small phone; longer ones need the whole width.
_SHORT_TITLE = 18


@dataclass
class Rendered:
    """The texts of one answer, in order; the keyboard belongs to the last."""

    texts: List[str]
    keyboard: Optional[InlineKeyboardMarkup]


def render(answer: Answer, messages: Messages) -> Rendered:
    """``answer`` as HTML texts of at most 4096 UTF-16 units each, split between paragraphs."""
    blocks: List[str] = []
    heading = ""
    for part in parts(answer, messages):
        if part.kind is Kind.HEADING:
            heading = _WRITTEN[part.kind].format(to_html(part.text)) + "\n"
        else:
            blocks.append(heading + _WRITTEN[part.kind].format(to_html(part.text)))
            heading = ""
    return Rendered(pack(blocks), keyboard(answer))


def to_html(text: str) -> str:
    """The small markup as Telegram HTML; everything else is escaped."""
    return _BOLD.sub(r"<b>\1</b>", html.escape(text, quote=False))


def utf16_length(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pack(blocks: Iterable[str], limit: int = MessageLimit.MAX_TEXT_LENGTH) -> List[str]:
    """Joins blocks by blank lines into as few texts of at most ``limit`` units as order allows.

    Tags never span a cut: a block that is too long is cut at lines, then at words, and loses its
    markup.
    """
    texts: List[str] = []
    for block in blocks:
        pieces = [block] if utf16_length(block) <= limit else _cut(_without_tags(block), limit)
        for piece in pieces:
            if texts and utf16_length(texts[-1]) + 2 + utf16_length(piece) <= limit:
                texts[-1] += "\n\n" + piece
            else:
                texts.append(piece)
    return texts


def _without_tags(block: str) -> str:
    return re.sub(r"</?[a-z]+>", "", block)


def _cut(text: str, limit: int) -> List[str]:
    pieces: List[str] = []
    rest = text
    while utf16_length(rest) > limit:
        end = _fitting(rest, limit)
        at = max(rest.rfind("\n", 0, end), 0) or max(rest.rfind(" ", 0, end), 0) or end
        # An escaped character such as &amp; must not be cut in two.
        entity = rest.rfind("&", max(0, at - 6), at)
        if entity > 0 and ";" in rest[entity : entity + 7] and ";" not in rest[entity:at]:
            at = entity
        pieces.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [piece for piece in [*pieces, rest] if piece]


def _fitting(text: str, limit: int) -> int:
    """How many characters of ``text`` fit into ``limit`` UTF-16 units."""
    units = 0
    for index, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > limit:
            return index
    return len(text)


def keyboard(answer: Answer) -> Optional[InlineKeyboardMarkup]:
    """Choices two in a row where both are short, links one in a row, tools in the last row."""
    rows: List[List[InlineKeyboardButton]] = []
    for pair in _rows(answer.buttons):
        rows.append([InlineKeyboardButton(b.title, callback_data=b.payload) for b in pair])
    rows.extend([InlineKeyboardButton(f"🔗 {link.title}", url=link.url)] for link in answer.links)
    tools = [t for t in answer.tools if _fits(t)]
    if tools:
        rows.append([InlineKeyboardButton(t.title, callback_data=t.payload) for t in tools])
    return InlineKeyboardMarkup(rows) if rows else None


def _rows(buttons: Sequence[Button]) -> List[List[Button]]:
    rows: List[List[Button]] = []
    for button in buttons:
        if not _fits(button):
            continue  # the content check refuses such names; an old model may still hold one
        short = len(button.title) <= _SHORT_TITLE
        if rows and short and len(rows[-1]) == 1 and len(rows[-1][0].title) <= _SHORT_TITLE:
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _fits(button: Button) -> bool:
    return len(button.payload.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
