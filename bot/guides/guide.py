"""What a guided dialogue is: which questions it still has, how answers are read, what comes out.

A guide is policy over dated facts; it knows neither Rasa nor Telegram. Its words stand in
``data/guides/<id>.yml``. What was given so far is a dict ``{question id: value}`` in the order in
which it was asked; values are JSON-ready (text, numbers, lists, dicts; dates as ISO text).

To add one: subclass :class:`Guide`, name it in ``bot/guides/registry.py``, write its words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from bot.content.answer import Answer, Button, payload
from bot.content.compose import Composer
from bot.content.facts import Fact
from bot.content.guide_schema import ChoiceWords, Controls, GuideWords, QuestionWords
from bot.content.intents import guide_intent
from bot.content.store import Content
from bot.guides.matching import Fit, best_fit, is_question
from bot.language.normalise import Normaliser

Value = Any
Given = Dict[str, Value]


@dataclass(frozen=True)
class Choice:
    """A button under a question. ``key`` is sent by a tap: ``a-z0-9_``, short."""

    title: str
    key: str


@dataclass(frozen=True)
class Question:
    """A question as it is put now. Texts are composed; an empty ``title`` is the guide's."""

    text: str
    short: str
    example: str
    choices: List[Choice] = field(default_factory=list)
    title: str = ""


@dataclass(frozen=True)
class Aside:
    """Something to say while the question stays open: a remedy, why a date cannot be.

    ``choices`` replace those of the question for once. ``given``, where it is set, replaces what
    was given: somebody who tells of a later step has done the ones before it.
    """

    text: str
    choices: Tuple[Choice, ...] = ()
    given: Optional[Given] = None


