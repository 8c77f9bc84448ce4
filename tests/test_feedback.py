"""What is learnt from a turn, and which answers have tools."""

from __future__ import annotations

import pytest

from bot.content.answer import Answer, Guess, Heard, Outcome, Section
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.feedback import Exchange, Feedback
from bot.held_questions import HeldQuestions
from bot.storage.asked import Asked, Verdict
from bot.storage.records import save_records
from bot.storage.turn import Turn
from tests.conftest import TODAY

KEY = "abcdefghijkl"
NEAR = [Guess("tam_tru", 0.31), Guess("tam_vang", 0.2), Guess("chao_hoi", 0.1)]


@pytest.fixture
def composer(content) -> Composer:
    return Composer(content, TODAY)


class Desk:
    """Feedback on a store of its own."""

    def __init__(self, database, composer, run) -> None:
        self.asked = Asked(database)
        self.held = HeldQuestions()
        self.feedback = Feedback(self.asked, self.held, lambda: composer, lambda: KEY)
        self._database = database
        self._run = run

    def take(self, answer: Answer, words=None, in_guide=False, intent="nlu_fallback") -> Turn:
        answer.heard = Heard(intent, list(NEAR), in_guide)
        turn = Turn()
        self.feedback.take(answer, Exchange("a", "telegram", words), turn)
        return self._stored(turn)

    def tap(self, data: str, sender: str = "a"):
        turn = Turn()
        answer = self.feedback.tapped(data, sender, "telegram", turn)
        self._stored(turn)
        return answer

    def _stored(self, turn: Turn) -> Turn:
        self._run(self._database.write(lambda c: save_records(c, turn, 0.0)))
        for effect in turn.on_commit:
            effect()
        return turn

    @property
    def kept(self) -> list:
        return [kept.question for kept in self.asked.questions()]

    @property
    def counted(self) -> dict:
        return {(t.topic, t.outcome): n for t, n in self.asked.tallies().items() if n}


@pytest.fixture
def desk(database, composer, run) -> Desk:
    return Desk(database, composer, run)


def data_of(answer: Answer) -> list:
    return [tool.payload for tool in answer.tools]


# What is kept


@pytest.mark.parametrize("outcome", ["fallback", "clarify"])
def test_a_question_in_vain_is_kept_with_what_it_came_near_to(desk, composer, outcome) -> None:
    answer = (
        composer.fallback() if outcome == "fallback" else composer.clarify(["tam_tru"], [], 0.3)
    )
    desk.take(answer, "khai báo ở nhờ nhà bác 079086001234", intent=f"nlu_{outcome}")
    [kept] = desk.kept
    assert kept.text == "khai báo ở nhờ nhà bác ••••••••••••"
    assert (kept.outcome, kept.understood, kept.answered_topic) == (outcome, f"nlu_{outcome}", None)
    assert [n.intent for n in kept.nearest] == ["tam_tru", "tam_vang", "chao_hoi"]
    assert answer.tools == []


def test_an_answered_question_is_not_kept(desk, composer) -> None:
    desk.take(composer.topic("tam_tru", [Aspect.FEE]), "lệ phí tạm trú")
    assert desk.kept == []


@pytest.mark.parametrize("words", [None, "079086001234", "15/3/1990", "🙂"])
def test_taps_and_texts_that_say_nothing_are_not_kept(desk, composer, words) -> None:
    desk.take(composer.fallback(), words)
    assert desk.kept == []


def test_small_talk_and_faults_are_not_kept(desk, composer) -> None:
    desk.take(composer.say("help"), "bạn giúp được gì")
    desk.take(composer.say("error", Outcome.ERROR), "lệ phí tạm trú")
    assert desk.kept == []


def test_what_is_about_other_things_for_sure_is_not_kept(desk, composer) -> None:
    far = composer.fallback(out_of_scope=True)
    far.heard = Heard("out_of_scope", [Guess("out_of_scope", 0.9), Guess("tam_tru", 0.02)])
    turn = Turn()
    desk.feedback.take(far, Exchange("a", "telegram", "mai có mưa không"), turn)
    assert turn.questions == [] and len(turn.tallies) == 1
    desk.take(composer.fallback(out_of_scope=True), "giấy ở nhờ", intent="out_of_scope")
    assert [kept.understood for kept in desk.kept] == ["out_of_scope"]


