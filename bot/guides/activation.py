"""The activation companion: VNeID step by step; each failure leads to its remedy and back."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Mapping, Optional, Union

from bot.content.answer import Answer
from bot.content.guide_schema import ChoiceWords
from bot.guides.guide import Aside, Choice, Given, Guide, Question

_DONE = "xong"
_TROUBLE = "gap_loi"
_PEOPLE = "nguoi_giup"
_STILL = "⚠️ Vẫn chưa được"
_OTHER = "🙋 Cần người giúp"


class Activation(Guide):
    """One question per step, in the order of the file of words; "done" goes to the next.

    Where somebody stopped says nothing about the person, so it is kept, and the way goes on there
    another day.
    """

    id = "kich_hoat"
    resumes = True

    def ask(
        self, question: str, given: Given, values: Mapping[str, Optional[str]] = {}
    ) -> Question:
        """The step with its number."""
        steps = list(self.words.questions)
        number = f"{steps.index(question) + 1}/{len(steps)}"
        return super().ask(question, given, {**values, "buoc": number})

    def meaning(self, choice: ChoiceWords, question: str) -> Union[str, Aside]:
        """ "I have an error" offers this step's known ones; a remedy asks whether it helped."""
        meant = super().meaning(choice, question)
        if not isinstance(meant, Aside):
            return meant
        if choice.key == _TROUBLE:
            return replace(meant, choices=tuple(self._known_trouble(question)))
        return replace(meant, choices=tuple(self._after_remedy(question, choice.key)))

    def result(self, given: Given) -> Answer:
        """What to see at the end, and how to keep the account safe."""
        return self.answer([_DONE])

    def _known_trouble(self, question: str) -> List[Choice]:
        choices = self.words.questions[question].choices
        known = [Choice(c.title, c.key) for c in choices if c.hidden]
        return [*known, Choice(_OTHER, _PEOPLE)]

    def _after_remedy(self, question: str, remedy: str) -> List[Choice]:
        done = next(c for c in self.words.questions[question].choices if c.value == _DONE)
        further = Choice(_STILL, _TROUBLE if remedy == _PEOPLE else _PEOPLE)
        return [Choice(done.title, done.key), further]
