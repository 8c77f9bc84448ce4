"""From topics to what Rasa trains on: examples, domain and rules, in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Union

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.intents import ASPECT_ENTITY, CANCEL_INTENT, CHOICE_ENTITY, GROUP_ENTITY
from bot.content.store import Content, default_data_dir, load_or_raise
from bot.guide_form import END_ACTION, FORM
from bot.training_data import (
    PROCEDURE_LABEL,
    TOPIC_SLOT,
    actions_of,
    examples_of,
    form_intents,
    procedures_of,
)


class TopicImporter(TrainingDataImporter):
    """Reads ``data/`` and adds what it says to Rasa's own files.

    ``domain.yml`` and ``data/rules.yml`` hold what is not made from topics; Rasa's own importer
    reads them, and this one adds an intent, a rule and the examples of each topic.
    """

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[List[str], str]] = None,
        data: Optional[str] = None,
        **kwargs: Any,
    ) -> None:
        """Loads the content.

        Raises:
            ContentError: the content has errors; training on half of it would go unnoticed.
        """
        root = Path(data) if data else default_data_dir()
        self._content = load_or_raise(root)
        self._files = RasaFileImporter(config_file, domain_path, [str(root / "rules.yml")])

    def get_config(self) -> Dict:
        """The configuration file as it is."""
        return self._files.get_config()

    def get_config_file_for_auto_config(self) -> Optional[str]:
        """The configuration file's path."""
        return self._files.get_config_file_for_auto_config()

    def get_domain(self) -> Domain:
        """``domain.yml`` with an intent per topic, and the slot that remembers the topic."""
        return self._files.get_domain().merge(Domain.from_dict(domain_of(self._content)))

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """``data/rules.yml`` with one rule per intent."""
        reader = YAMLStoryReader(self.get_domain())
        steps = reader.read_from_parsed_yaml({"rules": list(rules_of(self._content))})
        return self._files.get_stories(exclusion_percentage).merge(StoryGraph(steps))

    def get_nlu_data(self, language: Optional[str] = "vi") -> TrainingData:
        """Every example, labelled with its intent and aspect."""
        procedures = procedures_of(self._content)
        examples = []
        for text, intent, aspect in examples_of(self._content):
            labels = {ASPECT_ENTITY: aspect, PROCEDURE_LABEL: procedures.get(intent, "")}
            examples.append(Message.build(text, intent=intent, example_metadata=labels))
        return TrainingData(examples)


def domain_of(content: Content) -> Dict[str, Any]:
    """The part of the domain that comes from the content."""
    # The aspect must not take part in choosing the rule, so no intent uses entities.
    names = [*actions_of(content), *form_intents(content)]
    intents = [{intent: {"use_entities": []}} for intent in names]
    return {
        "version": "3.1",
        "intents": intents,
        "entities": [ASPECT_ENTITY, GROUP_ENTITY, CHOICE_ENTITY],
        "slots": {
            TOPIC_SLOT: {
                "type": "text",
                "influence_conversation": False,
                "mappings": [
                    {"type": "from_intent", "intent": topic_id, "value": topic_id}
                    for topic_id in content.topics
                ]
                # Rasa refuses a mapping without a value; no topic has an empty name.
                + [{"type": "from_intent", "intent": CANCEL_INTENT, "value": ""}],
            }
        },
        "responses": {
            # Rasa wants a text for every utterance; bot.nlg composes the real one.
            action: [{"text": action}]
            for action in sorted(set(actions_of(content).values()))
        },
    }


def rules_of(content: Content) -> Iterator[Dict[str, Any]]:
    """One rule per intent: the intent, then the action that answers it, or the form it opens."""
    for intent, action in actions_of(content).items():
        yield {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}
    for intent in form_intents(content):
        opening = [{"intent": intent}, {"action": FORM}]
        yield {"rule": intent, "steps": [*opening, {"active_loop": FORM}]}
        # An old button, or the action server is down: the form ends in the turn that opened it.
        ended = [{"active_loop": None}, {"action": END_ACTION}]
        yield {"rule": f"{intent}: kết thúc ngay", "steps": [*opening, *ended]}
