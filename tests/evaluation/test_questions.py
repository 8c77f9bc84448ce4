from pathlib import Path

import pytest

from bot.evaluation.questions import read_questions
from tests.auxil.dialogues import TESTS


def test_a_line_that_cannot_be_read_is_named(tmp_path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "1", "text": "a", "procedure": ["tam_tru"]}\n{"id": "2"}\n')
    with pytest.raises(ValueError, match="q.jsonl:2"):
        read_questions([path])
    path.write_text("[1]\n")
    with pytest.raises(ValueError, match="q.jsonl:1"):
        read_questions([path])


def test_the_projects_own_questions_have_known_labels_and_ids_of_their_own() -> None:
    from bot.content.aspects import OUT_OF_SCOPE_PROCEDURE, PROCEDURES, Aspect

    questions = read_questions(sorted((TESTS / "questions").glob("*.jsonl")))
    assert len({question.id for question in questions}) == len(questions)
    for question in questions:
        assert set(question.procedures) <= {*PROCEDURES, OUT_OF_SCOPE_PROCEDURE}, question.id
        assert set(question.aspects) <= {*(aspect.value for aspect in Aspect), "khac"}, question.id


def test_no_question_is_trained_on(content) -> None:
    """A question that is an example as well would measure memory only.

    Later turns of conversations are left out: "bao nhiêu tiền" is the same whoever writes it.
    """
    from bot.training_data import examples_of

    normalise = content.normaliser().normalise
    trained = {normalise(text) for text, _, _ in examples_of(content)}
    files = sorted(Path(TESTS / "questions").glob("*.jsonl"))
    single = [q for q in read_questions(files) if not q.conversation]
    assert not [q.id for q in single if normalise(q.text) in trained]
