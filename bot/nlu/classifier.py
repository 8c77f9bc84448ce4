"""Which topic a message is about: a linear model on its words."""

from __future__ import annotations

import json
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

from bot.nlu.linear import LinearModel, example_label
from bot.training_data import PROCEDURE_LABEL

_RANKING_LENGTH = 10
_PROCEDURES = "procedures.json"


def softmax(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Scores as probabilities; a lower ``temperature`` makes the best stand out more."""
    shifted = scores / temperature
    shifted = np.exp(shifted - shifted.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Ranks intents by a linear model; confidences come from a softmax over its margins.

    The confidence of the best intent is that of its procedure: doubt between two topics on one
    procedure costs a citizen little, doubt between procedures a wasted way.
    """

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
        return {"C": 1.0, "temperature": 0.2, "random_state": 42}

    def __init__(
        self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        """Creates the untrained model."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = LinearModel(config["C"], config["random_state"])
        self._procedures: Dict[str, str] = {}

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
        self._procedures = {e.get(INTENT): example_label(e, PROCEDURE_LABEL) for e in examples}
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
            (folder / _PROCEDURES).write_text(json.dumps(self._procedures), encoding="utf-8")
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
            procedures = (folder / _PROCEDURES).read_text(encoding="utf-8")
            component._procedures = json.loads(procedures)
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
            best = {"name": classes[row.argmax()], "confidence": self._of_procedure(row)}
            message.set(INTENT, best, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _of_procedure(self, row: np.ndarray) -> float:
        """The probability that the message is about the procedure of the best intent."""
        best = self._model.classes[row.argmax()]
        procedure = self._procedures.get(best)
        if not procedure:
            return float(row.max())
        same = [self._procedures.get(label) == procedure for label in self._model.classes]
        return float(row[same].sum())

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing downstream learns from this component's predictions."""
        return training_data
