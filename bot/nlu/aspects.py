"""Which aspects of a topic a message asks about: fee, papers, place …"""

from __future__ import annotations

import math
from typing import Any, Dict, List, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.intents import ASPECT_ENTITY
from bot.nlu.linear import LinearModel, example_label


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class AspectClassifier(GraphComponent, EntityExtractorMixin):
    """Adds an ``aspect`` entity over the whole text for each aspect that is asked about."""

    @classmethod
    def required_components(cls) -> List[Type]:
        """Tokens must be there first."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """``first`` and ``further``: least margins of the best aspect and of others beside it."""
        return {"C": 0.5, "first": -0.6, "further": -0.1, "most": 2, "random_state": 42}

    def __init__(
        self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        """Creates the untrained model."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = LinearModel(config["C"], config["random_state"], balanced=True)

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
        examples = [
            e
            for e in training_data.intent_examples
            if e.get(TEXT) and example_label(e, ASPECT_ENTITY)
        ]
        self._model.fit(examples, [example_label(e, ASPECT_ENTITY) for e in examples])
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
    ) -> AspectClassifier:
        """Loads the trained model from a model file that this project trained."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model.load(folder)
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the aspects found to the entities."""
        if not messages:
            return messages
        classes = self._model.classes
        for message, row in zip(messages, self._model.margins(messages), strict=True):
            found = [
                self._entity(message, classes[i], float(row[i]))
                for rank, i in enumerate(np.argsort(-row)[: self._config["most"]])
                if row[i] >= self._config["further" if rank else "first"]
            ]
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(found),
                add_to_output=True,
            )
        return messages

    @staticmethod
    def _entity(message: Message, aspect: str, margin: float) -> Dict[str, Any]:
        return {
            "entity": ASPECT_ENTITY,
            "value": aspect,
            "start": 0,
            "end": len(message.get(TEXT) or ""),
            "confidence_entity": 1 / (1 + math.exp(-4 * margin)),
        }
