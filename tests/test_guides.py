"""Every guided dialogue's conversations, as data in ``tests/guides/<id>.yml``."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import List, Optional

import pytest

from bot.content.answer import Answer
from bot.content.text import plain
from tests.auxil.dialogues import TESTS, GuideTurn, read_guide_dialogues

FILES = sorted((TESTS / "guides").glob("*.yml"))


def test_every_guide_has_dialogues_of_the_same_name(content) -> None:
    assert {path.stem for path in FILES} == set(content.guides)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_dialogues(path: Path, guided_brain, run) -> None:
    wrong = []
    for dialogue in read_guide_dialogues(path).dialogues:
        conversation = uuid.uuid4().hex
        last = None
        for number, turn in enumerate(dialogue.turns, start=1):
            said = turn.say if turn.say is not None else payload_of(turn.tap, last)
            if said is None:
                wrong.append(f"{dialogue.name}, {number}: no button «{turn.tap}»")
                break
            last = run(guided_brain.reply(said, conversation))
            wrong.extend(
                f"{dialogue.name}, {number}. «{turn.say or turn.tap}»: {finding}"
                for finding in findings(turn, last, guided_brain.nlg.composer().messages)
            )
    assert not wrong, "\n".join(wrong)


def payload_of(title: str, answer: Answer) -> Optional[str]:
    return next((b.payload for b in answer.buttons if b.title == title), None)


def findings(turn: GuideTurn, answer: Answer, messages) -> List[str]:
    text = plain(answer, messages)
    titles = [button.title for button in answer.buttons]
    found = []
    if answer.question != turn.question:
        found.append(f"open question {answer.question}, not {turn.question}")
    if turn.topic and answer.topic != turn.topic:
        found.append(f"topic {answer.topic}, not {turn.topic}")
    expected = "answered" if turn.topic and turn.outcome == "guide" else turn.outcome
    if answer.outcome.value != expected:
        found.append(f"outcome {answer.outcome.value}, not {expected}")
    found.extend(f"without «{words}»" for words in turn.words if words not in text)
    found.extend(f"with «{words}»" for words in turn.without if words in text)
    found.extend(
        f"no button «{title}» in {titles}" for title in turn.buttons if title not in titles
    )
    found.extend(f"without fact {name}" for name in turn.facts if name not in answer.facts)
    return [f"{finding}\n    {text[:300]!r}" for finding in found]
