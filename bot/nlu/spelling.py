"""Mending typing mistakes before a message is understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.spelling import Speller
from bot.nlu.component import TrainedComponent

_FILE = "words.json"


# Rasa knows no kind of component that changes tokens; what runs right after the tokenizer, learns,
# and sees every message is a featurizer.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingCorrector(TrainedComponent):
    """Gives tokens that are no words the lemma of the word that was meant.

    Knows the words of the training examples. Texts and offsets of tokens stay as they are.
    """

    _speller: Speller

    def learn(self, examples: List[Message]) -> None:
        """Learns the words of the examples."""
        self._speller = Speller.learn(_words(example) for example in examples)

    def save(self, folder: Path) -> None:
        """Writes the words and pairs with how often each was seen."""
        pairs = [[*pair, times] for pair, times in self._speller.pairs.items()]
        known = {"words": self._speller.words, "pairs": pairs}
        (folder / _FILE).write_text(json.dumps(known), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Reads what :meth:`save` wrote."""
        known = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        pairs = {(first, second): times for first, second, times in known["pairs"]}
        self._speller = Speller(known["words"], pairs)

    def process(self, messages: List[Message]) -> List[Message]:
        """Mends the lemmas of the messages' tokens."""
        for message in messages:
            mended = iter(self._speller.mend(_words(message)))
            for token in _tokens(message):
                token.lemma = " ".join(next(mended) for _ in token.lemma.split())
        return messages


def _tokens(message: Message) -> List[Token]:
    return message.get(TOKENS_NAMES[TEXT]) or []


def _words(message: Message) -> List[str]:
    return [word for token in _tokens(message) for word in token.lemma.split()]
