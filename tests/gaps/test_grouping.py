from __future__ import annotations

import datetime as dt

from bot.gaps.grouping import day_in_vietnam, group, same_wording
from tests.auxil.vain_questions import kept, question

DEED = ("dat_dai", 0.1)


def texts(groups) -> list:
    return [[wording.text for wording in g.wordings] for g in groups]


def test_accents_case_and_abbreviations_make_no_other_wording(content) -> None:
    questions = kept(
        question("mất CCCD ở nước ngoài"),
        question("mat can cuoc cong dan o nuoc ngoai"),
        question("Mất cccd ở nước ngoài?"),
    )
    [only] = group(questions, content.normaliser())
    assert [(w.id, w.text, w.count) for w in only.wordings] == [(1, "mất CCCD ở nước ngoài", 3)]


def test_what_is_alike_near_one_topic_is_one_group_and_the_most_frequent_comes_first(
    content,
) -> None:
    questions = kept(
        question("xin đổi tên đường", DEED),
        question("mất sổ đỏ", DEED),
        question("mất sổ đỏ phải làm sao", DEED),
        question("mất sổ đỏ phải làm sao", DEED),
    )
    groups = group(questions, content.normaliser())
    assert texts(groups) == [["mất sổ đỏ phải làm sao", "mất sổ đỏ"], ["xin đổi tên đường"]]
    assert [(g.id, g.count) for g in groups] == [(3, 3), (1, 1)]


def test_one_word_that_decides_keeps_questions_apart(content) -> None:
    questions = kept(
        question("đăng ký tạm trú", ("tam_tru", 0.1)),
        question("đăng ký thường trú", ("thuong_tru", 0.1)),
    )
    assert len(group(questions, content.normaliser())) == 2


def test_a_slip_of_the_finger_is_no_other_question_even_near_another_topic(content) -> None:
    questions = kept(
        question("xin giấy xác nhận độc thân", ("tam_tru", 0.1)),
        question("xin giấy xac nhan doc thann", ("thuong_tru", 0.1)),
    )
    assert len(group(questions, content.normaliser())) == 1


def test_the_same_questions_make_the_same_groups_in_any_order(content) -> None:
    questions = kept(*(question(f"mất sổ đỏ {end}", DEED) for end in ("à", "", "thì sao", "nhỉ")))
    normaliser = content.normaliser()
    assert texts(group(questions, normaliser)) == texts(group(questions[::-1], normaliser))


def test_a_group_knows_when_and_how_it_ended(content) -> None:
    questions = kept(
        question("mất sổ đỏ", outcome="wrong"),
        question("mất sổ đỏ"),
        question("mất sổ đỏ"),
    )
    [only] = group(questions, content.normaliser())
    assert only.last == dt.date(2026, 11, 22)
    assert only.outcomes == {"fallback": 2, "wrong": 1}
    assert [k.id for k in only.newest_by_outcome.values()] == [3, 1]


def test_a_day_begins_at_midnight_in_vietnam() -> None:
    evening = dt.datetime(2026, 11, 22, 18, tzinfo=dt.timezone.utc).timestamp()
    assert day_in_vietnam(evening) == dt.date(2026, 11, 23)


def test_questions_without_words_are_told_apart(content) -> None:
    assert len(group(kept(question("身份证"), question("护照")), content.normaliser())) == 2


def test_who_asked_in_the_same_wording(content) -> None:
    questions = kept(question("mất CCCD"), question("mất ví"), question("mat cccd ?"))
    found = same_wording(questions, "Mất cccd", content.normaliser())
    assert [k.id for k in found] == [1, 3]
