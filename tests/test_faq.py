"""The questions that people ask most, in ``tests/faq/*.yml``: right topic, right ground."""

from __future__ import annotations

import pytest

from tests.auxil.dialogues import TESTS, read_faq

QUESTIONS = [
    pytest.param(faq, id=f"{path.stem}: {faq.ask}")
    for path in sorted((TESTS / "faq").glob("*.yml"))
    for faq in read_faq(path)
]


@pytest.mark.parametrize("faq", QUESTIONS)
def test_faq(faq, brain, run, request) -> None:
    answer = run(brain.reply(faq.ask, request.node.nodeid))
    if faq.outcome:
        right = answer.outcome.value == faq.outcome
    else:
        right = (
            answer.outcome.value in ("answered", "signpost")
            and answer.topic in faq.topics
            and set(faq.facts) <= set(answer.facts)
        )
    told = f"{answer.outcome.value} {answer.topic} {answer.aspects} {answer.facts}"
    assert right != faq.known_failure, told
