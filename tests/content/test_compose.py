"""Answers as of a day, from the real content: the figures are those of the law."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.content.answer import Answer, Outcome
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.content.text import plain
from tests.conftest import TODAY


def fee(content, topic: str, day: str) -> Answer:
    return Composer(content, dt.date.fromisoformat(day)).topic(topic, [Aspect.FEE])


@pytest.mark.parametrize(
    ("day", "said", "not_said"),
    [
        ("2026-11-22", ["15.000 đồng", "25.000 đồng", "công dân số", "từ 01/01/2027"], []),
        ("2027-01-02", ["30.000 đồng", "50.000 đồng", "28/02/2027"], ["15.000", "25.000"]),
        ("2027-03-02", ["30.000 đồng", "50.000 đồng"], ["15.000", "25.000", "công dân số"]),
    ],
)
def test_the_exchange_fee_is_that_of_the_day(content, day, said, not_said) -> None:
    text = fee(content, "can_cuoc_cap_doi", day).body
    assert [words for words in said if words not in text] == []
    assert [words for words in not_said if words in text] == []


@pytest.mark.parametrize(
    ("day", "in_app"), [("2026-12-31", "0 đồng"), ("2027-01-01", "7.000 đồng")]
)
def test_the_residence_fee_in_the_app_ends_with_the_year(content, day, in_app) -> None:
    first_line = fee(content, "tam_tru", day).body.splitlines()[0]
    assert first_line.endswith(f"**{in_app}**")


def test_an_answer_names_its_ground_and_the_day_it_was_checked(content) -> None:
    answer = fee(content, "can_cuoc_cap_doi", "2026-11-22")
    assert "Thông tư 64/2025/TT-BTC" in answer.legal_basis
    assert dt.datetime.strptime(answer.updated, "%d/%m/%Y")
    later = fee(content, "can_cuoc_cap_doi", "2027-01-02")
    assert "Thông tư 64/2025/TT-BTC" not in later.legal_basis


def test_two_aspects_are_two_sections_with_headings(content) -> None:
    answer = Composer(content, TODAY).topic("tam_tru", [Aspect.FEE, Aspect.DOCUMENTS])
    assert answer.aspects == ["ho_so", "le_phi"]
    assert [section.heading for section in answer.sections] == ["Giấy tờ", "Lệ phí"]


def test_an_aspect_the_topic_lacks_falls_back_to_the_overview(content) -> None:
    answer = Composer(content, TODAY).topic("ho_chieu", [Aspect.FEE])
    assert answer.aspects == ["tong_quan"]
    assert answer.outcome is Outcome.SIGNPOST


def test_unverified_facts_say_where_to_confirm(content) -> None:
    answer = Composer(content, TODAY).topic("can_cuoc_cap_doi", [Aspect.WHERE])
    assert any("hỏi lại" in note for note in answer.notes)


def test_a_document_that_has_ended_is_said_to_have_ended(content) -> None:
    sources = dict(content.sources)
    sources["luat_cu_tru"] = sources["luat_cu_tru"].copy(update={"in_force_until": TODAY})
    changed = type(content)(**{**content.__dict__, "sources": sources})
    answer = Composer(changed, TODAY + dt.timedelta(days=1)).topic("tam_tru", [Aspect.ELIGIBILITY])
    assert any("hết hiệu lực" in note for note in answer.notes)
    assert not any("Luật Cư trú" in line for line in answer.legal_basis)


def test_every_answer_of_every_topic_can_be_composed_on_the_days_that_matter(content) -> None:
    for day in (TODAY, dt.date(2027, 1, 2), dt.date(2027, 3, 2)):
        composer = Composer(content, day)
        for topic_id, topic in content.topics.items():
            for aspect in [*topic.answers, Aspect.LEGAL_BASIS]:
                answer = composer.topic(topic_id, [aspect])
                assert answer.body.strip() or topic.is_signpost, (topic_id, aspect, day)
                assert "{" not in plain(answer, composer.messages)


def test_an_answer_survives_the_way_through_a_tracker(content) -> None:
    answer = Composer(content, TODAY).topic("tam_tru", [Aspect.FEE])
    assert Answer.from_dict(answer.to_dict()) == answer


def test_buttons_lead_to_what_was_not_said_yet(content) -> None:
    answer = Composer(content, TODAY).topic("tam_tru", [Aspect.FEE])
    assert '/tam_tru{"aspect":"ho_so"}' in [button.payload for button in answer.buttons]
    assert '/tam_tru{"aspect":"le_phi"}' not in [button.payload for button in answer.buttons]


def test_what_may_have_been_meant_instead_comes_first_and_keeps_the_aspect(content) -> None:
    composer = Composer(content, TODAY)
    answer = composer.topic("tam_tru", [Aspect.FEE])
    room = len(answer.buttons)
    composer.offer_instead(answer, "luu_tru")
    first = answer.buttons[0]
    assert first.payload == '/luu_tru{"aspect":"le_phi"}'
    assert first.title == f"Hay bạn hỏi: {content.topics['luu_tru'].title}"
    assert len(answer.buttons) <= room + 1
    composer.offer_instead(answer, None)
    assert answer.buttons[0] == first


def test_nothing_asks_for_personal_data(content) -> None:
    """No answer invites a citizen to send the assistant a number, a code or a photo."""
    composer = Composer(content, TODAY)
    for topic_id, topic in content.topics.items():
        for aspect in topic.answers:
            text = composer.topic(topic_id, [aspect]).body.lower()
            for words in ("gửi cho tôi", "nhắn cho tôi số", "cho tôi biết số", "gửi tôi ảnh"):
                assert words not in text, (topic_id, aspect)
