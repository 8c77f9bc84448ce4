"""Which aspects of a topic a message asks about: fee, papers, place …"""

from __future__ import annotations

from typing import Any, Dict, List, Type

import numpy as np
import skops.io as sio
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bot.content.intents import ASPECT_ENTITY
from bot.nlu.classifier import sentence_features


def aspect_label(message: Message) -> str:
    """The aspect that a training example is about; empty where it has none."""
    return ((message.get("metadata") or {}).get("example") or {}).get(ASPECT_ENTITY, "")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class AspectClassifier(GraphComponent, EntityExtractorMixin):
    """Adds an ``aspect`` entity over the whole text for each aspect that is asked about."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Sparse features must be there first."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """``threshold``: least probability of the first aspect; ``second``: of further ones."""
        return {"C": 10.0, "threshold": 0.25, "second": 0.5, "most": 2, "random_state": 42}

    def __init__(
        self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        """Creates the untrained model."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = make_pipeline(
            TfidfTransformer(sublinear_tf=True),
            LogisticRegression(
                C=config["C"],
                solver="liblinear",
                class_weight="balanced",
                random_state=config["random_state"],
            ),
        )

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AspectClassifier:
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fits one separator per aspect on the examples that have one, and persists them."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and aspect_label(e)]
        self._model.fit(sentence_features(examples), [aspect_label(e) for e in examples])
        with self._model_storage.write_to(self._resource) as folder:
            sio.dump(self._model, folder / "model.skops")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AspectClassifier:
        """Loads the trained model from a model file that this project trained."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            path = folder / "model.skops"
            component._model = sio.load(path, trusted=sio.get_untrusted_types(file=path))
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the aspects found to the entities."""
        if not messages:
            return messages
        classifier = self._model[-1]
        scores = np.atleast_2d(self._model.decision_function(sentence_features(messages)))
        for message, row in zip(messages, 1 / (1 + np.exp(-scores)), strict=True):
            found = [
                self._entity(message, str(classifier.classes_[i]), float(row[i]))
                for rank, i in enumerate(np.argsort(-row)[: self._config["most"]])
                if row[i] >= self._config["second" if rank else "threshold"]
            ]
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(found),
                add_to_output=True,
            )
        return messages

    @staticmethod
    def _entity(message: Message, aspect: str, confidence: float) -> Dict[str, Any]:
        return {
            "entity": ASPECT_ENTITY,
            "value": aspect,
            "start": 0,
            "end": len(message.get(TEXT) or ""),
            "confidence_entity": confidence,
        }
