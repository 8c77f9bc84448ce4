"""What guided dialogues leave behind in a conversation that is kept: nothing personal.

Dates of birth, addresses and the like are needed while a dialogue is open and by nobody after it.
A form empties its slots, but Rasa keeps every event: the messages as typed, the values the slots
once had, the answers that repeat them. A tracker store passes its events through here.
"""

from __future__ import annotations

from typing import Iterable, List, Sequence

from rasa.shared.core.events import (
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from bot.guide_form import FORM, STATE_SLOT

_ANSWER_KEY = "answer"
# What the next turn needs to know of an answer: bot.nlg asks how the last one ended.
_KEPT_OF_ANSWERS = ("outcome",)


def without_answers(events: Iterable[Event], keep_open: bool = True) -> List[Event]:
    """``events`` with the turns of guided dialogues emptied, in order and number as far as needed.

    The dialogue that is still open stays as it is when ``keep_open``, since it needs its answers;
    a store that writes to disk passes ``False``.
    """
    turns = _turns(list(events))
    inside, closed = _inside_at_the_start(turns), []
    for turn in turns:
        of_dialogue = inside or any(_opens(event) for event in turn)
        inside = _inside_after(turn, inside)
        closed.append(of_dialogue)
    open_from = len(turns)
    if keep_open and inside:
        while open_from > 0 and closed[open_from - 1] and not _began_before(turns, open_from):
            open_from -= 1
    kept: List[Event] = []
    for number, turn in enumerate(turns):
        if number >= open_from:
            kept.extend(turn)
        else:
            kept.extend(_emptied(turn) if closed[number] else _without_state(turn))
    return kept


def _turns(events: Sequence[Event]) -> List[List[Event]]:
    """Each message with what followed it; the first turn is what came before any message."""
    turns: List[List[Event]] = [[]]
    for event in events:
        if isinstance(event, (UserUttered, SessionStarted)):
            turns.append([])
        turns[-1].append(event)
    return turns


def _opens(event: Event) -> bool:
    return isinstance(event, ActiveLoop) and event.name == FORM


def _inside_at_the_start(turns: Sequence[Sequence[Event]]) -> bool:
    """Whether a bounded history lost the beginning of a dialogue but not its end."""
    loops = [event for turn in turns for event in turn if isinstance(event, ActiveLoop)]
    return bool(loops) and loops[0].name is None


def _inside_after(turn: Sequence[Event], inside: bool) -> bool:
    for event in turn:
        if isinstance(event, (SessionStarted, Restarted)):
            inside = False
        elif isinstance(event, ActiveLoop):
            inside = event.name == FORM
    return inside


def _began_before(turns: Sequence[Sequence[Event]], number: int) -> bool:
    """Whether turn ``number`` is the one that opened the dialogue: what lies before is another."""
    return number < len(turns) and any(_opens(event) for event in turns[number])


def _without_state(turn: Sequence[Event]) -> List[Event]:
    return [e for e in turn if not (isinstance(e, SlotSet) and e.key == STATE_SLOT)]


def _emptied(turn: Sequence[Event]) -> List[Event]:
    return [_bare(event) for event in _without_state(turn)]


def _bare(event: Event) -> Event:
    if isinstance(event, UserUttered):
        intent = {"name": event.intent_name, "confidence": 1.0}
        return UserUttered("", intent, timestamp=event.timestamp, input_channel=event.input_channel)
    if isinstance(event, BotUttered):
        answer = event.metadata.get(_ANSWER_KEY) or {}
        kept = {key: answer[key] for key in _KEPT_OF_ANSWERS if key in answer}
        return BotUttered(metadata={_ANSWER_KEY: kept}, timestamp=event.timestamp)
    return event
