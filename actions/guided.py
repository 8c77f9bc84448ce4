"""The two actions behind every guided dialogue: take a message, and tell the end.

Routing only. What a message does is decided in ``bot.guides.turn``, what comes out in the guides.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turns import composer, said, since_message
from bot.content.answer import Answer
from bot.content.compose import Composer
from bot.guide_form import (
    END_ACTION,
    FORM,
    PROGRESS_SLOT,
    REQUESTED_SLOT,
    SAY_ACTION,
    STATE_SLOT,
    VALIDATE_ACTION,
)
from bot.guides.presenting import ended_answer, nothing_open_answer, unavailable_answer
from bot.guides.registry import GUIDES, guide_for
from bot.guides.state import End, State
from bot.guides.turn import Turn
from bot.training_data import TOPIC_SLOT

# What is said of dialogues that cannot go on.
_ENDED = {End.OVER.value: "guide_over", End.LOST.value: "guide_lost"}


class ValidateGuideForm(Action):
    """Takes a message while ``guide_form`` is open, or the one that opens it."""

    def name(self) -> str:
        """Rasa's name for the validation of the form."""
        return VALIDATE_ACTION

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[EventType]:
        """The new state; the next question is said, side questions are left to the rules."""
        happened = since_message(tracker)
        if "bot" in happened:  # back from a side question, which was answered with ours below it
            return []
        opening = "active_loop" in happened
        state = None if opening else State.from_dict(tracker.get_slot(STATE_SLOT))
        speaker = composer()
        progress = tracker.get_slot(PROGRESS_SLOT) or {}
        step = Turn(speaker, progress).take(state, said(tracker))
        assert step.state is not None
        if step.side_question:
            # A dialogue that a restart interrupted may have been put together again meanwhile.
            again = [SlotSet(STATE_SLOT, step.state.to_dict())] if step.state != state else []
            return [*again, ActionExecutionRejected(FORM)]
        if step.answer is not None:
            say(dispatcher, step.answer)
        return [
            SlotSet(STATE_SLOT, step.state.to_dict()),
            SlotSet(PROGRESS_SLOT, progress_after(progress, step.state)),
            *topic_of(speaker, step.state),
            *([SlotSet(REQUESTED_SLOT, None)] if step.state.end else []),
        ]


class ActionGuideEnd(Action):
    """Tells the result, or that the dialogue was left; empties the form's slots."""

    def name(self) -> str:
        """As in the rules."""
        return END_ACTION

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[EventType]:
        """The last answer of the dialogue; nothing that was given stays in a slot."""
        state = State.from_dict(tracker.get_slot(STATE_SLOT))
        say(dispatcher, last_answer(composer(), state, tracker.get_slot(TOPIC_SLOT)))
        return [SlotSet(STATE_SLOT, None)]


def last_answer(speaker: Composer, state: Optional[State], at_hand: Optional[str]) -> Answer:
    """What is said when the dialogue in ``state`` ends; ``at_hand`` is the topic talked about."""
    if state is None or state.guide not in speaker.content.guides:
        return nothing_open_answer(speaker, at_hand)
    if state.end == End.DONE:
        return result_answer(speaker, state)
    if state.end == End.LEFT:
        return speaker.say("welcome")
    if state.end in _ENDED:
        return ended_answer(state.guide, speaker, _ENDED[state.end])
    if state.end == End.CANCELLED:
        paused = GUIDES[state.guide].resumes and bool(state.given)
        return ended_answer(state.guide, speaker, "guide_paused" if paused else "guide_cancelled")
    return unavailable_answer(state.guide, speaker)  # it went away in this turn and is back


def result_answer(speaker: Composer, state: State) -> Answer:
    """What came out. It has its topic: "đến công an nào?" after it is about that one."""
    guide = guide_for(state.guide, speaker.content, speaker.day)
    answer = guide.result(dict(state.given))
    answer.topic = guide.topic(state.given)
    answer.procedure = speaker.content.topics[answer.topic].procedure
    return answer


def progress_after(progress: Dict[str, Any], state: State) -> Dict[str, Any]:
    """How far each guide that can be resumed has come; one that is done starts anew next time."""
    guide = GUIDES.get(state.guide)
    if guide is None or not guide.resumes or state.end in _ENDED:
        return progress
    others = {name: given for name, given in progress.items() if name != state.guide}
    return others if state.end == End.DONE else {**others, state.guide: state.given}


def topic_of(speaker: Composer, state: State) -> List[EventType]:
    """What the dialogue is about becomes the topic at hand: "lệ phí bao nhiêu?" is about it."""
    if state.guide not in speaker.content.guides or state.end == End.OVER:
        return []
    guide = guide_for(state.guide, speaker.content, speaker.day)
    return [SlotSet(TOPIC_SLOT, guide.topic(state.given))]


def say(dispatcher: CollectingDispatcher, answer: Answer) -> None:
    """Sends ``answer`` the way of all answers: through the language generator."""
    dispatcher.utter_message(response=SAY_ACTION, answer=answer.to_dict())
