from __future__ import annotations

import json

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations import (
    BoundedInMemoryTrackerStore,
    DurableTrackerStore,
    compact,
)
from bot.guide_form import FORM, STATE_SLOT
from bot.model import ENDPOINTS
from bot.open_dialogues import OpenDialogues
from bot.storage.conversations import Conversations
from bot.storage.database import Database, StoreRefused
from bot.storage.turn import Turn


def _domain() -> Domain:
    return Domain.from_dict(
        {"intents": ["tam_tru"], "slots": {"topic": {"type": "text", "mappings": []}}}
    )


def _tracker(turns: int = 1, sender: str = "a") -> DialogueStateTracker:
    tracker = DialogueStateTracker(sender, [TextSlot("topic", mappings=[])])
    tracker.update(SlotSet("topic", "tam_tru"))
    for _ in range(turns):
        tracker.update(
            UserUttered(
                "bí mật của tôi",
                intent={"name": "tam_tru", "confidence": 0.9},
                entities=[{"entity": "aspect", "value": "le_phi", "start": 0, "end": 14}],
                parse_data={"text": "bí mật của tôi", "intent": {"name": "tam_tru"}},
                metadata={"warnings": ["masked"]},
            )
        )
        answer = {"outcome": "clarify", "aspects": ["le_phi"], "topic": "tam_tru", "body": "dài"}
        tracker.update(BotUttered("câu trả lời dài", {"x": 1}, {"answer": answer}))
        tracker.update(ActionExecuted("action_listen"))
    return tracker


BORN = "1986-05-14"
STATE = {"guide": "han_the", "question": "so_hieu", "given": {"sinh": BORN}}


def _guided(state=STATE, turns: int = 0, sender: str = "a") -> DialogueStateTracker:
    """A conversation with a guided dialogue open, or one that has just ended."""
    slots = [TextSlot("topic", mappings=[]), AnySlot(STATE_SLOT, mappings=[])]
    tracker = DialogueStateTracker(sender, slots)
    tracker.update(ActiveLoop(FORM))
    tracker.update(SlotSet("topic", "the_can_cuoc"))
    tracker.update(UserUttered(BORN, intent={"name": "nlu_fallback"}))
    tracker.update(SlotSet(STATE_SLOT, state))
    answer = {"outcome": "guide", "guide": "han_the", "question": "so_hieu"}
    tracker.update(BotUttered(f"Sinh {BORN}, còn số hiệu?", metadata={"answer": answer}))
    for _ in range(turns):
        tracker.update(UserUttered("lệ phí?", intent={"name": "aspect_only"}))
        tracker.update(ActionExecuted("action_listen"))
    if state is None:
        tracker.update(ActiveLoop(None))
    return tracker


def _guided_domain() -> Domain:
    slot = {"type": "any", "mappings": [], "influence_conversation": False}
    text = {"type": "text", "mappings": []}
    return Domain.from_dict({"slots": {STATE_SLOT: slot, "topic": text}})


@pytest.fixture
def conversations(tmp_path):
    opened = Database(tmp_path / "x.sqlite3")
    now = [1_000_000.0]
    result = Conversations(opened, clock=lambda: now[0])
    result.now = now
    yield result
    opened.close()


def test_a_kept_conversation_holds_nobodys_words() -> None:
    text = json.loads(compact(_tracker(), 100))
    written = json.dumps(text, ensure_ascii=False)
    assert "bí mật" not in written and "dài" not in written
    assert {"entity": "aspect", "value": "le_phi"} in text["events"][1]["parse_data"]["entities"]


def test_how_every_answer_ended_and_what_it_was_about_is_kept() -> None:
    events = json.loads(compact(_tracker(2), 100))["events"]
    kept = [e["metadata"]["answer"] for e in events if e["event"] == "bot"]
    assert kept == [{"outcome": "clarify", "aspects": ["le_phi"], "topic": "tam_tru"}] * 2


def test_a_slot_set_long_ago_is_not_lost_with_old_events(run, conversations) -> None:
    store = DurableTrackerStore(_domain(), conversations=conversations, max_events=10)

    async def scenario():
        await store.save(_tracker(50))
        return await store.retrieve("a")

    kept = run(scenario())
    assert len(kept.events) == 10
    assert kept.get_slot("topic") == "tam_tru"


def test_the_conversation_silent_longest_is_forgotten_and_events_are_bounded(run) -> None:
    store = BoundedInMemoryTrackerStore(Domain.empty(), max_conversations=2, max_events=10)

    async def turn(conversation: str) -> None:
        tracker = await store.get_or_create_tracker(conversation)
        tracker.update(ActionExecuted("action_listen"))
        await store.save(tracker)

    async def scenario() -> None:
        for conversation in ["a", "b", *["a"] * 30, "c"]:
            await turn(conversation)
        assert list(await store.keys()) == ["a", "c"]
        kept = await store.retrieve("a")
        assert kept is not None
        assert len(kept.events) == 10

    run(scenario())


def test_conversations_outlive_the_process(run, conversations, tmp_path) -> None:
    run(DurableTrackerStore(_domain(), conversations=conversations).save(_tracker()))
    again = Database(tmp_path / "x.sqlite3")
    store = DurableTrackerStore(_domain(), conversations=Conversations(again))
    kept = run(store.retrieve("a"))
    again.close()
    assert kept.get_slot("topic") == "tam_tru"
    assert kept.latest_message.intent["name"] == "tam_tru"


