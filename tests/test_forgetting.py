"""Nothing personal outlives a guided dialogue: not in slots, events, or the store's text."""

from __future__ import annotations

import uuid

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations import BoundedInMemoryTrackerStore
from bot.forgetting import without_answers
from bot.guide_form import FORM, STATE_SLOT

SECRET = "14/05/1986"


def said(text=SECRET):
    return UserUttered(text, {"name": "nlu_fallback"}, entities=[{"entity": "v", "value": text}])


def answered(text=SECRET):
    return BotUttered(text, metadata={"answer": {"outcome": "guide", "title": text}})


def state(value=SECRET):
    return SlotSet(STATE_SLOT, {"given": {"sinh": value}})


OPENING = [UserUttered("bắt đầu", {"name": "guide_x"}), ActionExecuted(FORM), ActiveLoop(FORM)]
MIDDLE = [said(), ActionExecuted(FORM), state(), answered()]
END = [said(), ActionExecuted(FORM), state(), ActiveLoop(None), answered(), SlotSet(STATE_SLOT)]
PLAIN = [UserUttered("lệ phí bao nhiêu", {"name": "aspect_only"}), BotUttered("15.000 đồng")]


def text_of(events) -> str:
    return str([event.as_dict() for event in events])


@pytest.mark.parametrize(
    "events",
    [
        [*OPENING, *MIDDLE, *END],
        [*OPENING, *MIDDLE, *END, *PLAIN],
        [*MIDDLE, *END],  # a bounded history lost the beginning
        [*OPENING, *MIDDLE, SessionStarted(), state(), *PLAIN],  # a new session carries slots over
        [*OPENING, *MIDDLE, *END, *OPENING],
    ],
)
def test_an_ended_dialogue_leaves_no_answer(events) -> None:
    assert SECRET not in text_of(without_answers(events))


def test_an_open_dialogue_keeps_its_answers_and_loses_them_on_disk() -> None:
    events = [*PLAIN, *OPENING, *MIDDLE]
    assert without_answers(events) == events
    assert SECRET not in text_of(without_answers(events, keep_open=False))


def test_only_the_dialogue_that_is_open_keeps_its_answers() -> None:
    kept = without_answers([*OPENING, *MIDDLE, *END, *PLAIN, *OPENING, *MIDDLE])
    assert text_of(kept).count(SECRET) == text_of(MIDDLE).count(SECRET)


def test_plain_questions_stay_and_the_order_of_events_too() -> None:
    events = [*PLAIN, *OPENING, *MIDDLE, *END, *PLAIN]
    kept = without_answers(events)
    assert text_of(kept).count("15.000 đồng") == 2
    assert [type(event) for event in kept] == [
        type(event)
        for event in events
        if not (isinstance(event, SlotSet) and event.key == STATE_SLOT)
    ]


def test_an_abandoned_dialogue_is_emptied_when_its_session_is_over(run) -> None:
    now = [0.0]
    store = BoundedInMemoryTrackerStore(Domain.empty(), clock=lambda: now[0])

    def conversation(name, events) -> DialogueStateTracker:
        return DialogueStateTracker.from_events(name, events)

    async def scenario() -> None:
        await store.save(conversation("a", [*OPENING, *MIDDLE]))
        now[0] += 11 * 3600
        await store.save(conversation("b", PLAIN))
        assert SECRET in store.store["a"]
        now[0] += 2 * 3600
        await store.save(conversation("b", PLAIN))
        assert SECRET not in store.store["a"]
        assert list(store.store) == ["a", "b"]

    run(scenario())


def test_what_a_citizen_typed_is_gone_from_the_real_store_after_the_result(
    guided_brain, run
) -> None:
    conversation = uuid.uuid4().hex
    answer = None
    for text in ("/guide_han_the", "thẻ căn cước", "còn dùng được", SECRET):
        answer = run(guided_brain.reply(text, conversation))
    assert answer is not None
    assert answer.question is None
    store = guided_brain._agent.tracker_store
    kept = getattr(store, "_tracker_store", store).store[conversation]
    assert SECRET not in kept
    assert "1986" not in kept
