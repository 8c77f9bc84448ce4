from bot.content.aspects import Aspect
from bot.content.intents import ASPECT_ONLY_INTENT, CLARIFY_INTENT, OUT_OF_SCOPE_INTENT
from bot.dialogue import Turn, aspects_for, aspects_in, candidates, is_aside, runner_up, topic_of


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


def test_what_came_near_is_offered_beside_the_answer(content) -> None:
    near = Turn("tam_tru", 0.5, ranking=ranking(("tam_tru", 0.5), ("luu_tru", 0.2)))
    assert runner_up(near, "tam_tru", content) == "luu_tru"
    assert runner_up(near, "luu_tru", content) == "tam_tru"
    clear = Turn("tam_tru", 0.9, ranking=ranking(("tam_tru", 0.9), ("luu_tru", 0.1)))
    assert runner_up(clear, "tam_tru", content) is None
    near.current_topic = "tam_tru"
    assert runner_up(near, "tam_tru", content) is None
    weak = Turn(ASPECT_ONLY_INTENT, 0.6, ranking=ranking(("tam_tru", 0.1), ("luu_tru", 0.09)))
    assert runner_up(weak, "tam_tru", content) is None
    assert runner_up(Turn("tam_tru", 1.0), "tam_tru", content) is None


def unsure(**kwargs) -> Turn:
    given = {"aspects": [Aspect.FEE], "current_topic": "tam_tru", "words": 5, **kwargs}
    return Turn(CLARIFY_INTENT, 0.3, **given)


def sure(intent: str, **kwargs) -> Turn:
    return Turn(intent, 0.9, words=5, ranking=ranking((intent, 0.9)), **kwargs)


def test_a_message_that_names_no_topic_goes_on_about_the_one_at_hand(content) -> None:
    nameless = {"intent": ASPECT_ONLY_INTENT}
    assert topic_of(sure(**nameless, current_topic="tam_tru"), content) == "tam_tru"
    assert topic_of(sure(**nameless), content) is None
    assert topic_of(sure(**nameless, current_topic=""), content) is None


def test_a_topic_that_is_named_wins(content) -> None:
    assert topic_of(sure("thuong_tru", current_topic="tam_tru"), content) == "thuong_tru"
    tap = Turn("thuong_tru", 1.0, words=1, current_topic="tam_tru")
    assert topic_of(tap, content) == "thuong_tru"


def test_a_short_message_is_likelier_about_the_topic_at_hand_than_its_words_say(content) -> None:
    near = ranking(("thuong_tru", 0.3), (ASPECT_ONLY_INTENT, 0.2))
    far = ranking(("thuong_tru", 0.6), (ASPECT_ONLY_INTENT, 0.01))
    assert topic_of(unsure(ranking=near), content) == "tam_tru"
    assert topic_of(unsure(ranking=far), content) == "thuong_tru"
    assert topic_of(unsure(ranking=near, words=30), content) is None
    assert topic_of(unsure(ranking=ranking(("tam_tru", 0.4)), words=30), content) == "tam_tru"


def test_a_neighbour_is_likelier_than_a_stranger(content) -> None:
    assert "gia_han_tam_tru" in content.topics["tam_tru"].related
    either = ranking(("tach_ho", 0.6), ("gia_han_tam_tru", 0.5))
    assert topic_of(unsure(ranking=either), content) == "gia_han_tam_tru"
    assert topic_of(unsure(ranking=either, current_topic="ket_hon"), content) == "tach_ho"


def test_small_talk_and_other_matters_are_not_about_the_topic_at_hand(content) -> None:
    weather = ranking((OUT_OF_SCOPE_INTENT, 0.5), ("tam_tru", 0.3))
    turn = Turn(OUT_OF_SCOPE_INTENT, 0.5, words=4, ranking=weather, current_topic="tam_tru")
    assert topic_of(turn, content) is None
    thanks = ranking(("cam_on", 0.4), ("tam_tru", 0.03))
    assert topic_of(unsure(ranking=thanks), content) is None


def test_a_topic_named_as_a_place_only_is_not_meant(content) -> None:
    named = ranking(("tam_tru", 0.7), (ASPECT_ONLY_INTENT, 0.05))
    given = {"ranking": named, "current_topic": "can_cuoc_cap_doi"}
    assert topic_of(unsure(**given), content) == "tam_tru"
    as_places = frozenset({"tam_tru"})
    assert topic_of(unsure(**given, as_places=as_places), content) == "can_cuoc_cap_doi"


def test_whoever_was_sent_elsewhere_on_the_way_goes_on_with_their_own_matter(content) -> None:
    assert content.topics["khai_tu"].is_signpost
    given = {"current_topic": "khai_tu", "earlier_topics": ["doi_chu_ho", "tach_ho"]}
    nameless = ranking((ASPECT_ONLY_INTENT, 0.9))
    assert topic_of(unsure(ranking=nameless, **given), content) == "doi_chu_ho"
    assert topic_of(unsure(ranking=nameless, **given, aspects=[]), content) == "khai_tu"
    named = ranking(("khai_tu", 0.9), (ASPECT_ONLY_INTENT, 0.05))
    assert topic_of(unsure(ranking=named, **given), content) == "khai_tu"
    assert topic_of(unsure(ranking=nameless, current_topic="khai_tu"), content) == "khai_tu"


def test_a_question_in_passing_leaves_the_talk_where_it_was(content) -> None:
    turn = Turn("khai_tu", 0.9, current_topic="doi_chu_ho", by_the_way=True)
    assert is_aside(turn, "khai_tu", content)
    assert not is_aside(turn, "doi_chu_ho", content)
    assert not is_aside(Turn("khai_tu", 0.9, current_topic="doi_chu_ho"), "khai_tu", content)
    assert not is_aside(Turn("khai_tu", 0.9, by_the_way=True), "khai_tu", content)


def test_a_topic_that_is_asked_on_the_way_does_not_take_the_talk_with_it(content) -> None:
    assert content.topics["duong_day_nong"].passing
    asked = Turn("duong_day_nong", 0.9, current_topic="tam_tru")
    assert is_aside(asked, "duong_day_nong", content)
    first = Turn("duong_day_nong", 0.9, current_topic="bo_cong_an_huyen")
    assert not is_aside(first, "duong_day_nong", content)
