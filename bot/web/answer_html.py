"""An answer as HTML for the web page: escaped, no attribute but ``class`` and ``start``.

Classes: ``notice``, ``title``, ``note``, ``grounds``, ``ending``; text is ``<p>``, ``<ol>``,
``<ul>``, bold is ``<b>``, the title is a heading of the wanted level and sections one below.
"""

from __future__ import annotations

import html
import re
from itertools import groupby
from typing import List

from markupsafe import Markup

from bot.content.answer import Answer
from bot.content.layout import Kind, Part, parts
from bot.content.schema import Messages
from bot.print.markup import Block, Style, blocks

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LISTS = {Style.STEP: "ol", Style.POINT: "ul"}


def answer_html(answer: Answer, messages: Messages, level: int = 2) -> Markup:
    """All of ``answer`` but buttons and links; ``level`` is that of its title's heading."""
    return Markup("").join(_part(part, level) for part in parts(answer, messages))


def text_html(text: str) -> Markup:
    """Paragraphs and lists of a text in the small markup."""
    found: List[Markup] = []
    for style, run in groupby(blocks(text), key=lambda block: block.style):
        lines = list(run)
        found.append(_list(style, lines) if style in _LISTS else _paragraphs(lines))
    return Markup("").join(found)


def inline_html(text: str) -> Markup:
    """Words in one line, bold where marked."""
    return Markup(_BOLD.sub(r"<b>\1</b>", html.escape(text)))


def lines_html(text: str) -> Markup:
    """Words in several lines, parted as they stand."""
    return Markup("<br>").join(inline_html(line) for line in text.strip().splitlines())


def code_html(start: str, title: str) -> Markup:
    """The QR code of the page that the link with payload ``start`` opens."""
    return Markup(
        '<p><img class="code" src="qr/{}.svg" alt="Mã QR: {}" width="200" height="200"></p>'
    ).format(start, title)


def _part(part: Part, level: int) -> Markup:
    if part.kind is Kind.TEXT:
        return text_html(part.text)
    if part.kind in (Kind.TITLE, Kind.HEADING):
        tag = f"h{level if part.kind is Kind.TITLE else level + 1}"
        return Markup(f"<{tag} class={part.kind.value}>{inline_html(part.text)}</{tag}>")
    sign = "⚠️ " if part.kind is Kind.NOTE else ""
    return Markup(f"<p class={part.kind.value}>{sign}{lines_html(part.text)}</p>")


def _list(style: Style, items: List[Block]) -> Markup:
    tag = _LISTS[style]
    # A list that another line parts goes on counting where it was.
    first = items[0].mark.rstrip(".")
    start = f" start={first}" if style is Style.STEP and first != "1" else ""
    inside = "".join(f"<li>{inline_html(item.text)}</li>" for item in items)
    return Markup(f"<{tag}{start}>{inside}</{tag}>")


def _paragraphs(lines: List[Block]) -> Markup:
    return Markup("").join(Markup(f"<p>{inline_html(line.text)}</p>") for line in lines)
