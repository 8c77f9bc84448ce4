"""Reads back what a PDF of ours shows, from its bytes: letters, sizes, places and black squares."""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import Dict, Iterator, List, NamedTuple

from fontTools.ttLib import TTFont

from bot.print.paper import FONTS

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
_SHOW = re.compile(
    rb"/(?P<font>F\d) (?P<size>[\d.]+) Tf"
    rb"|BT (?P<x>[\d.]+) (?P<y>[\d.]+) Td \((?P<text>(?:[^\\)]|\\.)*)\) Tj",
    re.DOTALL,
)
_SQUARE = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) -([\d.]+) re f")
_ESCAPES = {b"\\r": b"\r", b"\\n": b"\n", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f"}
_FACES = {"F1": "NotoSans-Regular.ttf", "F2": "NotoSans-Bold.ttf"}


class Shown(NamedTuple):
    """Letters on a page: ``left``, ``right`` and ``base`` in points from its lower left corner."""

    text: str
    size: float
    left: float
    right: float
    base: float


class Square(NamedTuple):
    """A filled rectangle, in points from the lower left corner; ``top`` is its upper edge."""

    left: float
    top: float
    width: float
    height: float


def shown(pdf: bytes) -> List[List[Shown]]:
    """What is written on each page, in the order of drawing."""
    objects = _objects(pdf)
    maps = _letters(objects)
    return [list(_page(content, maps)) for content in _contents(objects)]


def text_of(pages: List[List[Shown]]) -> str:
    """All letters with single spaces between words; runs of one line that touch are one."""
    text = ""
    before = None
    for piece in (piece for page in pages for piece in page):
        touches = before and before.base == piece.base and abs(before.right - piece.left) < 0.1
        text += piece.text if touches else f" {piece.text}"
        before = piece
    return " ".join(text.replace("\u00a0", " ").split())


def squares(pdf: bytes) -> List[List[Square]]:
    """The filled rectangles on each page."""
    return [
        [Square(*map(float, found.groups())) for found in _SQUARE.finditer(content)]
        for content in _contents(_objects(pdf))
    ]


def _objects(pdf: bytes) -> Dict[int, bytes]:
    return {int(number): body for number, body in _OBJECT.findall(pdf)}


def _contents(objects: Dict[int, bytes]) -> List[bytes]:
    found = (re.search(rb"/Contents (\d+) 0 R", body) for body in objects.values())
    return [_stream(objects[int(match.group(1))]) for match in found if match]


def _stream(body: bytes) -> bytes:
    match = _STREAM.search(body)
    assert match is not None
    return zlib.decompress(match.group(1)) if b"/FlateDecode" in body else match.group(1)


def _letters(objects: Dict[int, bytes]) -> Dict[str, Dict[int, str]]:
    """For each font, which letter a code stands for."""
    maps = {}
    for body in objects.values():
        match = re.search(rb"/ToUnicode (\d+) 0 R", body)
        if match:
            pairs = re.findall(
                rb"<([0-9A-F]{4})> <([0-9A-F]{4})>\n", _stream(objects[int(match[1])])
            )
            maps["F2" if b"Bold" in body else "F1"] = {
                int(a, 16): chr(int(b, 16)) for a, b in pairs
            }
    return maps


def _page(content: bytes, maps: Dict[str, Dict[int, str]]) -> Iterator[Shown]:
    font, size = "F1", 0.0
    for match in _SHOW.finditer(content):
        if match["font"]:
            font, size = match["font"].decode(), float(match["size"])
            continue
        raw = re.sub(rb"\\.", lambda m: _ESCAPES.get(m[0], m[0][1:]), match["text"], flags=re.S)
        codes = (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))
        text = "".join(maps[font][code] for code in codes)
        width = sum(_advance(font, letter) for letter in text) * size
        left = float(match["x"])
        yield Shown(text, size, left, left + width, float(match["y"]))


@cache
def _face(font: str) -> TTFont:
    return TTFont(FONTS / _FACES[font])


@cache
def _advance(font: str, letter: str) -> float:
    """The width of a letter of one point; a letter that the font lacks fails the test."""
    face = _face(font)
    return face["hmtx"][face.getBestCmap()[ord(letter)]][0] / face["head"].unitsPerEm
