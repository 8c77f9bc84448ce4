"""Which of the seven ways: what is offered is what one has and what shows the thing asked for."""

from __future__ import annotations

from typing import Any, Dict, Iterator

import pytest

from bot.content.text import plain
from bot.guides.proof_of_residence import (
    HAVING,
    PURPOSES,
    Card,
    Need,
    ProofOfResidence,
    Purpose,
    Way,
    purpose_of,
    ways,
)
from tests.conftest import TODAY


@pytest.fixture
def guide(content) -> ProofOfResidence:
    return ProofOfResidence(content, TODAY)


def every_case(guide: ProofOfResidence) -> Iterator[Dict[str, Any]]:
    for errand in [choice.value for choice in guide.question("viec").choices]:
        needs = [c.value for c in guide.question("can_biet").choices] if errand == "khac" else [""]
        for need in needs:
            for has in HAVING:
                asked = {"can_biet": need} if need else {}
                yield {"viec": errand, **asked, "co_gi": has}


@pytest.mark.parametrize(
    ("errand", "has", "expected"),
    [
        (
            "nha_dat",
            "ca_hai",
            [Way.LOOK_UP, Way.CARD, Way.SCAN, Way.VNEID, Way.CONFIRMATION],
        ),
        ("nha_dat", "the", [Way.LOOK_UP, Way.CARD, Way.SCAN, Way.CONFIRMATION]),
        ("nha_dat", "ma_vach", [Way.LOOK_UP, Way.OLD_CARD, Way.CONFIRMATION]),
        ("ngan_hang", "ma_vach", [Way.OLD_CARD, Way.CONFIRMATION]),
        ("nhap_hoc", "ma_vach", [Way.LOOK_UP, Way.CONFIRMATION]),
        ("nha_dat", "vneid", [Way.LOOK_UP, Way.VNEID, Way.CONFIRMATION]),
        ("nha_dat", "khong", [Way.LOOK_UP, Way.NOTICE, Way.CONFIRMATION]),
        # The card shows neither where one stays now nor who belongs to the household.
        ("nhap_hoc", "ca_hai", [Way.LOOK_UP, Way.VNEID, Way.CONFIRMATION]),
        ("nhap_hoc", "the", [Way.LOOK_UP, Way.CONFIRMATION]),
        ("dien_nuoc", "ca_hai", [Way.VNEID, Way.CONFIRMATION]),
        # A bank is not bound to look anything up.
        ("ngan_hang", "ca_hai", [Way.CARD, Way.SCAN, Way.VNEID, Way.CONFIRMATION]),
        ("ngan_hang", "khong", [Way.NOTICE, Way.CONFIRMATION]),
        ("doc_than", "ca_hai", [Way.LOOK_UP, Way.CONFIRMATION]),
    ],
)
def test_worked_examples(errand, has, expected) -> None:
    assert ways(PURPOSES[errand], *HAVING[has]) == expected


@pytest.mark.parametrize("has", HAVING)
def test_only_the_confirmation_shows_since_when(has) -> None:
    assert ways(Purpose(Need.SINCE_WHEN), *HAVING[has]) == [Way.CONFIRMATION]


def test_nothing_is_offered_that_one_does_not_have(guide) -> None:
    for given in every_case(guide):
        card, has_vneid = HAVING[given["co_gi"]]
        has_card = card is not Card.NONE
        order = ways(purpose_of(given), card, has_vneid)
        assert card is Card.CHIP or not {Way.CARD, Way.SCAN} & set(order)
        assert order[-1] is Way.CONFIRMATION
        assert has_vneid or Way.VNEID not in order
        assert not (has_card or has_vneid) or Way.NOTICE not in order
        assert len(order) == len(set(order))
        if Way.LOOK_UP in order:
            assert order[0] is Way.LOOK_UP and purpose_of(given).is_state


def test_every_case_says_what_to_do_and_what_to_say(guide) -> None:
    count = 0
    for given in every_case(guide):
        assert guide.slots(given) == []
        answer = guide.result(given)
        said = plain(answer, guide.content.messages)
        assert len(said) < 3000 and "{" not in said
        assert "«Dạ, sổ hộ khẩu hết giá trị từ 01/01/2023 rồi ạ." in said
        assert ("tự tra dữ liệu trước" in said) == purpose_of(given).is_state
        assert answer.buttons
        card, has_vneid = HAVING[given["co_gi"]]
        polite = next(s.text for s in answer.sections if s.heading.startswith("Nếu vẫn đòi sổ"))
        assert has_vneid or "VNeID" not in polite
        assert card is not Card.NONE or "thẻ" not in polite
        assert card is Card.CHIP or not any(word in polite for word in ("chip", "quét"))
        count += 1
    assert count == (8 + 4) * len(HAVING)


def test_every_answer_to_what_one_has_is_known(guide) -> None:
    assert [choice.value for choice in guide.question("co_gi").choices] == list(HAVING)


def test_a_listed_errand_takes_two_questions_and_another_three(guide) -> None:
    assert guide.slots({}) == ["viec", "co_gi"]
    assert guide.slots({"viec": "khac"}) == ["can_biet", "co_gi"]
    assert guide.slots({"viec": "nhap_hoc"}) == ["co_gi"]


def test_every_text_is_used(guide) -> None:
    used = set()
    for given in every_case(guide):
        body = guide.result(given).body
        used |= {name for name in guide.words.texts if guide.text(name).removeprefix("1. ") in body}
    assert used == set(guide.words.texts)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("viec", "cho con vào lớp 1", "nhap_hoc"),
        ("viec", "vay von ngan hang", "ngan_hang"),
        ("viec", "công chứng mua nhà", "nha_dat"),
        ("viec", "làm giấy độc thân", "doc_than"),
        ("co_gi", "có thẻ mà không có vneid", "the"),
        ("co_gi", "quen the nhung co vneid", "vneid"),
        ("co_gi", "ca hai", "ca_hai"),
        ("co_gi", "thẻ mã vạch, không chip", "ma_vach"),
        ("co_gi", "the cua toi khong co chip", "ma_vach"),
        ("co_gi", "có thẻ", "the"),
        ("co_gi", "toi khong co the", "vneid"),
        ("viec", "tien dien", "dien_nuoc"),
        ("viec", "vay tien", "ngan_hang"),
        ("viec", "viec khac", "khac"),
        # Words that are other words without their accents, or parts of other sayings
        ("co_gi", "the dang the nao", None),
        ("co_gi", "co the noi lai khong", None),
        ("viec", "vay thi sao", None),
        ("viec", "truong hop cua toi", None),
        ("viec", "di nuoc ngoai", None),
        ("viec", "dien o dau", None),
        ("can_biet", "mat bao lau", None),
        ("co_gi", "chưa có gì hết", "khong"),
        ("can_biet", "ở từ năm nào", "thoi_gian"),
    ],
)
def test_free_text_is_read(guide, question, text, value) -> None:
    assert guide.read(question, text, {}) == value
