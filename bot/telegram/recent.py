"""What a running process remembers of the last messages, to know edits and albums by."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Tuple

_MOST = 10_000


class Recent:
    """The newest question of each chat, and the albums that were answered; both bounded.

    Kept in memory only, the texts as hashes: after a restart an edit is not answered, and of an
    album that a restart falls into, two pictures may be.
    """

    def __init__(self) -> None:
        self._questions: OrderedDict[int, Tuple[int, bytes]] = OrderedDict()
        self._albums: OrderedDict[str, int] = OrderedDict()

    def ask(self, chat: int, message: int, text: str) -> None:
        """Notes that ``message`` is now the last question of ``chat``."""
        _put(self._questions, chat, (message, _digest(text)))

    def is_new_wording(self, chat: int, message: int, text: str) -> bool:
        """Whether ``message`` is the last question of ``chat`` and reads otherwise than before."""
        last, digest = self._questions.get(chat, (None, b""))
        return last == message and digest != _digest(text)

    def forget(self, chat: int) -> None:
        """Forgets the last question of ``chat``."""
        self._questions.pop(chat, None)

    def is_rest_of_album(self, album: str, message: int) -> bool:
        """Whether another message of the same album came before."""
        first = self._albums.get(album, message)
        _put(self._albums, album, first)
        return first != message


def _put(memory: OrderedDict, key: object, value: object) -> None:
    memory[key] = value
    memory.move_to_end(key)
    while len(memory) > _MOST:
        memory.popitem(last=False)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
