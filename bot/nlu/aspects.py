"""Which aspects of a topic a message asks about: fee, papers, place …"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Dict, List

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.intents import ASPECT_ENTITY
from bot.nlu.component import TrainedComponent
from bot.nlu.linear import Features, Separators, example_label

_TOPICS = "topics.json"
_COMMON = "common"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class AspectClassifier(TrainedComponent, EntityExtractorMixin):
    """Adds an ``aspect`` entity over the whole text for each aspect that is asked about.

    Margins are the sum of two: of separators that learn from every example, and of those of the
    likeliest topic, which know what a word asks for within it ("ảnh" is a paper for one topic and
    trouble for another). A message that names no topic has the first only.
    """

    _features: Features
    _common: Separators
    _of_topic: Dict[str, Separators]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """``first`` and ``further``: least margins of the best aspect and of others beside it."""
        return {
            "C": 0.5,
            "topic_C": 1.0,
            "first": -0.7,
            "further": -0.3,
            "most": 2,
            "random_state": 42,
        }

    def learn(self, examples: List[Message]) -> None:
        """Fits separators on the examples that have an aspect: on all, and topic by topic."""
        labelled = [e for e in examples if example_label(e, ASPECT_ENTITY)]
        aspects = np.array([example_label(e, ASPECT_ENTITY) for e in labelled])
        intents = np.array([e.get(INTENT) for e in labelled])
        self._features = Features()
        rows = self._features.fit(labelled)
        seed = self._config["random_state"]
        self._common = Separators.fit(rows, aspects, self._config["C"], seed, balanced=True)
        self._of_topic = {}
        for topic in sorted(set(intents)):
            own = intents == topic
            if len(set(aspects[own])) > 1:
                self._of_topic[topic] = Separators.fit(
                    rows[own],
                    aspects[own],
                    self._config["topic_C"],
                    seed,
                    balanced=True,
                    sparse=True,
                )

    def save(self, folder: Path) -> None:
        """Writes features and separators, those of each topic in a folder of its own."""
        self._features.save(folder)
        self._common.save(folder / _COMMON)
        (folder / _TOPICS).write_text(json.dumps(list(self._of_topic)), encoding="utf-8")
        for topic, separators in self._of_topic.items():
            separators.save(folder / topic)

    def restore(self, folder: Path) -> None:
        """Reads what :meth:`save` wrote."""
        self._features = Features.load(folder)
        self._common = Separators.load(folder / _COMMON)
        topics = json.loads((folder / _TOPICS).read_text(encoding="utf-8"))
        self._of_topic = {topic: Separators.load(folder / topic) for topic in topics}

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the aspects found to the entities."""
        for message in messages:
            margins = self._margins(message)
            classes = self._common.classes
            found = [
                self._entity(message, classes[i], float(margins[i]))
                for rank, i in enumerate(np.argsort(-margins)[: self._config["most"]])
                if margins[i] >= self._config["further" if rank else "first"]
            ]
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(found),
                add_to_output=True,
            )
        return messages

    def _margins(self, message: Message) -> np.ndarray:
        row = self._features.rows([message])
        margins = self._common.margins(row)[0]
        ranking = message.get(INTENT_RANKING_KEY) or []
        separators = self._of_topic.get(ranking[0]["name"]) if ranking else None
        if separators is not None:
            # An aspect that no example of the topic asks for is as far outside as one can be.
            own = dict(zip(separators.classes, separators.margins(row)[0], strict=True))
            margins = margins + np.array([own.get(c, -1.0) for c in self._common.classes])
        return margins

    @staticmethod
    def _entity(message: Message, aspect: str, margin: float) -> Dict[str, Any]:
        return {
            "entity": ASPECT_ENTITY,
            "value": aspect,
            "start": 0,
            "end": len(message.get(TEXT) or ""),
            "confidence_entity": 1 / (1 + math.exp(-4 * margin)),
        }