def test_within_a_turn_nothing_is_written_before_the_turn_is(run, conversations) -> None:
    store = DurableTrackerStore(_domain(), conversations=conversations)

    async def scenario():
        turn = Turn()
        with turn.open():
            await store.save(_tracker())
            assert await store.retrieve("a") is not None
        assert conversations.load("a") is None
        assert await store.retrieve("a") is None
        return turn

    assert set(run(scenario()).conversations) == {"a"}


@pytest.fixture(params=["memory", "file"])
def store(request, conversations):
    """Each of the two stores, with its guided dialogues at hand."""
    dialogues = OpenDialogues()
    if request.param == "memory":
        made = BoundedInMemoryTrackerStore(_guided_domain(), open_dialogues=dialogues)
        made.text = lambda: made.store["a"]
    else:
        made = DurableTrackerStore(
            _guided_domain(), conversations=conversations, open_dialogues=dialogues
        )
        made.text = lambda: conversations.load("a")
    made.dialogues = dialogues
    return made


def test_a_guided_dialogue_goes_on_and_what_was_given_is_never_in_the_text(run, store) -> None:
    run(store.save(_guided()))
    kept = run(store.retrieve("a"))
    assert kept.get_slot(STATE_SLOT) == STATE
    assert kept.active_loop_name == FORM
    assert BORN not in store.text()
    run(store.save(kept))
    assert run(store.retrieve("a")).get_slot(STATE_SLOT) == STATE


def test_a_guided_dialogue_outlives_its_first_events(run, store) -> None:
    run(store.save(_guided(turns=50)))
    kept = run(store.retrieve("a"))
    assert len(kept.events) < 70
    assert kept.active_loop_name == FORM
    assert kept.get_slot(STATE_SLOT) == STATE
    assert kept.get_slot("topic") == "the_can_cuoc"
    assert BORN not in store.text()


def test_what_was_given_is_nowhere_once_the_dialogue_has_ended(run, store) -> None:
    run(store.save(_guided()))
    run(store.save(_guided(state=None)))
    assert len(store.dialogues) == 0
    assert run(store.retrieve("a")).get_slot(STATE_SLOT) is None


def test_after_a_restart_only_the_dialogue_and_its_question_are_known(run, store) -> None:
    run(store.save(_guided(turns=3)))
    store.dialogues.keep("a", None)
    state = run(store.retrieve("a")).get_slot(STATE_SLOT)
    assert (state["guide"], state["question"], state["interrupted"]) == ("han_the", "so_hieu", True)
    assert state["given"] == {}


def test_what_a_turn_was_given_shows_in_that_turn_and_to_others_once_committed(
    run, conversations
) -> None:
    dialogues = OpenDialogues()
    store = DurableTrackerStore(
        _guided_domain(), conversations=conversations, open_dialogues=dialogues
    )
    later = {**STATE, "given": {**STATE["given"], "so_hieu": "x"}}

    async def turn_with(state) -> Turn:
        turn = Turn()
        with turn.open():
            await store.save(_guided(state))
            assert (await store.retrieve("a")).get_slot(STATE_SLOT) == state
        return turn

    async def scenario() -> None:
        await store.save(_guided())
        dropped = await turn_with(later)
        assert (await store.retrieve("a")).get_slot(STATE_SLOT) == STATE
        ended = await turn_with(None)
        assert dialogues.get("a") == STATE
        for effect in ended.on_commit:
            effect()
        assert dialogues.get("a") is None
        assert dropped.on_commit

    run(scenario())


def test_a_conversation_forgotten_in_memory_takes_its_dialogue_along(run) -> None:
    dialogues = OpenDialogues()
    store = BoundedInMemoryTrackerStore(
        _guided_domain(), max_conversations=1, open_dialogues=dialogues
    )
    run(store.save(_guided()))
    run(store.save(_tracker(sender="b")))
    assert len(dialogues) == 0


def test_what_cannot_be_read_fails_the_turn_and_is_not_overwritten(run, conversations) -> None:
    """Rasa would swallow it and go on with an empty conversation."""

    def refuse(sender: str) -> str:
        raise StoreRefused("locked")

    conversations.load = refuse
    store = FailSafeTrackerStore(DurableTrackerStore(_domain(), conversations=conversations))

    async def scenario():
        turn = Turn()
        with turn.open():
            await store.retrieve("a")
        return turn.failure

    assert isinstance(run(scenario()), StoreRefused)


def test_a_conversation_in_an_unknown_form_begins_anew(run, conversations) -> None:
    run(conversations.save("a", '{"events": 7}'))
    store = DurableTrackerStore(_domain(), conversations=conversations)
    assert run(store.retrieve("a")) is None


def test_the_terminal_keeps_conversations_in_memory(brain) -> None:
    store = brain._agent.tracker_store
    assert isinstance(getattr(store, "_tracker_store", store), BoundedInMemoryTrackerStore)


def test_the_server_is_set_to_keep_conversations_in_the_file() -> None:
    """A store that fails to import is replaced by the stock one with only a warning."""
    from rasa.core.utils import AvailableEndpoints

    module, _, name = AvailableEndpoints.read_endpoints(
        str(ENDPOINTS)
    ).tracker_store.type.rpartition(".")
    assert (module, name) == (DurableTrackerStore.__module__, DurableTrackerStore.__name__)
