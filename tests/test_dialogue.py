from bot.content.aspects import Aspect
from bot.content.intents import ASPECT_ONLY_INTENT, CLARIFY_INTENT
from bot.dialogue import Turn, aspects_for, aspects_in, candidates, topic_of


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
    turn = Turn("tam_tru", 0.9, aspects=[Aspect.OVERVIEW], pending_aspects=[Aspect.FEE])
    assert aspects_for(turn) == [Aspect.FEE]


def test_an_aspect_asked_now_wins() -> None:
    turn = Turn("tam_tru", 0.9, aspects=[Aspect.WHERE], pending_aspects=[Aspect.FEE])
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


TOPICS = ["tam_tru", "thuong_tru"]


def unsure(**kwargs) -> Turn:
    given = {"aspects": [Aspect.FEE], "current_topic": "tam_tru", "words": 5, **kwargs}
    return Turn(CLARIFY_INTENT, 0.3, **given)


def test_a_message_that_names_no_topic_goes_on_about_the_one_at_hand() -> None:
    assert topic_of(Turn(ASPECT_ONLY_INTENT, 0.9, current_topic="tam_tru"), TOPICS) == "tam_tru"
    assert topic_of(Turn(ASPECT_ONLY_INTENT, 0.9), TOPICS) is None
    assert topic_of(Turn(ASPECT_ONLY_INTENT, 0.9, current_topic=""), TOPICS) is None


def test_a_topic_that_is_named_wins() -> None:
    assert topic_of(Turn("thuong_tru", 0.9, current_topic="tam_tru"), TOPICS) == "thuong_tru"


def test_an_unsure_short_message_goes_on_if_it_may_name_no_topic() -> None:
    near = ranking(("thuong_tru", 0.3), (ASPECT_ONLY_INTENT, 0.2))
    far = ranking(("thuong_tru", 0.4), (ASPECT_ONLY_INTENT, 0.01))
    assert topic_of(unsure(ranking=near), TOPICS) == "tam_tru"
    assert topic_of(unsure(ranking=far), TOPICS) is None
    assert topic_of(unsure(ranking=near, words=30), TOPICS) is None
    assert topic_of(unsure(ranking=near, aspects=[]), TOPICS) is None
    assert topic_of(unsure(ranking=ranking(("tam_tru", 0.4)), words=30), TOPICS) == "tam_tru"
