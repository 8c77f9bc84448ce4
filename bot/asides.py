"""What a message says by the way: questions in passing, names that are only an address."""

from __future__ import annotations

from typing import FrozenSet

from bot.content.store import Content
from bot.guides.phrases import Phrases, read_words


class Asides:
    """The maintainers' phrases of ``data/language/context.yml``, to look for in messages."""

    def __init__(self, content: Content) -> None:
        self._normaliser = content.normaliser()
        self._asides = Phrases(content.context.asides, self._normaliser)
        self._places = {
            topic: Phrases(phrases, self._normaliser)
            for topic, phrases in content.context.places.items()
        }

    def are_in(self, text: str) -> bool:
        """Whether ``text`` asks about something else only to get on with the matter at hand."""
        return self._asides.are_in(read_words(text, self._normaliser))

    def as_places(self, text: str) -> FrozenSet[str]:
        """The topics whose names stand in ``text`` as a place."""
        words = read_words(text, self._normaliser)
        return frozenset(topic for topic, phrases in self._places.items() if phrases.are_in(words))
