"""Which topic a message is about: a linear model on its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import TrainedComponent
from bot.nlu.linear import Features, Separators, example_label
from bot.training_data import PROCEDURE_LABEL

_RANKING_LENGTH = 10
_PROCEDURES = "procedures.json"


def softmax(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Scores as probabilities; a lower ``temperature`` makes the best stand out more."""
    shifted = scores / temperature
    shifted = np.exp(shifted - shifted.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(TrainedComponent, IntentClassifier):
    """Ranks intents by a linear model; confidences come from a softmax over its margins.

    The confidence of the best intent is that of its procedure: doubt between two topics on one
    procedure costs a citizen little, doubt between procedures a wasted way.
    """

    _features: Features
    _intents: Separators
    _procedures: Dict[str, str]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """``C``: inverse regularisation; ``temperature``: of the softmax over margins."""
        return {"C": 1.0, "temperature": 0.2, "random_state": 42}

    def learn(self, examples: List[Message]) -> None:
        """Fits one separator per intent."""
        self._features = Features()
        self._intents = Separators.fit(
            self._features.fit(examples),
            [e.get(INTENT) for e in examples],
            self._config["C"],
            self._config["random_state"],
        )
        self._procedures = {e.get(INTENT): example_label(e, PROCEDURE_LABEL) for e in examples}

    def save(self, folder: Path) -> None:
        """Writes features, separators and which intents are about one procedure."""
        self._features.save(folder)
        self._intents.save(folder)
        (folder / _PROCEDURES).write_text(json.dumps(self._procedures), encoding="utf-8")

    def restore(self, folder: Path) -> None:
        """Reads what :meth:`save` wrote."""
        self._features = Features.load(folder)
        self._intents = Separators.load(folder)
        self._procedures = json.loads((folder / _PROCEDURES).read_text(encoding="utf-8"))

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets ``intent`` and ``intent_ranking``."""
        if not messages:
            return messages
        rows = self._features.rows(messages)
        probabilities = softmax(self._intents.margins(rows), self._config["temperature"])
        # Nothing of it was ever seen: the intercepts alone would still name a favourite.
        probabilities[rows.getnnz(axis=1) == 0] = 0.0
        classes = self._intents.classes
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
        best = self._intents.classes[row.argmax()]
        procedure = self._procedures.get(best)
        if not procedure:
            return float(row.max())
        same = [self._procedures.get(label) == procedure for label in self._intents.classes]
        return float(row[same].sum())
