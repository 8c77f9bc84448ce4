"""One turn of a guided dialogue: what a message does to it, whichever guide it is.

Controls, taps and answers are told apart here, side questions are left to whoever answers plain
questions, wrong answers are counted. Knows neither Rasa nor Telegram.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Dict, List, Optional, Sequence

from bot.content.answer import Answer, Button, Section, payload
from bot.content.compose import Composer
from bot.content.intents import (
    CANCEL_INTENT,
    CHOICE_ENTITY,
    GUIDE_ANSWER_INTENT,
    GUIDE_BACK_INTENT,
    START_INTENT,
    guide_intent,
)
from bot.guides.guide import Aside, Choice, Given, Guide, Question
from bot.guides.matching import is_question, says_only
from bot.guides.presenting import RESUME, question_answer
from bot.guides.registry import guide_for
from bot.guides.side_questions import asks_instead, asks_something_else, is_plain_question
from bot.guides.state import End, Said, State
from bot.language.normalise import Normaliser

FRESH = "tu_dau"  # sent by the button that starts anew instead of resuming
# "tiếp tục" alone may be an answer; with more words it asks for the dialogue itself.
_BARE_WORDS = 2
_PATIENCE = 2  # wrong answers before a way out is offered


@dataclass
class Step:
    """What a message did: the new state, and what to say unless it ended or was a side question."""

    state: Optional[State]
    answer: Optional[Answer] = None
    side_question: bool = False


class Turn:
    """One message to one dialogue, with the content and the day of that message."""

    def __init__(self, composer: Composer, progress: Dict[str, Given]) -> None:
        """``progress`` holds how far the guides that can be resumed had come."""
        assert composer.content.controls is not None, "content was loaded with errors"
        self._composer = composer
        self._content = composer.content
        self._messages = composer.messages
        self._progress = progress
        self._controls = composer.content.controls
        self._normaliser = Normaliser(composer.content.abbreviations)
        self._guides: Dict[str, Guide] = {}

    def take(self, state: Optional[State], said: Said) -> Step:
        """What ``said`` does to the dialogue in ``state``; ``None`` when none is open."""
        started = self._started_by(said)
        if state is None:
            return self._begin(started, said) if started else self._late_tap(said)
        if said.is_tap and said.intent == START_INTENT:
            return self._ended(state, End.LEFT)
        if state.interrupted:
            return self._interrupted(state, said, started)
        if said.intent == GUIDE_ANSWER_INTENT:
            return self._tap(state, said)
        if started and said.is_tap:
            return self._begin(started, said)
        if self._wants_out(said):
            return self._ended(state, End.CANCELLED)
        if self._says(self._controls.again.said, said):
            return self._put(State(state.guide))
        if said.intent == GUIDE_BACK_INTENT or self._says(self._controls.back.said, said):
            return self._back(state)
        if said.is_tap:
            return Step(state, side_question=True)
        return self._typed(state, said, started)

    def _interrupted(self, state: State, said: Said, started: Optional[str]) -> Step:
        """A dialogue of which only its name and the open question have outlived a restart.

        It goes on where that is all there was to know: at the first question, or as far as a
        dialogue that can be resumed had come.
        """
        whole = State(state.guide, dict(self._progress.get(state.guide) or {}))
        known = state.guide in self._content.guides
        if known and self._guide(whole).slots(whole.given)[:1] == [state.question]:
            self._put(whole)
            return self.take(whole, said)
        if started:
            return self._begin(started, said)
        if self._wants_out(said):
            return self._ended(whole, End.CANCELLED)
        asking = is_question(said.text, self._controls, self._normaliser)
        of_a_guide = said.intent in (GUIDE_ANSWER_INTENT, GUIDE_BACK_INTENT)
        if said.is_tap and not of_a_guide:
            return Step(state, side_question=True)
        if asks_something_else(said.intent, self._content, asking, state.guide):
            return Step(state, side_question=True)
        return self._ended(whole, End.LOST)

    def _typed(self, state: State, said: Said, started: Optional[str]) -> Step:
        guide, question = self._guide(state), state.question or ""
        fit = guide.fit(question, said.text)
        if fit is None and self._says(self._controls.unknown, said):
            return self._unknown(state)
        value = guide.read(question, said.text, dict(state.given))
        asking = is_question(said.text, self._controls, self._normaliser)
        # What share of the message the answer is, where the answer is one of the choices.
        of_choice = fit is not None and guide.meaning(fit.choice, question) == value
        share = fit.share if fit is not None and of_choice else None
        if value is not None and not asks_instead(
            said, guide.words, started, share, asking, said.intent in self._content.topics
        ):
            return self._take_value(state, value)
        if started == state.guide and len(said.text.split()) > _BARE_WORDS:
            return self._put(state)  # "tiếp tục kích hoạt": it is open, and says so
        if started and started != state.guide:
            return self._begin(started, said)
        if self._says(self._controls.agree, said):
            return self._wrong(state)
        if is_plain_question(said.intent, self._content, asking):
            return Step(state, side_question=True)
        return self._wrong(state)

    def _started_by(self, said: Said) -> Optional[str]:
        return next((g for g in self._content.guides if guide_intent(g) == said.intent), None)

    def _wants_out(self, said: Said) -> bool:
        return said.intent == CANCEL_INTENT or self._says(self._controls.cancel.said, said)

    def _says(self, phrases: Sequence[str], said: Said) -> bool:
        return says_only(phrases, said.text, self._controls, self._normaliser)

    def _guide(self, state: State) -> Guide:
        if state.guide not in self._guides:
            self._guides[state.guide] = guide_for(state.guide, self._content, self._composer.day)
        return self._guides[state.guide]

    def _begin(self, guide_id: str, said: Said) -> Step:
        given = {} if said.choice == FRESH else dict(self._progress.get(guide_id) or {})
        state = State(guide_id, given)
        if given and not self._guide(state).slots(given):
            state.given = {}  # it was done to its end last time
        if not state.given:
            return self._open(state, said)
        anew = payload(guide_intent(guide_id), **{CHOICE_ENTITY: FRESH})
        return self._put(
            state,
            self._messages.guide_resumed,
            ways_out=[Button(self._controls.again.title, anew)],
        )

    def _open(self, state: State, said: Said) -> Step:
        """The first question, unless the topic it was started from or its words answer it."""
        guide = self._guide(state)
        state.question = guide.slots({})[0]
        known = guide.known_from(said.choice)
        if known:
            state.given = known
        elif not said.is_tap:
            value = guide.read_opening(said.text)
            if isinstance(value, Aside):
                return self._take_value(state, value)
            if value is not None:
                state.given = {state.question: value}
        name = guide.title_of(state.question, state.given.get(state.question))
        told = self._messages.guide_known.replace("{viec}", name) if name else ""
        return self._put(state, told)

    def _late_tap(self, said: Said) -> Step:
        """A button of a dialogue that is not open any more.

        A dialogue that can be resumed goes on if it was left at just that question; every other
        tap does nothing.
        """
        guide_id, question, key = _parts(said.choice)
        if guide_id not in self._content.guides:
            return Step(State("", end=End.OVER.value))
        state = State(guide_id, dict(self._progress.get(guide_id) or {}))
        rest = self._guide(state).slots(state.given)
        if guide_id not in self._progress or not rest or rest[0] != question:
            return Step(State(guide_id, end=End.OVER.value))
        state.question = question
        return self._chosen(state, key)

    def _tap(self, state: State, said: Said) -> Step:
        guide_id, question, key = _parts(said.choice)
        if (guide_id, question) != (state.guide, state.question):
            return self._put(state, self._messages.guide_old_button)
        return self._chosen(state, key)

    def _chosen(self, state: State, key: str) -> Step:
        if key == RESUME:
            return self._put(state)
        value = self._guide(state).choose(state.question or "", key, dict(state.given))
        return self._wrong(state) if value is None else self._take_value(state, value)

    def _take_value(self, state: State, value: Any) -> Step:
        if isinstance(value, Aside):
            state.tries = 0
            if value.given is not None:
                state.given = value.given
            return self._put(state, value.text, short=True, choices=value.choices)
        assert state.question is not None
        given = {**state.given, state.question: value}
        return self._put(State(state.guide, given))

    def _back(self, state: State) -> Step:
        if not state.given:
            return self._put(state, self._messages.guide_first)
        guide, given = self._guide(state), dict(state.given)
        # What was known from the start was no question that one could go back to.
        while given and guide.slots(given)[:1] == [state.question]:
            given.popitem()
        return self._put(State(state.guide, given))

    def _unknown(self, state: State) -> Step:
        """Who does not know reads at once where to look it up, and how else to go on."""
        guide = self._guide(state)
        words = guide.question(state.question or "").unknown or self._messages.guide_unknown
        return self._put(state, guide.fill(words), short=True, ways_out=[self._overview(guide)])

    def _wrong(self, state: State) -> Step:
        state.tries += 1
        guide = self._guide(state)
        if state.tries < _PATIENCE:
            example = guide.ask(state.question or "", dict(state.given)).example
            return self._put(
                state,
                f"{self._messages.guide_again} {example}",
                short=True,
            )
        stuck = guide.fill(self._messages.guide_stuck)
        return self._put(state, stuck, short=True, ways_out=[self._overview(guide)])

    def _overview(self, guide: Guide) -> Button:
        return Button(self._messages.guide_overview, f"/{guide.words.topics[0]}")

    def _ended(self, state: State, end: End) -> Step:
        return Step(State(state.guide, state.given, state.question, end=end.value))

    def _put(
        self,
        state: State,
        before: str = "",
        *,
        short: bool = False,
        choices: Sequence[Choice] = (),
        ways_out: Sequence[Button] = (),
    ) -> Step:
        """Puts the next question, or ends when there is none left."""
        guide = self._guide(state)
        rest = guide.slots(dict(state.given))
        if not rest:
            return self._ended(state, End.DONE)
        state.question = rest[0]
        question: Question = guide.ask(state.question, dict(state.given))
        answer = question_answer(
            guide, state.question, question, self._controls, state.given, choices, ways_out
        )
        if short:
            answer.sections, answer.ending = [Section(before)], question.short
        else:
            answer.sections = [Section(part) for part in (before, question.text) if part]
        answer.facts = guide.used
        answer.notes = self._composer.notes(guide.used)
        state.short = question.short
        state.shown = [asdict(button) for button in answer.buttons]
        return Step(state, answer)


def _parts(choice: str) -> List[str]:
    return [*choice.split(":", 2), "", ""][:3]
