"""Every topic's dialogues, as data in ``tests/topics/<group>/<topic>.yml``."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.store import default_data_dir
from tests.auxil.dialogues import TESTS, read_dialogues

FILES = sorted((TESTS / "topics").rglob("*.yml"))
TOPICS = sorted((default_data_dir() / "topics").rglob("*.yml"))


def relative(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder).with_suffix(""))


def test_every_topic_has_dialogues_of_the_same_name() -> None:
    topics = {relative(path, default_data_dir() / "topics") for path in TOPICS}
    assert {relative(path, TESTS / "topics") for path in FILES} == topics


@pytest.mark.parametrize("path", FILES, ids=lambda path: relative(path, TESTS / "topics"))
def test_dialogues(path: Path, guided_brain, run) -> None:
    wrong = []
    for number, dialogue in enumerate(read_dialogues(path).dialogues):
        for turn in dialogue.turns:
            answer = run(guided_brain.reply(turn.say, f"{path}/{number}"))
            got = []
            if turn.topic and answer.topic != turn.topic:
                got.append(f"topic {answer.topic}")
            if turn.outcome and answer.outcome.value != turn.outcome:
                got.append(f"outcome {answer.outcome.value}")
            if not turn.outcome and answer.outcome.value not in ("answered", "signpost"):
                got.append(f"outcome {answer.outcome.value}")
            missing = set(turn.aspects) - set(answer.aspects)
            if missing:
                got.append(f"aspects {answer.aspects}")
            if set(turn.facts) - set(answer.facts):
                got.append(f"without facts {sorted(set(turn.facts) - set(answer.facts))}")
            if bool(got) != turn.known_failure:
                state = "; ".join(got) or "passes now: take known_failure away"
                wrong.append(f"{dialogue.name}: «{turn.say}» → {state}")
    assert not wrong, "\n".join(wrong)
