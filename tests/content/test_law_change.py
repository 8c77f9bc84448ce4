"""A change of law rehearsed: one fee from a day, one document's end, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.content.aspects import Aspect
from bot.content.check import check
from bot.content.compose import Composer
from bot.content.problems import Severity
from bot.content.store import load_or_raise

CHANGE = dt.date(2027, 6, 1)
BEFORE = CHANGE - dt.timedelta(days=1)


@pytest.fixture
def changed(data_copy):
    """A new circular raises the re-issue fee; the circular on residence ends the day before."""
    fees = data_copy / "facts" / "le_phi.yml"
    text = fees.read_text()
    start = text.index("le_phi_cap_lai_the:")
    head, body = text[:start], text[start:]
    body = body.replace(
        "    2027-01-01: 70000\n", "    2027-01-01: 70000\n    2027-06-01: 90000\n", 1
    )
    old = "    2027-01-01: tt_73_2024_btc Điều 4\n"
    body = body.replace(old, old + "    2027-06-01: tt_moi_2027 Điều 1\n", 1)
    fees.write_text(head + body)
    sources = data_copy / "sources.yml"
    text = sources.read_text()
    start = text.index("tt_116_2026_bca:")
    end = text.index("\n\n", start)
    text = text[:end] + "\n  in_force_until: 2027-05-31" + text[end:]
    text += (
        "\ntt_moi_2027:\n  number: 1/2027/TT-BTC\n  name: Thông tư mới\n"
        "  short: Thông tư 1/2027/TT-BTC\n  in_force_from: 2027-06-01\n"
    )
    sources.write_text(text)
    return data_copy


def test_answers_before_and_after_are_right(changed) -> None:
    content = load_or_raise(changed)
    before = Composer(content, BEFORE).topic("can_cuoc_cap_lai", [Aspect.FEE])
    after = Composer(content, CHANGE).topic("can_cuoc_cap_lai", [Aspect.FEE])
    assert "**70.000 đồng**" in before.body
    assert "**90.000 đồng**" in after.body
    assert "**70.000 đồng**" not in after.body
    assert any("1/2027" in line for line in after.legal_basis)
    assert not any("1/2027" in line for line in before.legal_basis)


def test_an_answer_on_the_ended_document_says_so_from_that_day_on(changed) -> None:
    content = load_or_raise(changed)
    before = Composer(content, BEFORE).topic("tam_tru", [Aspect.DOCUMENTS])
    after = Composer(content, CHANGE).topic("tam_tru", [Aspect.DOCUMENTS])
    assert any("116/2026" in line for line in before.legal_basis)
    assert not any("hết hiệu lực" in note for note in before.notes)
    assert not any("116/2026" in line for line in after.legal_basis)
    assert any("31/05/2027" in note for note in after.notes)


def test_check_names_what_still_rests_on_it(changed) -> None:
    problems = check(changed, CHANGE)[1]
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    assert any("tam_tru.yml" in p.file and "116/2026" in p.message for p in problems)


def test_nothing_else_changes(changed, content) -> None:
    """Today's answers are the same to the letter."""
    today = dt.date(2026, 11, 22)
    new, old = Composer(load_or_raise(changed), today), Composer(content, today)
    for topic_id, topic in content.topics.items():
        for aspect in topic.answers:
            mine, theirs = new.topic(topic_id, [aspect]), old.topic(topic_id, [aspect])
            if topic_id == "can_cuoc_cap_lai" and aspect is Aspect.FEE:
                continue  # it may announce the fee to come
            assert mine.body == theirs.body or "90.000" in mine.body
            assert mine.legal_basis == theirs.legal_basis
