from __future__ import annotations

from bot.open_dialogues import OpenDialogues, open_dialogues_of

STATE = {"guide": "han_the", "given": {"sinh": "1986-05-14"}}


def test_what_was_given_is_there_until_the_dialogue_ends() -> None:
    dialogues = OpenDialogues()
    dialogues.keep("a", STATE)
    assert dialogues.get("a") == STATE
    assert dialogues.get("b") is None
    dialogues.keep("a", None)
    assert dialogues.get("a") is None
    assert len(dialogues) == 0


def test_changing_what_was_got_changes_nothing_here() -> None:
    dialogues = OpenDialogues()
    dialogues.keep("a", STATE)
    dialogues.get("a")["given"]["sinh"] = "x"
    assert dialogues.get("a") == STATE


def test_one_left_for_twelve_hours_is_dropped_and_others_stay() -> None:
    now = [0.0]
    dialogues = OpenDialogues(clock=lambda: now[0])
    dialogues.keep("a", STATE)
    now[0] += 6 * 3600
    dialogues.keep("b", STATE)
    now[0] += 7 * 3600
    dialogues.tidy()
    assert len(dialogues) == 1
    assert dialogues.get("b") == STATE


def test_going_on_counts_anew() -> None:
    now = [0.0]
    dialogues = OpenDialogues(clock=lambda: now[0])
    dialogues.keep("a", STATE)
    dialogues.keep("b", STATE)
    now[0] += 11 * 3600
    dialogues.keep("a", STATE)
    now[0] += 2 * 3600
    assert dialogues.get("a") == STATE
    assert dialogues.get("b") is None


def test_of_too_many_those_left_longest_are_dropped() -> None:
    dialogues = OpenDialogues(most=2)
    for name in ("a", "b", "a", "c"):
        dialogues.keep(name, STATE)
    assert [name for name in "abc" if dialogues.get(name)] == ["a", "c"]


def test_all_in_this_process_share_those_of_a_folder(tmp_path) -> None:
    assert open_dialogues_of(tmp_path) is open_dialogues_of(tmp_path)
    assert open_dialogues_of(tmp_path) is not open_dialogues_of(tmp_path / "x")
