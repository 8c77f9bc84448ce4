"""When to answer, when to ask back, and when to say that one does not know."""

from __future__ import annotations

import unicodedata
from typing import Any, Dict, List, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.intents import CLARIFY_INTENT, OTHER_LANGUAGE_INTENT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConfidenceGate(IntentClassifier, GraphComponent):
    """Replaces an intent that is not sure enough by ``nlu_clarify`` or ``nlu_fallback``.

    Two thresholds instead of the one of Rasa's ``FallbackClassifier``: a wrong answer given with
    confidence costs a citizen more than a question back, and a question back more than nothing
    where no topic comes near.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """A ranking of intents must be there first."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """``answer``: least confidence to answer; ``clarify``: least confidence to ask back."""
        return {"answer": 0.4, "clarify": 0.12}

    def __init__(self, config: Dict[str, Any]) -> None:
        """Takes the thresholds."""
        self._config = config

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConfidenceGate:
        """Creates the component."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Replaces the intent; the ranking keeps what the classifier said."""
        for message in messages:
            intent = message.get(INTENT)
            if not intent or intent.get("name") is None:
                continue
            confidence = intent["confidence"]
            letters = [c for c in message.get(TEXT) or "" if c.isalpha()]
            if not letters:
                name = DEFAULT_NLU_FALLBACK_INTENT_NAME
            elif not any(_is_latin(letter) for letter in letters):
                name, confidence = OTHER_LANGUAGE_INTENT, 1.0
            elif confidence >= self._config["answer"]:
                continue
            elif confidence >= self._config["clarify"]:
                name = CLARIFY_INTENT
            else:
                name = DEFAULT_NLU_FALLBACK_INTENT_NAME
            message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
        return messages


def _is_latin(letter: str) -> bool:
    """Whether ``letter`` is of the alphabet that Vietnamese is written in, in any width or font."""
    return unicodedata.name(unicodedata.normalize("NFKC", letter)[0], "").startswith("LATIN")
