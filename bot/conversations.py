"""Where conversations are kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Dict, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class BoundedInMemoryTrackerStore(InMemoryTrackerStore):
    """Rasa's store in memory, with a bound on conversations and on the events of each.

    The stock store never forgets: memory grows with every citizen, and replies slow down with
    every turn. The conversation that was silent longest is forgotten first.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        max_conversations: int = 5000,
        max_events: int = 200,
        **kwargs: Dict[str, Any],
    ) -> None:
        """Creates an empty store."""
        super().__init__(domain, event_broker)
        self._max_conversations = max_conversations
        self._max_events = max_events
        self.store: OrderedDict[str, str] = OrderedDict()

    def init_tracker(self, sender_id: str) -> DialogueStateTracker:
        """A tracker that keeps the last events only.

        ``max_event_history`` would be the place for the bound, but Rasa's
        ``get_or_create_tracker`` sets it back to ``None`` at every message.
        """
        return DialogueStateTracker(
            sender_id, self.domain.slots, max_event_history=self._max_events
        )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Saves the conversation, and forgets the one silent longest if there are too many."""
        await super().save(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self._max_conversations:
            self.store.popitem(last=False)
