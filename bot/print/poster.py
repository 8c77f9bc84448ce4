"""The poster for the wall of a reception room: what can be asked, and the codes to ask by."""

from __future__ import annotations

import datetime as dt
from typing import List, NamedTuple

from bot.content.addresses import DoorLink, Entrances, group_door
from bot.content.compose import Composer
from bot.content.facts import format_date
from bot.content.print_schema import PrintWords
from bot.content.store import Content
from bot.content.template import Filled, fill
from bot.print import qr
from bot.print.paper import MARGIN, Paper
from bot.print.validity import right_until

_GAP = 6.0
_COLUMNS = 2
_LARGEST_CODE = 62.0


class Card(NamedTuple):
    """One group of topics: its name and the links to it."""

    title: str
    links: List[DoorLink]


class Poster(NamedTuple):
    """What stands on the poster, before it is set on paper."""

    ward: str
    cards: List[Card]
    names: str
    hotlines: List[str]
    small_print: str


def draw_poster(content: Content, day: dt.date, entrances: Entrances, ward: str = "") -> Paper:
    """One A4 page as of ``day``; ``ward`` is whose wall it hangs on, or empty.

    Raises:
        ValueError: no way to the assistant is open, so there is nothing to scan.
    """
    assert content.print_words is not None, "content was loaded with errors"
    words = content.print_words
    poster = compose_poster(content, words, day, entrances, ward)
    paper = Paper(words.poster.title, day)
    paper.add_page()
    top = _head(paper, words, poster)
    bottom = _foot(paper, words, poster)
    _cards(paper, words, poster.cards, top + _GAP, bottom - _GAP)
    return paper


def compose_poster(
    content: Content, words: PrintWords, day: dt.date, entrances: Entrances, ward: str
) -> Poster:
    """The words of the poster as of ``day``.

    Raises:
        ValueError: no way to the assistant is open, so there is nothing to scan.
    """
    groups = {group.id: group for group in content.menu.groups}
    cards = [
        Card(groups[group_id].title, entrances.links(group_door(group_id)))
        for group_id in words.poster.groups
    ]
    if not all(card.links for card in cards):
        raise ValueError("the poster has no link to show")
    hotlines = _hotlines(content, words, day)
    return Poster(
        ward,
        cards,
        " · ".join(f"{words.channel(link.channel)}: **{link.shown}**" for link in cards[0].links),
        [line.text for line in hotlines],
        _small_print(content, words, day, hotlines),
    )


def _hotlines(content: Content, words: PrintWords, day: dt.date) -> List[Filled]:
    """The lines with telephone numbers that have a value on ``day``."""
    lines = (fill(line, content.facts, day) for line in words.poster.hotlines)
    return [line for line in lines if line.text]


def _small_print(content: Content, words: PrintWords, day: dt.date, hotlines: List[Filled]) -> str:
    notes = Composer(content, day).notes([name for line in hotlines for name in line.facts])
    until = right_until(content, day, lambda date: _hotlines(content, words, date))
    end = [f"{words.sheet.right_until} {format_date(until)}."] if until else []
    return " ".join([*notes, f"{words.sheet.printed} {format_date(day)}.", *end])


def _head(paper: Paper, words: PrintWords, poster: Poster) -> float:
    """Title and how to scan; gives where it ends."""
    width = paper.width
    title, scan, how = words.poster.title, words.poster.scan, words.poster.how
    y = MARGIN
    if poster.ward:
        size = paper.one_line_size(poster.ward, width, 22, 14)
        y = paper.put(poster.ward, MARGIN, y, width, size, bold=True, align="C") + 1
    size = paper.one_line_size(title, width, 40, 26)
    y = paper.put(title, MARGIN, y, width, size, bold=True, align="C") + 3
    height = paper.height_of(scan, width, 30, bold=True) + 4
    paper.set_fill_color(0)
    paper.rect(MARGIN, y, width, height, style="F")
    paper.set_text_color(255)
    paper.put(scan, MARGIN, y + 2, width, 30, bold=True, align="C")
    paper.set_text_color(0)
    return paper.put(how, MARGIN, y + height + 2, width, 16, align="C")


def _foot(paper: Paper, words: PrintWords, poster: Poster) -> float:
    """What stands at the bottom; gives where it begins."""
    parts = [
        (poster.names, 15, False),
        (words.poster.notice, 15, True),
        *((line, 17, False) for line in poster.hotlines),
        (poster.small_print, 10, False),
    ]
    height = sum(paper.height_of(text, paper.width, size, bold) + 2 for text, size, bold in parts)
    top = y = paper.h - MARGIN - height
    for text, size, bold in parts:
        y = paper.put(text, MARGIN, y, paper.width, size, bold, align="C") + 2
    return top


def _cards(paper: Paper, words: PrintWords, cards: List[Card], top: float, bottom: float) -> None:
    rows = -(-len(cards) // _COLUMNS)
    width = (paper.width - _GAP * (_COLUMNS - 1)) / _COLUMNS
    height = (bottom - top - _GAP * (rows - 1)) / rows
    for number, card in enumerate(cards):
        row, column = divmod(number, _COLUMNS)
        x, y = MARGIN + column * (width + _GAP), top + row * (height + _GAP)
        paper.set_line_width(0.8)
        paper.rect(x, y, width, height)
        below = paper.put(card.title, x, y + 3, width, 22, bold=True, align="C")
        _codes(paper, words, card, x + 1, below, width - 2, y + height - below)


def _codes(
    paper: Paper, words: PrintWords, card: Card, x: float, y: float, width: float, height: float
) -> None:
    """The codes of a card side by side, as large as the place allows, in its middle."""
    name_height = paper.height_of(card.title, width, 14) + 1
    share = width / len(card.links)
    size = min(share, height - name_height - 1, _LARGEST_CODE)
    y += (height - size - name_height) / 2
    for number, link in enumerate(card.links):
        left = x + number * share + (share - size) / 2
        qr.draw(paper, link.url, left, y, size)
        name = words.channel(link.channel)
        paper.put(name, left, y + size - 1, size, 14, bold=True, align="C")
