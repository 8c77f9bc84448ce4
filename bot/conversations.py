"""Where Rasa keeps conversations: in memory for the terminal, in a file for the server."""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from typing import Any, Dict, Iterable, List, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.settings import ENV_FILE, Settings
from bot.storage.conversations import Conversations
from bot.storage.database import StoreRefused, database
from bot.storage.turn import current_turn

logger = logging.getLogger(__name__)

MAX_EVENTS = 60  # about ten turns; replies slow down with every event
# Of what was said, the dialogue needs only how the last answer ended.
_ANSWER_KEPT = ("outcome", "topic", "aspects")


def compact(tracker: DialogueStateTracker, max_events: int) -> str:
    """A conversation as JSON: its state and its last events, without anybody's words.

    What a citizen typed and what was answered is needed while the message is handled and never
    after: what was understood (intent, aspects, slots) carries the dialogue on.
    """
    events: List[Event] = list(tracker.events)
    dropped, kept = events[:-max_events], events[-max_events:]
    state: List[Event] = []
    if dropped:
        # Slots and forms are rebuilt from events; those that were set long ago must not be lost.
        slots = ((name, slot.value) for name, slot in tracker.slots.items())
        state = [SlotSet(name, value) for name, value in slots if value is not None]
        if tracker.active_loop_name:
            state.append(ActiveLoop(tracker.active_loop_name))
        state = state[:max_events]
        kept = kept[len(state) :]
    last_answer = max((i for i, e in enumerate(kept) if isinstance(e, BotUttered)), default=-1)
    written = [_wordless(event, index == last_answer) for index, event in enumerate(kept)]
    return json.dumps({"name": tracker.sender_id, "events": [e.as_dict() for e in state] + written})


def _wordless(event: Event, is_last_answer: bool) -> Dict[str, Any]:
    values = event.as_dict()
    if isinstance(event, UserUttered):
        parse = event.parse_data or {}
        entities = [
            {"entity": e.get("entity"), "value": e.get("value")}
            for e in parse.get("entities") or []
        ]
        values["text"] = ""
        values["parse_data"] = {"text": "", "intent": parse.get("intent"), "entities": entities}
        values["metadata"] = {}
    elif isinstance(event, BotUttered):
        answer = (event.metadata or {}).get("answer") or {}
        kept = {name: answer[name] for name in _ANSWER_KEPT if name in answer}
        values.update(text=None, data={}, metadata={"answer": kept} if is_last_answer else {})
    else:
        values.pop("metadata", None)
    return values


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
        max_events: int = MAX_EVENTS,
        **kwargs: Dict[str, Any],
    ) -> None:
        """Creates an empty store."""
        super().__init__(domain, event_broker)
        self._max_conversations = max_conversations
        self._max_events = max_events
        self.store: OrderedDict[str, str] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Saves the conversation, and forgets the one silent longest if there are too many."""
        self.store[tracker.sender_id] = compact(tracker, self._max_events)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self._max_conversations:
            self.store.popitem(last=False)


class DurableTrackerStore(TrackerStore):
    """Conversations that outlive the process.

    While an update is being handled its conversation is part of the turn: it is written together
    with the answer and with the mark that the update is done, or not at all.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        conversations: Optional[Conversations] = None,
        max_events: int = MAX_EVENTS,
        **kwargs: Dict[str, Any],
    ) -> None:
        """Opens the store in the folder that the settings name, unless one is given.

        Raises:
            SettingsError: a setting cannot be used.
            StoreRefused: the file cannot be opened.
        """
        super().__init__(domain, event_broker)
        self._conversations = conversations or Conversations(
            database(Settings.load(ENV_FILE).state)
        )
        self._max_events = max_events

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Adds the conversation to the turn; outside of any, writes it.

        Raises:
            StoreRefused: nothing was written.
        """
        text = compact(tracker, self._max_events)
        turn = current_turn()
        if turn is not None:
            turn.conversations[tracker.sender_id] = text
        else:
            await self._conversations.save(tracker.sender_id, text)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation as the turn has it, else as it was written; ``None`` if there is none.

        Raises:
            StoreRefused: it cannot be read.
        """
        turn = current_turn()
        text = turn.conversations.get(sender_id) if turn is not None else None
        try:
            text = text or self._conversations.load(sender_id)
        except StoreRefused as error:
            # Rasa would go on with an empty conversation, and overwrite the real one with it.
            if turn is not None:
                turn.failure = error
            raise
        if text is None:
            return None
        try:
            return self.deserialise_tracker(sender_id, text)
        except Exception as error:  # one that nobody can read must not silence its citizen for good
            logger.error("Không đọc được một cuộc trò chuyện đã lưu: %s", type(error).__name__)
            return None

    async def keys(self) -> Iterable[str]:
        """The names of all conversations."""
        return self._conversations.senders()
