from __future__ import annotations

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted

from bot.conversations import BoundedInMemoryTrackerStore


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


def test_the_bounded_store_is_really_used(brain) -> None:
    """A store that fails to import is replaced by the stock one with only a warning."""
    store = brain._agent.tracker_store
    inner = getattr(store, "_tracker_store", store)
    assert isinstance(inner, BoundedInMemoryTrackerStore)
