"""What is learnt from a turn, and what a citizen can do with an answer; for every front end.

A front end hands each answer to :meth:`Feedback.take` before it shows it, and each tap to
:meth:`Feedback.tapped` before it tries anything else. Both write into the turn that is being
handled, so that all of it is stored with the answer or not at all.
"""

from __future__ import annotations

import re
import secrets
import string
from dataclasses import dataclass, replace
from functools import partial
from typing import Callable, List, Optional

from bot.content.addresses import guide_door, topic_door
from bot.content.answer import Answer, Button, Outcome, payload, today
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.intents import MENU_INTENT, OUT_OF_SCOPE_INTENT, guide_intent
from bot.held_questions import HeldQuestions
from bot.privacy.keeping import keepable
from bot.storage.asked import (
    QUESTIONS_KEPT_DAYS,
    Asked,
    Nearest,
    Opinion,
    Question,
    Tally,
    Verdict,
)
from bot.storage.turn import Turn

SHARE_PREFIX = "chia_se:"
_VERDICTS = {"tot": Verdict.HELPFUL, "sai": Verdict.WRONG}
_OPINION = re.compile(r"^y_kien:(?P<verdict>tot|sai):(?P<answer>[a-z]{12}):(?P<topic>[a-z0-9_]*)$")
_IN_VAIN = (Outcome.FALLBACK, Outcome.CLARIFY)
# Where none of the topics came this near, a message that is out of scope is talk of other things.
_WITHIN_REACH = 0.12
_MOST_OFFERED = 3
# Characters that are held; far more than are kept, so that a number cut in two is never kept.
_LONGEST_HELD = 1000
_LEAST_OFFERED = 0.05


@dataclass(frozen=True)
class Exchange:
    """What is being answered: whose conversation, by which front end, and the words.

    ``words`` is ``None`` for taps, commands and links: nobody typed them.
    """

    sender: str
    channel: str
    words: Optional[str] = None


class Feedback:
    """Tallies, questions asked in vain, and citizens' verdicts."""

    def __init__(
        self,
        asked: Asked,
        held: HeldQuestions,
        composer: Callable[[], Composer],
        new_key: Optional[Callable[[], str]] = None,
    ) -> None:
        """``composer`` gives the content as it is now; ``new_key`` is for tests to replace."""
        self._asked = asked
        self._held = held
        self._composer = composer
        self._new_key = new_key or _new_key

    def take(self, answer: Answer, exchange: Exchange, turn: Turn) -> None:
        """Notes in ``turn`` how ``exchange`` ended, and gives ``answer`` its tools.

        Raises:
            StoreRefused: what its citizen wants cannot be read.
        """
        subject = _subject(answer)
        if _counts(answer, exchange):
            turn.tallies.append(Tally(today(), exchange.channel, subject, answer.outcome.value))
        question = _question(answer, exchange)
        if question is not None and answer.outcome in _IN_VAIN and self._teaches(answer):
            kept = _as_kept(question)
            if kept is not None:
                turn.questions.append(kept)
                self._tell_once(answer, exchange.sender)
        if not _is_complete(answer):
            return
        key = self._new_key()
        answer.tools = self._tools(answer, key, subject)
        if question is not None and not self._asked.is_refused_by(exchange.sender):
            held = replace(question, outcome=Verdict.WRONG.value, answer=key)
            turn.on_commit.append(partial(self._held.hold, held))

    def tapped(self, data: str, sender: str, channel: str, turn: Turn) -> Optional[Answer]:
        """Notes the verdict that a tap carries; what to say to it, ``None`` if it has none.

        Raises:
            StoreRefused: what its citizen wants cannot be read.
        """
        tap = _OPINION.match(data)
        if tap is None:
            return None
        composer, verdict = self._composer(), _VERDICTS[tap["verdict"]]
        subjects = {*composer.content.topics, *map(guide_intent, composer.content.guides)}
        topic = tap["topic"] if tap["topic"] in subjects else ""
        question = self._held.get(sender, tap["answer"])
        kept = _as_kept(question) if question else None
        turn.opinions.append(Opinion(tap["answer"], verdict, today(), channel, topic, kept))
        if verdict is Verdict.HELPFUL:
            answer = composer.say("opinion_helpful")
            answer.buttons = []
            return answer
        answer = composer.say("opinion_wrong")
        menu = Button(composer.messages.opinion_menu, payload(MENU_INTENT))
        answer.buttons = [*self._other_topics(composer, topic, question), menu]
        if kept is not None:
            self._tell_once(answer, sender)
        return answer

    def forget(self, sender: str) -> None:
        """Drops what is in memory of ``sender``."""
        self._held.forget(sender)

    def _tell_once(self, answer: Answer, sender: str) -> None:
        """Says below ``answer`` that the question is kept, where it is the first of ``sender``."""
        if not (self._asked.keeps_any_of(sender) or self._asked.is_refused_by(sender)):
            told = self._composer().say("question_kept", so_ngay_cau_hoi=QUESTIONS_KEPT_DAYS)
            answer.ending = told.body.strip()

    def _teaches(self, answer: Answer) -> bool:
        """Whether maintainers could learn from it: not where it was about other things for sure."""
        heard = answer.heard
        if heard is None or heard.intent != OUT_OF_SCOPE_INTENT:
            return True
        topics = self._composer().content.topics
        return any(g.intent in topics and g.confidence >= _WITHIN_REACH for g in heard.nearest)

    def _tools(self, answer: Answer, key: str, subject: str) -> List[Button]:
        messages = self._composer().messages
        return [
            Button(messages.tool_helpful, f"y_kien:tot:{key}:{subject}"),
            Button(messages.tool_wrong, f"y_kien:sai:{key}:{subject}"),
            Button(messages.tool_share, f"{SHARE_PREFIX}{_start(answer)}"),
        ]

    @staticmethod
    def _other_topics(composer: Composer, topic: str, question: Optional[Question]) -> List[Button]:
        """What may have been meant instead: what came near, else what is related."""
        near = question.nearest if question else []
        names = [n.intent for n in near if n.confidence >= _LEAST_OFFERED]
        if not any(name in composer.content.topics and name != topic for name in names):
            known = composer.content.topics.get(topic)
            names = known.related if known else []
        others = [name for name in names if name != topic]
        return composer.topic_buttons(others)[:_MOST_OFFERED]


