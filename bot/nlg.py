"""Rasa's language generator: answers composed in process from the content, by tracker state."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any, Dict, List, Optional, Tuple

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.asides import Asides
from bot.content.answer import Answer, Button, Guess, Heard, Outcome, today
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.intents import (
    ASPECT_ENTITY,
    ASPECT_ONLY_INTENT,
    GROUP_ENTITY,
    OUT_OF_SCOPE_INTENT,
    YES_INTENT,
)
from bot.content.notice import WARNINGS, WARNINGS_KEY, notice
from bot.content.schema import Messages
from bot.content.store import Content, default_data_dir
from bot.content.text import plain
from bot.dialogue import Turn, aspects_for, aspects_in, candidates, is_aside, runner_up, topic_of
from bot.guide_form import FORM, SAY_ACTION, STATE_SLOT, UNAVAILABLE_ACTION
from bot.guides.presenting import RESUME, choice_payload, unavailable_answer
from bot.guides.state import State
from bot.live_content import live_content
from bot.settings import ENV_FILE, Settings
from bot.training_data import (
    ANSWER_ACTION,
    CANCEL_ACTION,
    CLARIFY_ACTION,
    FALLBACK_ACTION,
    HELP_ACTION,
    MENU_ACTION,
    SMALL_TALK_ACTION,
    START_ACTION,
    TOPIC_SLOT,
)

logger = logging.getLogger(__name__)

ANSWER_KEY = "answer"
_ABOUT_A_TOPIC = (Outcome.ANSWERED.value, Outcome.SIGNPOST.value, Outcome.GUIDE.value)
_MOST_GUESSES = 3
_WITH_OWN_BUTTONS = (MENU_ACTION, HELP_ACTION)
_FIXED_MESSAGES = {
    START_ACTION: "welcome",
    HELP_ACTION: "help",
    CANCEL_ACTION: "cancelled",
}


class ContentNaturalLanguageGenerator(NaturalLanguageGenerator):
    """Composes what is said. The whole :class:`Answer` travels in the message's metadata.

    ``as_of`` fixes the day of the answers; ``None`` means today in Vietnam.
    """

    def __init__(
        self,
        endpoint_config: Optional[EndpointConfig] = None,
        domain: Optional[Domain] = None,
        as_of: Optional[dt.date] = None,
    ) -> None:
        """Loads the content.

        Raises:
            ContentError: the content has errors.
            SettingsError: a setting cannot be used.
        """
        self._live = live_content(default_data_dir())
        self._owner = Settings.load(ENV_FILE).owner
        self.as_of = as_of
        self._asides: Tuple[Optional[Content], Optional[Asides]] = (None, None)

    def composer(self) -> Composer:
        """A composer on the newest content, for the day of the answers."""
        return Composer(self._live.get(), self.as_of or today())

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> Optional[Dict[str, Any]]:
        """The message for ``utter_action``; a failure is said to the citizen, not swallowed."""
        composer = self.composer()
        try:
            answer = self._answer(composer, utter_action, tracker, kwargs)
        except Exception:  # the citizen gets a reply whatever happens, and the log the cause
            logger.exception("Không soạn được câu trả lời cho %s", utter_action)
            answer = composer.say("error", Outcome.ERROR)
        answer.notice = "\n\n".join(self._said_above(composer, tracker))
        _put_open_question_again(utter_action, answer, tracker, composer.messages)
        answer.heard = _heard(tracker)
        if ANSWER_KEY in kwargs:
            # Rasa lays what an action said over what is returned here; it must be the same.
            kwargs[ANSWER_KEY].update(answer.to_dict())
        return {
            "text": plain(answer, composer.messages),
            "buttons": [{"title": b.title, "payload": b.payload} for b in answer.buttons],
            ANSWER_KEY: answer.to_dict(),
        }

    def _asides_of(self, content: Content) -> Asides:
        """Prepared once for each content."""
        known, asides = self._asides
        if asides is None or known is not content:
            asides = Asides(content)
            self._asides = (content, asides)
        return asides

    def _said_above(self, composer: Composer, tracker: DialogueStateTracker) -> List[str]:
        """The notice at the first contact, and warnings about what was sent."""
        said = []
        small_talk = composer.content.small_talk.get(_intent(tracker).get("name") or "")
        if _is_first(tracker) or (small_talk and small_talk.says_who_it_is):
            said.append(notice(composer.messages, self._owner))
        asked = (tracker.latest_message.metadata if tracker.latest_message else None) or {}
        wanted = asked.get(WARNINGS_KEY) or ()
        said.extend(getattr(composer.messages, w).strip() for w in WARNINGS if w in wanted)
        return said

    def _answer(
        self,
        composer: Composer,
        utter_action: str,
        tracker: DialogueStateTracker,
        given: Dict[str, Any],
    ) -> Answer:
        if utter_action == SAY_ACTION:
            return Answer.from_dict(given[ANSWER_KEY])
        if utter_action == UNAVAILABLE_ACTION:
            return unavailable_answer(given.get("guide", ""), composer)
        content = composer.content
        turn = _turn(tracker, self._asides_of(content))
        if utter_action in (ANSWER_ACTION, CLARIFY_ACTION, FALLBACK_ACTION):
            topic = topic_of(turn, content)
            if topic is not None:
                answer = composer.topic(topic, aspects_for(turn), turn.confidence)
                answer.aside = is_aside(turn, topic, content)
                composer.offer_instead(answer, runner_up(turn, topic, content))
                return answer
        if turn.intent == ASPECT_ONLY_INTENT:
            return composer.ask_topic(aspects_for(turn), turn.confidence)
        if utter_action == CLARIFY_ACTION:
            offered = candidates(turn, list(content.topics))
            if offered:
                return composer.clarify(offered, aspects_for(turn), turn.confidence)
        if utter_action == MENU_ACTION:
            group = next(iter(_entity_values(tracker, GROUP_ENTITY)), None)
            known = {g.id for g in content.menu.groups}
            return composer.group(group) if group in known else composer.menu()
        if utter_action == SMALL_TALK_ACTION and turn.intent in content.small_talk:
            answer = composer.small_talk(turn.intent, turn.confidence)
            if turn.intent == YES_INTENT:
                answer.buttons = _buttons_again(composer, tracker) or answer.buttons
            return answer
        if utter_action in _FIXED_MESSAGES:
            return composer.say(_FIXED_MESSAGES[utter_action])
        return composer.fallback(turn.confidence, out_of_scope=turn.intent == OUT_OF_SCOPE_INTENT)


def _put_open_question_again(
    utter_action: str, answer: Answer, tracker: DialogueStateTracker, messages: Messages
) -> None:
    """Below a side question's answer, the question of the guided dialogue that it came into.

    The menu and the help keep their own buttons: they were what was asked for.
    """
    state = State.from_dict(tracker.get_slot(STATE_SLOT))
    if tracker.active_loop_name != FORM or answer.outcome is Outcome.GUIDE:
        return
    if state is None or state.question is None or state.end or state.interrupted:
        return
    answer.ending = f"{messages.guide_open} {state.short}"
    if utter_action in _WITH_OWN_BUTTONS:
        resume = choice_payload(state.guide, state.question, RESUME)
        answer.buttons = [Button(messages.guide_resume, resume), *answer.buttons]
    else:
        answer.buttons = [Button(**button) for button in state.shown]
    answer.guide, answer.question = state.guide, state.question


def _buttons_again(composer: Composer, tracker: DialogueStateTracker) -> List[Button]:
    """The buttons of the last answer about a topic, made anew: they are not kept."""
    last = _last_answer(tracker) or {}
    topic = last.get("topic")
    if last.get("outcome") not in _ABOUT_A_TOPIC or topic not in composer.content.topics:
        return []
    return composer.topic(topic, [Aspect(aspect) for aspect in last.get("aspects", [])]).buttons


def _intent(tracker: DialogueStateTracker) -> Dict[str, Any]:
    return (tracker.latest_message.intent if tracker.latest_message else None) or {}


def _heard(tracker: DialogueStateTracker) -> Heard:
    message = tracker.latest_message
    intent = _intent(tracker)
    ranking = (message.parse_data if message else {}).get("intent_ranking") or []
    nearest = [Guess(r["name"], float(r["confidence"])) for r in ranking[:_MOST_GUESSES]]
    return Heard(intent.get("name") or "", nearest, _is_in_guide(tracker))


def _is_in_guide(tracker: DialogueStateTracker) -> bool:
    """Whether a guided dialogue spoke last, leaving aside answers that were none.

    It need not be open any more: who was told that it is over may type the same once more.
    """
    for event in reversed(tracker.events):
        answer = (event.metadata.get(ANSWER_KEY) if isinstance(event, BotUttered) else None) or {}
        if answer.get("question") or answer.get("outcome") in _ABOUT_A_TOPIC:
            return bool(answer.get("question")) or answer["outcome"] == Outcome.GUIDE.value
    return False


def _turn(tracker: DialogueStateTracker, asides: Asides) -> Turn:
    message = tracker.latest_message
    parse = message.parse_data if message else {}
    text = (message.text if message else None) or ""
    intent = _intent(tracker)
    topics = _topics_of_the_talk(tracker)
    return Turn(
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        words=len(text.split()),
        aspects=aspects_in((message.entities if message else None) or [], ASPECT_ENTITY),
        ranking=parse.get("intent_ranking") or [],
        current_topic=next(iter(topics), None),
        earlier_topics=topics[1:],
        by_the_way=bool(topics) and asides.are_in(text),
        as_places=asides.as_places(text) if topics else frozenset(),
        pending_aspects=_pending_aspects(tracker),
    )


def _topics_of_the_talk(tracker: DialogueStateTracker) -> List[str]:
    """What was answered, the latest first; answers in passing do not count.

    The slot already has what the words of this message alone say: it tells only whether the talk
    still has a topic.
    """
    named = tracker.get_slot(TOPIC_SLOT)
    if not named:
        return []
    topics: List[str] = []
    for event in reversed(tracker.events):
        answer = (event.metadata.get(ANSWER_KEY) if isinstance(event, BotUttered) else None) or {}
        about = answer.get("topic") if answer.get("outcome") in _ABOUT_A_TOPIC else None
        if about and not answer.get("aside"):
            topics.append(str(about))
    return list(dict.fromkeys(topics)) or [str(named)]


def _pending_aspects(tracker: DialogueStateTracker) -> List[Aspect]:
    """The aspects of a question whose topic the assistant has just asked back for."""
    last = _last_answer(tracker)
    if not last or last.get("outcome") != Outcome.CLARIFY.value:
        return []
    return [Aspect(value) for value in last.get("aspects", [])]


def _last_answer(tracker: DialogueStateTracker) -> Optional[Dict[str, Any]]:
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            return event.metadata.get(ANSWER_KEY)
    return None


def _is_first(tracker: DialogueStateTracker) -> bool:
    return not any(isinstance(event, BotUttered) for event in tracker.events)


def _entity_values(tracker: DialogueStateTracker, name: str) -> List[str]:
    entities = (tracker.latest_message.entities if tracker.latest_message else None) or []
    return [str(e.get("value")) for e in entities if e.get("entity") == name]
