"""The activation companion: VNeID step by step, each failure leads to its remedy and back."""

from __future__ import annotations

from bot.content.answer import Answer
from bot.guides.guide import Given, Guide


class Activation(Guide):
    """One question per step of the activation, in the order of the file of words."""

    id = "kich_hoat"

    def result(self, given: Given) -> Answer:
        """What to see at the end, and how to keep the account safe."""
        return self.answer(["xong"])
