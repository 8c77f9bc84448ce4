"""Composing answers from the content, as of a day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from bot.content.answer import Answer, Button, Outcome, Section, WebLink, payload
from bot.content.aspects import COMPOSED_ASPECTS, OUT_OF_SCOPE_PROCEDURE, Aspect
from bot.content.facts import Confidence, FactKind, format_date
from bot.content.guide_schema import GuideWords
from bot.content.intents import CHOICE_ENTITY, MENU_INTENT, guide_intent
from bot.content.legal import legal_basis
from bot.content.schema import Messages, Topic
from bot.content.store import Content
from bot.content.template import Filled, fill, with_values

_MAX_BUTTONS = 7
_MAX_RELATED = 2
# What people go on to ask, most wanted first; an answer offers the ones it has not given yet.
_NEXT_ASPECTS = (
    Aspect.STEPS,
    Aspect.DOCUMENTS,
    Aspect.FEE,
    Aspect.WHERE,
    Aspect.TROUBLE,
    Aspect.TIME,
    Aspect.ELIGIBILITY,
    Aspect.FINES,
    Aspect.RESULT,
    Aspect.OVERVIEW,
)


class Composer:
    """Answers from one loaded content as of one day. Knows neither Rasa nor Telegram."""

    def __init__(self, content: Content, day: dt.date) -> None:
        self.content = content
        self.day = day

    @property
    def messages(self) -> Messages:
        """The fixed sentences."""
        assert self.content.messages is not None, "content was loaded with errors"
        return self.content.messages

    def topic(self, topic_id: str, aspects: Sequence[Aspect], confidence: float = 1.0) -> Answer:
        """The answer to ``aspects`` of a topic; what it does not hold falls back to the overview.

        Raises:
            KeyError: there is no such topic.
        """
        topic = self.content.topics[topic_id]
        given = self._given(topic, aspects)
        sections: List[Section] = []
        facts: List[str] = []
        references: List[str] = []
        for aspect in given:
            text, names, basis = self._aspect(topic, aspect)
            heading = self.content.aspect_title(aspect) if len(given) > 1 else ""
            sections.append(Section(text, heading))
            facts.extend(names)
            references.extend(basis)
        facts = list(dict.fromkeys(facts))
        references.extend(self._fact_references(facts))
        basis = legal_basis(references, self.content.sources, self.day)
        only = given[0] if len(given) == 1 else None
        title = topic.title
        if only not in (None, Aspect.OVERVIEW):
            title = f"{topic.title} – {self.content.aspect_title(only).lower()}"
        return Answer(
            outcome=Outcome.SIGNPOST if topic.is_signpost else Outcome.ANSWERED,
            title=title,
            sections=sections,
            topic=topic_id,
            procedure=topic.procedure,
            aspects=[aspect.value for aspect in given],
            confidence=confidence,
            notes=self.notes(facts, basis.ended),
            legal_basis=[] if only is Aspect.LEGAL_BASIS else basis.lines,
            updated=format_date(self._updated(topic, facts)),
            links=self._links(topic.links),
            buttons=self._buttons(topic_id, topic, given),
            facts=facts,
        )

    def guided(
        self,
        guide_id: str,
        texts: Sequence[Tuple[Sequence[str], str]],
        values: Mapping[str, Optional[str]],
        *,
        title: str = "",
        facts: Iterable[str] = (),
        references: Iterable[str] = (),
        buttons: Optional[List[Button]] = None,
    ) -> Answer:
        """The result of a guided dialogue, from ``(names, heading)`` of its texts.

        Several names make one section, a line under a line: the points of a list, each written as
        ``- …`` or ``1. …``, are one list then.

        Raises:
            KeyError: there is no such guide or text, or a text names what is not there.
        """
        guide = self.content.guides[guide_id]
        sections: List[Section] = []
        used = list(facts)
        for names, heading in texts:
            filled = self.filled(_as_one([guide.texts[name] for name in names]), values)
            used.extend(filled.facts)
            if filled.text:
                sections.append(Section(filled.text, heading))
        used = list(dict.fromkeys(used))
        grounds = [*guide.legal_basis, *references, *self._fact_references(used)]
        basis = legal_basis(grounds, self.content.sources, self.day)
        offered = self.topic_buttons(guide.topics)
        return Answer(
            outcome=Outcome.GUIDE,
            title=title or guide.title,
            sections=sections,
            notes=self.notes(used, basis.ended),
            legal_basis=basis.lines,
            updated=format_date(self._updated(guide, used)),
            links=self._links(guide.links),
            buttons=offered[:_MAX_BUTTONS] if buttons is None else buttons,
            facts=used,
            guide=guide_id,
        )

    def filled(self, text: str, values: Mapping[str, Optional[str]] = {}) -> Filled:
        """``text`` with facts and computed ``values``; only facts are named as used."""
        filled = fill(text, with_values(self.content.facts, values), self.day)
        return Filled(filled.text, [name for name in filled.facts if name not in values])

    def menu(self) -> Answer:
        """The groups of topics."""
        return self._fixed(Outcome.SMALLTALK, self.messages.menu, self._menu_buttons())

    def group(self, group_id: str) -> Answer:
        """The topics of one group.

        Raises:
            KeyError: there is no such group.
        """
        for group in self.content.menu.groups:
            if group.id == group_id:
                buttons = self.topic_buttons(group.topics) + self._guide_buttons(group.guides)
                answer = self._fixed(Outcome.SMALLTALK, group.intro, buttons)
                answer.title = group.title
                return answer
        raise KeyError(group_id)

    def small_talk(self, name: str, confidence: float = 1.0) -> Answer:
        """The answer to a courtesy or to a question about the assistant."""
        answer = self._fixed(
            Outcome.SMALLTALK, self.content.small_talk[name].answer, self._menu_buttons()
        )
        answer.confidence = confidence
        return answer

    def clarify(
        self, topic_ids: Sequence[str], aspects: Sequence[Aspect], confidence: float
    ) -> Answer:
        """Asks which of ``topic_ids`` was meant; a tap keeps the aspect that was asked."""
        aspect = aspects[0] if aspects else None
        buttons = [self._topic_button(topic_id, aspect) for topic_id in topic_ids]
        buttons.append(Button(self.messages.clarify_none, payload(MENU_INTENT)))
        answer = self._fixed(Outcome.CLARIFY, self.messages.clarify, buttons)
        answer.topic = topic_ids[0]
        answer.procedure = self.content.topics[topic_ids[0]].procedure
        answer.aspects = [a.value for a in aspects]
        answer.confidence = confidence
        return answer

    def ask_topic(self, aspects: Sequence[Aspect], confidence: float = 0.0) -> Answer:
        """Asks which topic an aspect was meant for when neither message nor talk names one."""
        aspect = aspects[0] if aspects else None
        first = [group.topics[0] for group in self.content.menu.groups if group.topics]
        common = [t for t in self._known(first) if not self.content.topics[t].is_signpost]
        buttons = [self._topic_button(topic_id, aspect) for topic_id in common]
        answer = self._fixed(Outcome.CLARIFY, self.messages.ask_topic, buttons)
        answer.aspects = [a.value for a in aspects]
        answer.confidence = confidence
        return answer

    def fallback(self, confidence: float = 0.0, out_of_scope: bool = False) -> Answer:
        """Says plainly that the assistant does not know, and whom to ask."""
        text = self.messages.out_of_scope if out_of_scope else self.messages.fallback
        answer = self._fixed(Outcome.FALLBACK, text, self._menu_buttons())
        answer.procedure = OUT_OF_SCOPE_PROCEDURE if out_of_scope else None
        answer.confidence = confidence
        return answer

    def say(self, message: str, outcome: Outcome = Outcome.SMALLTALK, **values: object) -> Answer:
        """One of the fixed messages, by name; ``values`` are what code fills into it."""
        text = getattr(self.messages, message)
        for name, value in values.items():
            literal = str(value).replace("{", "{{").replace("}", "}}")
            text = text.replace(f"{{{name}}}", literal)
        answer = self._fixed(outcome, text, self._menu_buttons())
        basis = legal_basis(self._fact_references(answer.facts), self.content.sources, self.day)
        answer.legal_basis = basis.lines
        return answer

    def _fixed(self, outcome: Outcome, text: str, buttons: Iterable[Button]) -> Answer:
        filled = fill(text, self.content.facts, self.day)
        return Answer(outcome, [Section(filled.text)], buttons=list(buttons), facts=filled.facts)

    def _given(self, topic: Topic, aspects: Sequence[Aspect]) -> List[Aspect]:
        order = list(Aspect)
        composed = COMPOSED_ASPECTS if topic.legal_basis else frozenset()
        held = {a for a in aspects if a in topic.answers or a in composed}
        return sorted(held, key=order.index) or [Aspect.OVERVIEW]

    def _aspect(self, topic: Topic, aspect: Aspect) -> Tuple[str, List[str], List[str]]:
        answer = topic.answers.get(aspect)
        if answer is None:
            basis = legal_basis(topic.legal_basis, self.content.sources, self.day, full=True)
            documents = [*basis.lines, *basis.ended]
            return "\n".join(f"- {document}" for document in documents), [], topic.legal_basis
        filled = fill(answer.text, self.content.facts, self.day)
        own = answer.legal_basis
        return filled.text, filled.facts, topic.legal_basis if own is None else own

    def _fact_references(self, names: Iterable[str]) -> List[str]:
        facts = (self.content.facts[name] for name in names)
        found = (f.reference_on(self.day) for f in facts if f.kind is not FactKind.CONTACT)
        return [reference for reference in found if reference]

    def notes(self, names: Iterable[str], ended: Iterable[str] = ()) -> List[str]:
        """What a citizen should know about the facts ``names`` and ``ended`` legal documents."""
        notes = [self.messages.expired_source.format(source=source) for source in ended]
        unsure: Dict[Optional[str], List[str]] = {}
        for fact in (self.content.facts[name] for name in names):
            if fact.confidence is Confidence.UNVERIFIED and fact.value_on(self.day) is not None:
                unsure.setdefault(fact.confirm_at, []).append(fact.label)
        if unsure:
            facts = "; ".join(f"{', '.join(labels)} ({place})" for place, labels in unsure.items())
            notes.append(self.messages.unverified.format(facts=facts))
        return notes

    def _links(self, names: Iterable[str]) -> List[WebLink]:
        links = (self.content.links[name] for name in names)
        return [WebLink(link.title, link.url) for link in links]

    def _updated(self, reviewed: Union[Topic, GuideWords], names: Iterable[str]) -> dt.date:
        return min([reviewed.reviewed, *(self.content.facts[name].checked for name in names)])

    def _buttons(self, topic_id: str, topic: Topic, given: Sequence[Aspect]) -> List[Button]:
        starts = [
            Button(guide.start, payload(guide_intent(guide_id), **{CHOICE_ENTITY: topic_id}))
            for guide_id, guide in self.content.guides.items()
            if topic_id in guide.topics
        ]
        related = self.topic_buttons(topic.related)[:_MAX_RELATED]
        room = _MAX_BUTTONS - len(starts) - len(related)
        next_aspects = [a for a in _NEXT_ASPECTS if a in topic.answers and a not in given]
        aspects = [
            Button(self.content.aspect_title(aspect), payload(topic_id, aspect=aspect.value))
            for aspect in next_aspects[:room]
        ]
        return [*starts, *aspects, *related]

    def topic_buttons(self, topic_ids: Iterable[str]) -> List[Button]:
        """A button for each of the topics that exist."""
        return [self._topic_button(topic_id) for topic_id in self._known(topic_ids)]

    def offer_instead(self, answer: Answer, topic_id: Optional[str]) -> None:
        """Puts the topic that may have been meant instead in front of an answer's buttons."""
        if topic_id is None:
            return
        aspect = next((Aspect(a) for a in answer.aspects if a != Aspect.OVERVIEW.value), None)
        instead = self._topic_button(topic_id, aspect)
        instead.title = self.messages.meant_instead.format(chu_de=instead.title)
        others = [b for b in answer.buttons if b.payload != payload(topic_id)]
        answer.buttons = [instead, *others[: _MAX_BUTTONS - 1]]

    def _guide_buttons(self, guide_ids: Iterable[str]) -> List[Button]:
        known = (name for name in guide_ids if name in self.content.guides)
        guides = ((name, self.content.guides[name]) for name in known)
        return [Button(guide.title, payload(guide_intent(name))) for name, guide in guides]

    def _topic_button(self, topic_id: str, aspect: Optional[Aspect] = None) -> Button:
        value = aspect.value if aspect else None
        return Button(self.content.topics[topic_id].title, payload(topic_id, aspect=value))

    def _menu_buttons(self) -> List[Button]:
        groups = self.content.menu.groups
        return [Button(group.title, payload(MENU_INTENT, group=group.id)) for group in groups]

    def _known(self, topic_ids: Iterable[str]) -> List[str]:
        """Those that exist: while maintainers edit, a name may be ahead of its file."""
        return [topic_id for topic_id in topic_ids if topic_id in self.content.topics]


def _as_one(texts: Sequence[str]) -> str:
    """The texts, a line under a line; points that all start with 1 are counted through."""
    first, rest = texts[:1], (re.sub(r"^1\. ", "2. ", text) for text in texts[1:])
    return "\n".join(text.rstrip() for text in [*first, *rest])
