"""What Rasa asks of every trainable component here, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Type, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_Component = TypeVar("_Component", bound="TrainedComponent")


class TrainedComponent(GraphComponent):
    """Learns from tokenized examples; what it learnt lies in a folder of the model file.

    A subclass says how to :meth:`learn`, :meth:`save` and :meth:`restore`.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """Tokens must be there first."""
        return [Tokenizer]

    def __init__(
        self, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        """Knows nothing yet."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls: Type[_Component],
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Component:
        """Creates an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples that have a text, and persists it."""
        self.learn([e for e in training_data.intent_examples if e.get(TEXT)])
        with self._model_storage.write_to(self._resource) as folder:
            self.save(folder)
        return self._resource

    @classmethod
    def load(
        cls: Type[_Component],
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _Component:
        """Loads from a model file that this project trained."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.restore(folder)
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Examples stay as maintainers wrote them, and nothing learns from predictions."""
        return training_data

    def learn(self, examples: List[Message]) -> None:
        """Fits itself to ``examples``."""
        raise NotImplementedError

    def save(self, folder: Path) -> None:
        """Writes what was learnt."""
        raise NotImplementedError

    def restore(self, folder: Path) -> None:
        """Reads what :meth:`save` wrote."""
        raise NotImplementedError