def _question(answer: Answer, exchange: Exchange) -> Optional[Question]:
    """What was asked; ``None`` for what nobody typed and for what is given in a dialogue."""
    heard = answer.heard
    if not exchange.words or heard is None or heard.in_guide or answer.guide is not None:
        return None
    return Question(
        exchange.sender,
        exchange.channel,
        exchange.words[:_LONGEST_HELD],
        answer.outcome.value,
        None if answer.outcome in _IN_VAIN else answer.topic,
        answer.aspects,
        [Nearest(guess.intent, guess.confidence) for guess in heard.nearest],
        heard.intent,
    )


def _as_kept(question: Question) -> Optional[Question]:
    """``question`` without numbers; ``None`` if nothing of it would tell what was asked."""
    # Not before it is to be kept: looking for numbers takes longer than all else here.
    words = keepable(question.text)
    return replace(question, text=words) if words else None


def _is_complete(answer: Answer) -> bool:
    """Whether it is the answer to something, rather than a question or a courtesy."""
    if answer.outcome in (Outcome.ANSWERED, Outcome.SIGNPOST):
        return answer.question is None
    return answer.outcome is Outcome.GUIDE and answer.question is None and bool(answer.updated)


def _counts(answer: Answer, exchange: Exchange) -> bool:
    """Typed messages count however they end, taps when they lead to an answer."""
    if answer.outcome is Outcome.GUIDE:
        return _is_complete(answer)
    return exchange.words is not None or _subject(answer) != ""


def _subject(answer: Answer) -> str:
    if answer.outcome is Outcome.GUIDE:
        return guide_intent(answer.guide) if answer.guide else ""
    return answer.topic or ""


def _start(answer: Answer) -> str:
    """The payload of the link that opens on this answer, or on its whole topic."""
    if answer.outcome is Outcome.GUIDE or answer.topic is None:
        return guide_door(answer.guide or "").start
    aspects = [a for a in answer.aspects if a != Aspect.OVERVIEW.value]
    only = Aspect(aspects[0]) if len(answer.aspects) == len(aspects) == 1 else None
    return topic_door(answer.topic, only).start


def _new_key() -> str:
    # Letters alone: digits at a stretch could be taken for a citizen's number and masked.
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(12))
