"""Where conversations are kept."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from typing import Any, Callable, Dict, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.forgetting import without_answers
from bot.guide_form import FORM

# As long as a session lasts (domain.yml): a dialogue left longer cannot be gone on with anyway.
_ABANDONED_AFTER_SECONDS = 12 * 3600.0


class BoundedInMemoryTrackerStore(InMemoryTrackerStore):
    """Rasa's store in memory, with a bound on conversations and on the events of each.

    The stock store never forgets: memory grows with every citizen, and replies slow down with
    every turn. The conversation that was silent longest is forgotten first, and what was given in
    a guided dialogue when the dialogue ends or is left lying.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        max_conversations: int = 5000,
        max_events: int = 200,
        clock: Callable[[], float] = time.monotonic,
        **kwargs: Dict[str, Any],
    ) -> None:
        """Creates an empty store."""
        super().__init__(domain, event_broker)
        self._max_conversations = max_conversations
        self._max_events = max_events
        self._clock = clock
        self.store: OrderedDict[str, str] = OrderedDict()
        self._open_since: OrderedDict[str, float] = OrderedDict()

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
        await self.stream_events(tracker)
        self._keep(tracker)
        self._open_since.pop(tracker.sender_id, None)
        if tracker.active_loop_name == FORM:
            self._open_since[tracker.sender_id] = self._clock()
        self._empty_abandoned()
        while len(self.store) > self._max_conversations:
            forgotten, _ = self.store.popitem(last=False)
            self._open_since.pop(forgotten, None)

    def _keep(self, tracker: DialogueStateTracker, keep_open: bool = True) -> None:
        dialogue = tracker.as_dialogue()
        dialogue.events = without_answers(dialogue.events, keep_open)
        self.store[tracker.sender_id] = json.dumps(dialogue.as_dict())
        if keep_open:
            self.store.move_to_end(tracker.sender_id)

    def _empty_abandoned(self) -> None:
        """Guided dialogues that nobody went on with; saved in order of time, so the first do."""
        latest = self._clock() - _ABANDONED_AFTER_SECONDS
        while self._open_since and next(iter(self._open_since.values())) < latest:
            sender, _ = self._open_since.popitem(last=False)
            tracker = self.deserialise_tracker(sender, self.store[sender])
            if tracker is not None:
                self._keep(tracker, keep_open=False)
