"""Putting labelled questions to the assistant."""

from __future__ import annotations

from typing import List, Protocol, Sequence

from bot.content.answer import Answer
from bot.evaluation.perturb import Perturber
from bot.evaluation.questions import Question


class Replies(Protocol):
    """What can be asked, such as :class:`bot.brain.Brain`."""

    async def reply(self, text: str, conversation: str) -> Answer:
        """The answer to ``text`` in ``conversation``."""


async def ask_all(
    brain: Replies, questions: Sequence[Question], perturber: Perturber, kind: str
) -> List[Answer]:
    """The answers to the questions rewritten as ``kind``, each alone or in its conversation."""
    return [
        await brain.reply(
            perturber.rewrite(question.text, kind), f"{kind}/{question.conversation or question.id}"
        )
        for question in questions
    ]
