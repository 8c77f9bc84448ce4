"""Free answers are read, and messages that answer nothing are not taken for answers.

The messages are data in ``free_text/``: by question what is typed in answer to it, and in
``foreign.yml`` what is no answer anywhere. They are understood by the trained model, and given to
the dialogue without the dialogue engine.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Dict, List

import pytest
import yaml

from bot.content.compose import Composer
from bot.guides.state import Said, State
from bot.guides.turn import Step, Turn
from tests.auxil.open_questions import FREE_TEXT, Asked, open_questions
from tests.conftest import TODAY

# Of a hundred: what people type is never read without fail, and must not get worse unnoticed.
LEAST_READ, MOST_TAKEN = 97.0, 0.5


@pytest.fixture(scope="module")
def asked(content) -> List[Asked]:
    return open_questions(content)


@pytest.fixture(scope="module")
def reply(content, brain, run):
    composer = Composer(content, TODAY)

    @cache
    def understood(text: str) -> Dict[str, Any]:
        return run(brain.parse(text))["intent"]

    def reply(question: Asked, text: str) -> Step:
        intent = understood(text)
        state = State(question.guide, dict(question.given), question.question)
        said = Said(text, intent["name"], confidence=intent["confidence"])
        return Turn(composer, {}).take(state, said)

    return reply


def _taken(step: Step, question: Asked) -> bool:
    """Whether the message was read as an answer, or as one that has to be explained."""
    if step.side_question or step.state.guide != question.guide:
        return False
    return question.question in step.state.given or (step.state.tries == 0 and not step.state.end)


def _as_meant(step: Step, question: Asked, meant: str, explained: List[str]) -> bool:
    if not _taken(step, question):
        return False
    if meant in (*explained, "any_aside"):
        return question.question not in step.state.given or step.state.given != question.given
    value = step.state.given.get(question.question)
    return value is not None and meant in ("any", value)


def test_free_answers_are_read(asked, reply, content) -> None:
    wrong, count = [], 0
    for question in asked:
        choices = content.guides[question.guide].questions[question.question].choices
        explained = [choice.explain for choice in choices if choice.explain]
        for meant, texts in question.answers.items():
            for text in texts:
                count += 1
                if not _as_meant(reply(question, text), question, meant, explained):
                    wrong.append(f"{question.guide}.{question.question}: {meant} «{text}»")
    read = 100 * (1 - len(wrong) / count)
    assert read >= LEAST_READ, f"{read:.1f} % of {count}\n" + "\n".join(wrong)


def test_what_answers_nothing_is_not_taken(asked, reply) -> None:
    foreign = yaml.safe_load((FREE_TEXT / "foreign.yml").read_text(encoding="utf-8"))["foreign"]
    wrong, count = [], 0
    for question in asked:
        place = f"{question.guide}.{question.question}"
        for message in foreign:
            if not {question.guide, place} & set(message.get("but", ())):
                count += 1
                if _taken(reply(question, message["say"]), question):
                    wrong.append(f"{place}: «{message['say']}»")
    taken = 100 * len(wrong) / count
    assert taken <= MOST_TAKEN, f"{taken:.1f} % of {count}\n" + "\n".join(wrong)
