from bot.content.aspects import Aspect
from bot.dialogue import Turn, aspects_for, aspects_in, candidates


def ranking(*pairs):
    return [{"name": name, "confidence": confidence} for name, confidence in pairs]


def test_aspects_that_do_not_exist_are_dropped() -> None:
    entities = [
        {"entity": "aspect", "value": "le_phi"},
        {"entity": "aspect", "value": "rm -rf"},
        {"entity": "group", "value": "ho_so"},
        {"entity": "aspect", "value": "le_phi"},
    ]
    assert aspects_in(entities, "aspect") == [Aspect.FEE]


def test_an_aspect_asked_before_the_topic_is_kept() -> None:
    turn = Turn("tam_tru", 0.9, [Aspect.OVERVIEW], pending_aspects=[Aspect.FEE])
    assert aspects_for(turn) == [Aspect.FEE]


def test_an_aspect_asked_now_wins() -> None:
    turn = Turn("tam_tru", 0.9, [Aspect.WHERE], pending_aspects=[Aspect.FEE])
    assert aspects_for(turn) == [Aspect.WHERE]


def test_only_topics_near_the_best_are_offered_and_three_at_most() -> None:
    turn = Turn(
        "nlu_clarify",
        0.3,
        ranking=ranking(
            ("a", 0.3), ("chao_hoi", 0.2), ("b", 0.2), ("c", 0.1), ("d", 0.09), ("e", 0.01)
        ),
    )
    assert candidates(turn, ["a", "b", "c", "d", "e"]) == ["a", "b", "c"]
    assert candidates(turn, ["x"]) == []