def test_what_may_answer_a_guided_dialogue_is_never_kept(desk, composer) -> None:
    desk.take(composer.fallback(), "Nguyễn Trãi Thanh Xuân", in_guide=True)
    side = composer.fallback()
    side.guide, side.question = "dia_chi", "noi_o"
    desk.take(side, "Nguyễn Trãi Thanh Xuân")
    desk.take(composer.topic("tam_tru", []), "Nguyễn Trãi Thanh Xuân", in_guide=True)
    assert desk.kept == []
    desk.tap(f"y_kien:sai:{KEY}:tam_tru")
    assert desk.kept == []
    assert len(desk.held) == 0


def test_that_a_question_is_kept_is_told_once_at_the_first_and_not_to_who_refuses(
    desk, composer, run
) -> None:
    first, second, refused = composer.fallback(), composer.fallback(), composer.fallback()
    desk.take(first, "giấy ở nhờ")
    desk.take(second, "giấy ở đậu")
    run(desk.asked.refuse("a"))
    desk.take(refused, "giấy ở chung")
    assert "giữ câu bạn hỏi 30 ngày" in first.ending
    assert second.ending == refused.ending == ""


def test_it_is_told_as_well_when_the_first_is_a_wrong_answer(desk, composer) -> None:
    answer = composer.topic("tam_tru", [])
    desk.take(answer, "tạm trú")
    assert answer.ending == ""
    assert "30 ngày" in desk.tap(data_of(answer)[1]).ending


# What is counted


def test_everything_typed_counts_and_taps_that_lead_to_an_answer(desk, composer) -> None:
    desk.take(composer.topic("tam_tru", []), "tạm trú")
    desk.take(composer.topic("tam_tru", []))
    desk.take(composer.clarify(["tam_tru", "tam_vang"], [], 0.3), "ở nhờ")
    desk.take(composer.fallback(), "gì đó")
    desk.take(composer.small_talk(next(iter(composer.content.small_talk))), "chào")
    desk.take(composer.menu())
    assert desk.counted == {
        ("tam_tru", "answered"): 2,
        ("tam_tru", "clarify"): 1,
        ("", "fallback"): 1,
        ("", "smalltalk"): 1,
    }


def test_a_guided_dialogue_counts_by_its_result_alone(desk) -> None:
    question = Answer(Outcome.GUIDE, [Section("Sinh ngày nào?")], guide="han_the", question="sinh")
    ended = Answer(Outcome.GUIDE, [Section("Đã dừng.")], guide="han_the")
    result = Answer(Outcome.GUIDE, [Section("Hạn …")], guide="han_the", updated="22/11/2026")
    for answer in (question, ended, result):
        desk.take(answer, "15/3/1990", in_guide=True)
    assert desk.counted == {("guide_han_the", "guide"): 1}
    assert question.tools == ended.tools == []
    assert data_of(result) == [
        f"y_kien:tot:{KEY}:guide_han_the",
        f"y_kien:sai:{KEY}:guide_han_the",
        "chia_se:guide_han_the",
    ]


# The tools


@pytest.mark.parametrize(
    ("aspects", "start"),
    [
        ([], "tam_tru"),
        ([Aspect.FEE], "tam_tru-le_phi"),
        ([Aspect.FEE, Aspect.STEPS], "tam_tru"),
    ],
)
def test_an_answer_is_shared_by_the_link_that_opens_on_it(desk, composer, aspects, start) -> None:
    answer = composer.topic("tam_tru", aspects)
    desk.take(answer, "tạm trú")
    assert data_of(answer)[2] == f"chia_se:{start}"


def test_a_signpost_has_tools_and_an_answer_above_an_open_question_has_none(desk, composer) -> None:
    topics = composer.content.topics
    signpost = composer.topic(next(t for t in topics if topics[t].is_signpost), [])
    side = composer.topic("tam_tru", [])
    side.guide, side.question = "dia_chi", "noi_o"
    desk.take(signpost, "hộ chiếu")
    desk.take(side, "tạm trú")
    assert len(signpost.tools) == 3 and side.tools == []


