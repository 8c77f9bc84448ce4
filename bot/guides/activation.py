"""The activation companion: VNeID step by step; each failure leads to its remedy and back."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Mapping, Optional, Union

from bot.content.answer import Answer
from bot.content.compose import Composer
from bot.content.guide_schema import ChoiceWords
from bot.guides.guide import Aside, Choice, Given, Guide, Question
from bot.guides.matching import best_choice
from bot.language.normalise import Normaliser

_DONE = "xong"
_TROUBLE = "gap_loi"
_KEYPAD = "may_thuong"  # a phone that cannot have the app: no step can be done on it
_PEOPLE = "nguoi_giup"
# What people do next with an account that works.
_AFTERWARDS = ("vneid_tich_hop_giay_to", "vneid_thay_giay_to", "vneid_mat_dien_thoai")
_WHETHER = " khong"  # the end of a question that is answered by yes or no
# So many words of a failure outweigh a "done" beside them.
_CLEAR_WORDS = 3
_STILL_TITLE = "nut_van_loi"


class Activation(Guide):
    """One question per step, in the order of the file of words; "done" goes to the next.

    Where somebody stopped says nothing about the person, so it is kept, and the way goes on there
    another day.
    """

    id = "kich_hoat"
    resumes = True

    def slots(self, given: Given) -> List[str]:
        """The steps left; none for a phone on which none of them can be done."""
        return [] if _KEYPAD in given.values() else super().slots(given)

    def ask(
        self, question: str, given: Given, values: Mapping[str, Optional[str]] = {}
    ) -> Question:
        """The step with its number."""
        steps = list(self.words.questions)
        number = f"{steps.index(question) + 1}/{len(steps)}"
        return super().ask(question, given, {**values, "buoc": number})

    def read(self, question: str, text: str, given: Given) -> Union[str, Aside, None]:
        """What ``text`` says about this step, or else about the step that it tells of.

        People run ahead: who writes at the second step that no OTP comes is at the fifth. "I have
        it, but cannot find the button" is about the button.
        """
        here = super().read(question, text, given)
        if here == _DONE:
            return self._elsewhere(question, text, _CLEAR_WORDS) or here
        if here is None or here == self.choose(question, _TROUBLE, given):
            return self._elsewhere(question, text) or here
        return here

    def meaning(self, choice: ChoiceWords, question: str) -> Union[str, Aside]:
        """ "I have an error" offers this step's known ones; a remedy asks whether it helped."""
        meant = super().meaning(choice, question)
        if not isinstance(meant, Aside):
            return meant
        if choice.key == _TROUBLE:
            return replace(meant, choices=tuple(self._known_trouble(question)))
        return replace(meant, choices=tuple(self._after_remedy(question, choice.key)))

    def result(self, given: Given) -> Answer:
        """What to see at the end, and how to keep the account safe; or what helps instead."""
        if _KEYPAD in given.values():
            return self.answer([_KEYPAD], buttons=self.buttons(self.words.topics))
        next_topics = Composer(self.content, self.day).topic_buttons(_AFTERWARDS)
        return self.answer([_DONE], buttons=next_topics)

    def _elsewhere(self, question: str, text: str, at_least: int = 1) -> Union[str, Aside, None]:
        """The remedy for another step's failure; the dialogue goes on at that step.

        Who only asks about a later step stays where they are.
        """
        normaliser = Normaliser(self.content.abbreviations)
        steps = list(self.words.questions)
        here = steps.index(question)
        others = [*steps[here + 1 :], *reversed(steps[:here])]
        failures = [c for s in others for c in self.words.questions[s].choices if c.hidden]
        met = best_choice(failures, text, normaliser, at_least)
        if met is None:
            return None
        step = next(s for s in others if met in self.words.questions[s].choices)
        before = steps[: steps.index(step)]
        remedy = self.meaning(met, step)
        if not isinstance(remedy, Aside):
            return remedy
        if text.rstrip().endswith("?") or normaliser.normalise(text).endswith(_WHETHER):
            return remedy
        return replace(remedy, given=dict.fromkeys(before, _DONE))

    def _known_trouble(self, question: str) -> List[Choice]:
        choices = self.words.questions[question].choices
        known = [Choice(c.title, c.key) for c in choices if c.hidden]
        return [*known, self._button(question, _PEOPLE)]

    def _after_remedy(self, question: str, remedy: str) -> List[Choice]:
        further = Choice(self.text(_STILL_TITLE), _PEOPLE)
        if remedy == _PEOPLE:
            further = self._button(question, _TROUBLE)
        return [self._button(question, _DONE), further]

    def _button(self, question: str, key: str) -> Choice:
        return next(Choice(c.title, c.key) for c in self.understood(question) if c.key == key)
