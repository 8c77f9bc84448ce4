"""Finding topics by what they are called, while someone is still typing; no accents needed."""

from __future__ import annotations

from functools import lru_cache
from typing import List, Tuple

from bot.content.store import Content
from bot.language.normalise import fold


def called(content: Content, typed: str) -> List[str]:
    """The topics in whose title or one of whose names every typed word begins a word.

    Titles come first, then names, each in the order of the menu. Nothing typed gives the whole
    menu.
    """
    words = fold(typed).split()
    order = [t for group in content.menu.groups for t in group.topics if t in content.topics]
    by_title = [t for t in order if _begin(words, content.topics[t].title)]
    by_name = [t for t in order if any(_begin(words, n) for n in content.topics[t].names)]
    return list(dict.fromkeys([*by_title, *by_name]))


def _begin(words: List[str], text: str) -> bool:
    return all(any(part.startswith(word) for part in _parts(text)) for word in words)


@lru_cache(maxsize=8192)
def _parts(text: str) -> Tuple[str, ...]:
    return tuple(fold(text).split())
