"""Where Rasa keeps conversations; ``endpoints.yml`` names the class."""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from functools import partial
from typing import Any, Dict, Iterable, List, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.forgetting import wordless
from bot.guide_form import FORM, STATE_SLOT
from bot.guides.state import State
from bot.open_dialogues import OpenDialogues, open_dialogues_of
from bot.settings import ENV_FILE, Settings
from bot.storage.conversations import Conversations
from bot.storage.database import StoreRefused, database
from bot.storage.turn import current_turn

logger = logging.getLogger(__name__)

MAX_EVENTS = 60  # about ten turns; replies slow down with every event


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
        slots = ((name, slot.value) for name, slot in tracker.slots.items() if name != STATE_SLOT)
        state = [SlotSet(name, value) for name, value in slots if value is not None]
        if tracker.active_loop_name:
            state.append(ActiveLoop(tracker.active_loop_name))
        state = state[:max_events]
        kept = kept[len(state) :]
    return json.dumps({"name": tracker.sender_id, "events": wordless([*state, *kept])})


def _state_of(tracker: DialogueStateTracker) -> Optional[Dict[str, Any]]:
    """Where the guided dialogue stands that is open; ``None`` if none is."""
    return tracker.get_slot(STATE_SLOT) if tracker.active_loop_name == FORM else None


def _with_state(
    tracker: DialogueStateTracker, state: Optional[Dict[str, Any]]
) -> DialogueStateTracker:
    """``tracker`` with the state of the guided dialogue that is open in it, as far as it is known.

    After a restart nothing of it is in memory: the answers kept tell which dialogue and question.
    """
    if tracker.active_loop_name == FORM:
        tracker.update(SlotSet(STATE_SLOT, state or _interrupted(tracker).to_dict()))
    return tracker


def _interrupted(tracker: DialogueStateTracker) -> State:
    for event in reversed(tracker.events):
        answer = (event.metadata.get("answer") if isinstance(event, BotUttered) else None) or {}
        if answer.get("question"):
            return State(answer["guide"], question=answer["question"], interrupted=True)
    return State("", interrupted=True)


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
        max_events: int = MAX_EVENTS,
        open_dialogues: Optional[OpenDialogues] = None,
        **kwargs: Dict[str, Any],
    ) -> None:
        """Creates an empty store."""
        super().__init__(domain, event_broker)
        self._max_conversations = max_conversations
        self._max_events = max_events
        self._open = OpenDialogues() if open_dialogues is None else open_dialogues
        self.store: OrderedDict[str, str] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Saves the conversation, and forgets the one silent longest if there are too many."""
        self.store[tracker.sender_id] = compact(tracker, self._max_events)
        self._open.keep(tracker.sender_id, _state_of(tracker))
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self._max_conversations:
            forgotten, _ = self.store.popitem(last=False)
            self._open.keep(forgotten, None)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation as it was saved; ``None`` if there is none."""
        tracker = await super().retrieve(sender_id)
        return None if tracker is None else _with_state(tracker, self._open.get(sender_id))


class DurableTrackerStore(TrackerStore):
    """Conversations that outlive the process.

    While an update is being handled its conversation is part of the turn: it is written together
    with the answer and with the mark that the update is done, or not at all. What was given in an
    open guided dialogue is in memory alone, and gets there when the turn is written.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        conversations: Optional[Conversations] = None,
        open_dialogues: Optional[OpenDialogues] = None,
        max_events: int = MAX_EVENTS,
        **kwargs: Dict[str, Any],
    ) -> None:
        """Opens the store in the folder that the settings name, unless one is given.

        Raises:
            SettingsError: a setting cannot be used.
            StoreRefused: the file cannot be opened.
        """
        super().__init__(domain, event_broker)
        folder = Settings.load(ENV_FILE).state
        self._conversations = conversations or Conversations(database(folder))
        self._open = open_dialogues_of(folder) if open_dialogues is None else open_dialogues
        self._max_events = max_events

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Adds the conversation to the turn; outside of any, writes it.

        Raises:
            StoreRefused: nothing was written.
        """
        sender, state = tracker.sender_id, _state_of(tracker)
        text = compact(tracker, self._max_events)
        turn = current_turn()
        if turn is not None:
            turn.conversations[sender] = text
            turn.in_memory[sender] = state
            turn.on_commit.append(partial(self._open.keep, sender, state))
        else:
            await self._conversations.save(sender, text)
            self._open.keep(sender, state)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The conversation as the turn has it, else as it was written; ``None`` if there is none.

        Raises:
            StoreRefused: it cannot be read.
        """
        turn = current_turn()
        if turn is not None and sender_id in turn.conversations:
            text: Optional[str] = turn.conversations[sender_id]
            state = turn.in_memory.get(sender_id)
        else:
            text, state = self._load(sender_id), self._open.get(sender_id)
        if text is None:
            return None
        try:
            return _with_state(self.deserialise_tracker(sender_id, text), state)
        except Exception as error:  # one that nobody can read must not silence its citizen for good
            logger.error("Không đọc được một cuộc trò chuyện đã lưu: %s", type(error).__name__)
            return None

    def _load(self, sender_id: str) -> Optional[str]:
        try:
            return self._conversations.load(sender_id)
        except StoreRefused as error:
            # Rasa would go on with an empty conversation, and overwrite the real one with it.
            turn = current_turn()
            if turn is not None:
                turn.failure = error
            raise

    async def keys(self) -> Iterable[str]:
        """The names of all conversations."""
        return self._conversations.senders()
