"""Bare controls, nods and menu labels: understood by the lists of words, not by likeness."""

from __future__ import annotations

from typing import Any, Dict, List, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.intents import GROUP_ENTITY
from bot.content.store import default_data_dir
from bot.guides.bare_words import meaning_of
from bot.live_content import live_content


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class BareWords(IntentClassifier, GraphComponent):
    """Sets the intent of messages that say nothing but "thôi", "vâng" or "hỏi từng bước".

    Last in the pipeline: what the classifier finds alike in so few words does not count. The lists
    are content, so an edited one is live at once.
    """

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BareWords:
        """Creates the component."""
        return cls()

    @classmethod
    def required_components(cls) -> List[Type]:
        """An intent must be there to be replaced."""
        return [IntentClassifier]

    def process(self, messages: List[Message]) -> List[Message]:
        """Replaces intent, ranking and entities of such messages; the others stay as they are."""
        content = live_content(default_data_dir()).get()
        for message in messages:
            meaning = meaning_of(message.get(TEXT) or "", content)
            if meaning is None:
                continue
            intent = {"name": meaning.intent, "confidence": 1.0}
            group = {"entity": GROUP_ENTITY, "value": meaning.group}
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
            message.set(ENTITIES, [group] if meaning.group else [], add_to_output=True)
        return messages
