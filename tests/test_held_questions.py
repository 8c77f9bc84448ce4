from __future__ import annotations

from bot.held_questions import HELD_HOURS, HeldQuestions, held_questions_of
from bot.storage.asked import Question


def question(answer: str, sender: str = "a") -> Question:
    return Question(sender, "telegram", f"câu {answer}", "wrong", answer=answer)


def test_only_who_asked_gets_the_question_back() -> None:
    held = HeldQuestions()
    held.hold(question("k"))
    assert held.get("a", "k") == question("k")
    assert held.get("b", "k") is None
    assert held.get("a", "x") is None


def test_after_its_time_nothing_of_it_is_left() -> None:
    now = [0.0]
    held = HeldQuestions(clock=lambda: now[0])
    held.hold(question("old"))
    now[0] += 3600
    held.hold(question("new"))
    now[0] = HELD_HOURS * 3600 + 1
    held.tidy()
    assert len(held) == 1
    assert held.get("a", "old") is None and held.get("a", "new") is not None


def test_of_too_many_the_oldest_go() -> None:
    held = HeldQuestions(most=2)
    for key in ("1", "2", "3"):
        held.hold(question(key))
    assert [held.get("a", key) is not None for key in ("1", "2", "3")] == [False, True, True]


def test_forgetting_one_leaves_the_others() -> None:
    held = HeldQuestions()
    held.hold(question("1"))
    held.hold(question("2", sender="b"))
    held.forget("a")
    assert held.get("a", "1") is None and held.get("b", "2") is not None


def test_one_folder_has_one(tmp_path) -> None:
    assert held_questions_of(tmp_path) is held_questions_of(tmp_path)
