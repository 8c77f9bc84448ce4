"""A tokenizer whose lemmas are folded and spelt out, so that stock featurizers count those."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.content.store import default_data_dir, load_normaliser


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class VietnameseTokenizer(Tokenizer):
    """Splits into words; offsets are those of the original text, which is never changed.

    ``CountVectorsFeaturizer`` counts ``Token.lemma``: here the word without accents and with its
    abbreviation spelt out ("cccd" → "can cuoc cong dan"), so "CĂN CƯỚC", "can cuoc" and "cc" give
    the same features.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Rasa's defaults for tokenizers: labels are not split."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def __init__(self, config: Dict[str, Any]) -> None:
        """Reads the lists of words that maintainers keep."""
        super().__init__(config)
        self._normaliser = load_normaliser(default_data_dir())

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """The words of ``message``; a text without a letter is one token, as Rasa expects one."""
        text = message.get(attribute)
        tokens = [
            Token(token.text, token.start, token.end, lemma=token.lemma)
            for token in self._normaliser.tokens(text)
        ]
        return tokens or [Token(text, 0, len(text), lemma="")]
