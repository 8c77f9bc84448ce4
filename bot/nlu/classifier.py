"""Which topic a message is about: a linear model on its words."""

from __future__ import annotations

from typing import Any, Dict, List, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.linear import LinearModel

_RANKING_LENGTH = 10


def softmax(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Scores as probabilities; a lower ``temperature`` makes the best stand out more."""
    shifted = scores / temperature
    shifted = np.exp(shifted - shifted.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Ranks intents by a linear model; confidences come from a softmax over its margins."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Tokens must be there first."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> List[str]:
        """Packages beyond Rasa's own."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """``C``: inverse regularisation; ``temperature``: of the softmax over margins."""
        return {"C": 0.5, "temperature": 0.15, "random_state": 42}

    def __init__(
        self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        """Creates the untrained model."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = LinearModel(config["C"], config["random_state"])

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the model on all examples with an intent and persists it."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._model.fit(examples, [e.get(INTENT) for e in examples])
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """Loads the trained model from a model file that this project trained."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model.load(folder)
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets ``intent`` and ``intent_ranking``."""
        if not messages:
            return messages
        probabilities = softmax(self._model.margins(messages), self._config["temperature"])
        classes = self._model.classes
        for message, row in zip(messages, probabilities, strict=True):
            ranking = [
                {"name": classes[i], "confidence": float(row[i])}
                for i in np.argsort(-row)[:_RANKING_LENGTH]
            ]
            message.set(INTENT, dict(ranking[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing downstream learns from this component's predictions."""
        return training_data