class Guide:
    """One guided dialogue for one turn: made anew with the content and the day of that turn."""

    id: str = ""
    # Whether what was given may be kept after the dialogue is left, to go on another day. Only for
    # guides whose answers say nothing about a person.
    resumes: bool = False

    def __init__(self, content: Content, day: dt.date) -> None:
        """Takes the content as it is now and the day as of which answers hold."""
        self.content = content
        self.day = day
        self.used: List[str] = []  # the facts told so far in this turn

    # What a guide defines

    def slots(self, given: Given) -> List[str]:
        """The ids of the questions still to ask, in order, given what was answered so far.

        Must not name a question that is in ``given``; empty when the result can be told.
        """
        return [name for name in self.words.questions if name not in given]

    def read(self, question: str, text: str, given: Given) -> Union[Value, Aside, None]:
        """What ``text`` answers to ``question``; ``None`` if it is no answer to it.

        The text is as people type it. The default reads the choices by their words; override it
        for dates, places and the like, and call :meth:`read_choice` for the rest.
        """
        return self.read_choice(question, text)

    def choose(self, question: str, key: str, given: Given) -> Union[Value, Aside, None]:
        """What a tap on the choice ``key`` answers; ``None`` if there is no such choice."""
        for choice in self.understood(question):
            if choice.key == key:
                return self.meaning(choice, question)
        return None

    def ask(
        self, question: str, given: Given, values: Mapping[str, Optional[str]] = {}
    ) -> Question:
        """``question`` in words; override it where text or choices depend on ``given``."""
        words = self.words.questions[question]
        return Question(
            text=self.fill(words.text, values),
            short=self.fill(words.short, values),
            example=self.fill(words.example, values),
            choices=[Choice(c.title, c.key) for c in words.choices if not c.hidden],
        )

    def result(self, given: Given) -> Answer:
        """What comes out. Called when :meth:`slots` is empty; see :meth:`answer`."""
        raise NotImplementedError

    def read_opening(self, text: str) -> Union[Value, Aside, None]:
        """What the words that start the dialogue answer to its first question already."""
        return None

    def known_from(self, topic: str) -> Given:
        """What needs no asking when the dialogue is started below an answer on ``topic``."""
        return {}

    def topic(self, given: Given) -> str:
        """The topic that what was given is about: "mất bao nhiêu tiền?" after it means that one."""
        return self.words.topics[0]

    # What helps to define it

    @property
    def words(self) -> GuideWords:
        """The guide's words."""
        return self.content.guides[self.id]

    def question(self, name: str) -> QuestionWords:
        """The words of one question."""
        return self.words.questions[name]

    def fact(self, name: str) -> Any:
        """The value of a fact on the guide's day; ``None`` if it has none then.

        Raises:
            KeyError: there is no such fact.
        """
        fact: Fact = self.content.facts[name]
        return fact.value_on(self.day)

    def fill(self, text: str, values: Mapping[str, Optional[str]] = {}) -> str:
        """``text`` with facts and computed ``values`` filled in.

        Raises:
            KeyError: the text names what is neither a fact nor a value.
        """
        filled = Composer(self.content, self.day).filled(text, values)
        self.used.extend(name for name in filled.facts if name not in self.used)
        return filled.text

    def text(self, name: str, values: Mapping[str, Optional[str]] = {}) -> str:
        """The paragraph ``name`` of the guide's ``texts``, filled in."""
        return self.fill(self.words.texts[name], values)

    def title_of(self, question: str, value: Value) -> Optional[str]:
        """The button of the choice with ``value``; ``None`` where it is no choice."""
        choices = self.words.questions[question].choices
        return next((c.title for c in choices if value is not None and c.value == value), None)

    def read_choice(self, question: str, text: str) -> Union[str, Aside, None]:
        """The choice whose words ``text`` has; ``None`` if none or two different ones fit."""
        fit = self.fit(question, text)
        return None if fit is None else self.meaning(fit.choice, question)

    def fit(self, question: str, text: str) -> Optional[Fit]:
        """The choice of ``question`` whose words ``text`` has, and how much of it they are."""
        normaliser = Normaliser(self.content.abbreviations)
        fillers = self._controls.fillers
        return best_fit(self.understood(question), text, normaliser, fillers=fillers)

    def buttons(self, topics: Sequence[str]) -> List[Button]:
        """A button for each of ``topics``, and the one that starts the guide anew."""
        composer = Composer(self.content, self.day)
        anew = Button(self.words.start, payload(guide_intent(self.id)))
        return [*composer.topic_buttons(topics), anew]

    def is_question(self, text: str) -> bool:
        """Whether ``text`` reads like a question rather than an answer."""
        return is_question(text, self._controls, Normaliser(self.content.abbreviations))

    def meaning(self, choice: ChoiceWords, question: str) -> Union[str, Aside]:
        """The value of a choice of ``question``, or what it explains."""
        if choice.explain is not None:
            return Aside(self.text(choice.explain))
        assert choice.value is not None
        return choice.value

    def answer(
        self,
        texts: Sequence[Union[str, Tuple[Union[str, Sequence[str]], str]]],
        values: Mapping[str, Optional[str]] = {},
        *,
        title: str = "",
        facts: Iterable[str] = (),
        references: Iterable[str] = (),
        buttons: Optional[List[Button]] = None,
    ) -> Answer:
        """A result from named ``texts``, in order, with its legal basis, notes and date.

        A text is given by name, or as ``(name, heading)``; several names in place of one make one
        section, a line under a line. ``facts`` are those that were used in
        computing without being named in a text; ``references`` are added to the guide's legal
        basis. Without ``buttons`` the guide's topics are offered. A text that is empty on that
        day is left out.
        """
        return Composer(self.content, self.day).guided(
            self.id,
            [_section(text) for text in texts],
            values,
            title=title,
            facts=facts,
            references=references,
            buttons=buttons,
        )

    @property
    def _controls(self) -> Controls:
        assert self.content.controls is not None, "content was loaded with errors"
        return self.content.controls

    def understood(self, question: str) -> List[ChoiceWords]:
        """Every choice that is read at ``question``, with a button or without."""
        return [*self.words.questions[question].choices, *self.words.anywhere]


def _section(
    text: Union[str, Tuple[Union[str, Sequence[str]], str]],
) -> Tuple[Sequence[str], str]:
    names, heading = (text, "") if isinstance(text, str) else text
    return [names] if isinstance(names, str) else names, heading
