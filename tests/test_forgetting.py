"""Nothing that anybody typed or gave outlives its message: not in texts, slots or answers."""

from __future__ import annotations

import json
import uuid

from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from bot.forgetting import wordless
from bot.guide_form import FORM, PROGRESS_SLOT, STATE_SLOT

SECRET = "14/05/1986"


def said(text=SECRET):
    return UserUttered(
        text,
        {"name": "nlu_fallback", "confidence": 0.3},
        [{"entity": "v", "value": "han_the:sinh:x"}, {"entity": "aspect", "value": "le_phi"}],
        {"text": text, "entities": [{"entity": "v", "value": SECRET}]},
        metadata={"x": text},
    )


def answered(text=SECRET):
    answer = {"outcome": "guide", "title": text, "guide": "han_the", "question": "sinh"}
    return BotUttered(text, {"buttons": [text]}, {"answer": answer})


EVENTS = [
    UserUttered("bắt đầu", {"name": "guide_han_the"}),
    ActionExecuted(FORM),
    ActiveLoop(FORM),
    said(),
    SlotSet(STATE_SLOT, {"given": {"sinh": SECRET}}),
    SlotSet(PROGRESS_SLOT, {"kich_hoat": {"chuan_bi": "xong"}}),
    answered(),
    SessionStarted(),
    SlotSet(STATE_SLOT, {"given": {"sinh": SECRET}}),  # a new session carries slots over
]


def test_neither_words_nor_answers_given_are_left_of_any_event() -> None:
    kept = json.dumps(wordless(EVENTS), ensure_ascii=False)
    assert SECRET not in kept and "bắt đầu" not in kept
    assert "han_the:sinh:x" not in kept, "a tap says what somebody answered"
    assert STATE_SLOT not in kept


def test_what_was_understood_and_how_it_was_answered_stays_in_order() -> None:
    kept = wordless(EVENTS)
    assert [e["event"] for e in kept] == [
        *("user", "action", "active_loop", "user", "slot", "bot", "session_started")
    ]
    assert kept[3]["parse_data"]["intent"]["name"] == "nlu_fallback"
    assert kept[4]["value"] == {"kich_hoat": {"chuan_bi": "xong"}}
    assert kept[5]["metadata"]["answer"] == {
        "outcome": "guide",
        "guide": "han_the",
        "question": "sinh",
    }


def test_what_a_citizen_typed_is_in_memory_while_the_dialogue_is_open_and_gone_after_it(
    guided_brain, run
) -> None:
    conversation = uuid.uuid4().hex
    store = guided_brain._agent.tracker_store
    store = getattr(store, "_tracker_store", store)

    def say(*texts):
        for text in texts:
            answer = run(guided_brain.reply(text, conversation))
            assert "1986" not in store.store[conversation]
        return answer

    open_one = say("/guide_han_the", "thẻ căn cước", "còn dùng được")
    assert open_one.question is not None
    assert store._open.get(conversation)["given"]
    assert say(SECRET).question is None
    assert store._open.get(conversation) is None