def test_every_tool_fits_a_button_and_survives_masking(database, composer) -> None:
    from bot.privacy.masking import mask

    feedback = Feedback(Asked(database), HeldQuestions(), lambda: composer)
    for topic_id, topic in composer.content.topics.items():
        for aspect in topic.answers:
            answer = composer.topic(topic_id, [aspect])
            answer.heard = Heard(topic_id)
            feedback.take(answer, Exchange("a", "web"), Turn())
            for data in data_of(answer):
                assert len(data.encode()) <= 64
                assert mask(data).text == data


# Verdicts


def test_a_wrong_answer_brings_its_question_into_the_store_and_other_ways_on(
    desk, composer
) -> None:
    answer = composer.topic("tam_tru", [Aspect.FEE])
    desk.take(answer, "ở nhờ nhà bác tốn gì không", intent="tam_tru")
    assert desk.kept == []
    said = desk.tap(data_of(answer)[1])
    [kept] = desk.kept
    assert (kept.text, kept.outcome) == ("ở nhờ nhà bác tốn gì không", "wrong")
    assert (kept.answered_topic, kept.aspects) == ("tam_tru", ["le_phi"])
    assert [button.payload for button in said.buttons] == ["/tam_vang", "/menu"]
    assert "hỏi lại" in said.body
    assert desk.counted[("tam_tru", "wrong")] == 1


def test_a_second_tap_changes_the_verdict_and_never_counts_twice(desk, composer) -> None:
    answer = composer.topic("tam_tru", [])
    desk.take(answer, "tạm trú")
    helpful, wrong, _ = data_of(answer)
    for data in (wrong, wrong, helpful):
        desk.tap(data)
    assert desk.kept == []
    assert desk.counted == {("tam_tru", "answered"): 1, ("tam_tru", "helpful"): 1}
    desk.tap(wrong)
    assert [kept.text for kept in desk.kept] == ["tạm trú"]
    assert desk.counted == {("tam_tru", "answered"): 1, ("tam_tru", "wrong"): 1}


def test_after_a_restart_a_verdict_counts_without_the_words(desk, composer) -> None:
    answer = composer.topic("tam_tru", [])
    desk.take(answer, "tạm trú")
    desk.held.forget("a")
    said = desk.tap(data_of(answer)[1])
    assert desk.kept == [] and desk.counted[("tam_tru", "wrong")] == 1
    related = composer.content.topics["tam_tru"].related
    assert [b.payload for b in said.buttons][:-1] == [f"/{topic}" for topic in related[:3]]


def test_nobody_reaches_the_question_of_another(desk, composer) -> None:
    answer = composer.topic("tam_tru", [])
    desk.take(answer, "tạm trú")
    desk.tap(data_of(answer)[1], sender="b")
    assert desk.kept == []


def test_helpful_is_thanked_for_without_more(desk) -> None:
    said = desk.tap(f"y_kien:tot:{KEY}:tam_tru")
    assert "Cảm ơn" in said.body and said.buttons == []


@pytest.mark.parametrize(
    "data", ["y_kien:tot:ABC:tam_tru", "y_kien:x", f"y_kien:sao:{KEY}:", "/menu", "chia_se:tam_tru"]
)
def test_what_is_no_verdict_is_left_to_others(desk, data) -> None:
    assert desk.tap(data) is None
    assert desk.counted == {}


def test_a_made_up_topic_is_not_counted_under_its_name(desk) -> None:
    desk.tap(f"y_kien:tot:{KEY}:khong_co")
    assert desk.counted == {("", Verdict.HELPFUL.value): 1}


# Who does not want it


def test_of_who_refuses_nothing_is_held_or_kept_but_counts_go_on(desk, composer, run) -> None:
    run(desk.asked.refuse("a"))
    answer = composer.topic("tam_tru", [])
    desk.take(answer, "tạm trú")
    desk.take(composer.fallback(), "gì đó")
    assert len(desk.held) == 0
    desk.tap(data_of(answer)[1])
    assert desk.kept == []
    assert desk.counted == {
        ("tam_tru", "answered"): 1,
        ("", "fallback"): 1,
        ("tam_tru", "wrong"): 1,
    }
