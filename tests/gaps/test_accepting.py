from __future__ import annotations

import pytest

from bot.content.aspects import Aspect
from bot.gaps.accepting import (
    CannotAccept,
    changed,
    likely_aspect,
    objection,
    place_of,
    replace,
    tidy,
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("số •••••••••••• đổi thẻ", "đã che"),
        ("thẻ 001099012345 đổi ở đâu", "số giấy tờ"),
        ("gọi 0912345678 hỏi ai", "số giấy tờ"),
        ("con sinh ngày 12/03/2019 làm thẻ được chưa", "số giấy tờ"),
        ("em tên là Hoa, mất thẻ", "«Hoa»"),
        ("tôi là Nguyễn Hoa An, mất thẻ", "«Nguyễn Hoa An»"),
    ],
)
def test_what_is_somebodys_is_objected_to(text, reason) -> None:
    assert reason in (objection(text) or "")


@pytest.mark.parametrize("text", ["con 9 tuổi làm thẻ ở đâu", "mất thẻ thì gọi 113 hay ra phường"])
def test_what_anybody_may_ask_is_not(text) -> None:
    assert objection(text) is None


def test_a_text_is_put_on_one_line_in_composed_letters() -> None:
    assert tidy("  ta\u0323m\n trú\u200b ") == "tạm trú"


def test_places_are_a_topics_aspect_a_guide_or_what_is_out_of_scope(content) -> None:
    topic = place_of(content, "tam_tru", Aspect.FEE)
    assert (topic.file.name, topic.path) == ("tam_tru.yml", ("examples", "le_phi"))
    assert topic.words == "Đăng ký tạm trú, mục le_phi (Lệ phí)"
    assert place_of(content, "tam_tru", None).path == ("examples", "tong_quan")
    assert place_of(content, "giay_to", None).path == ("examples",)
    assert place_of(content, "out_of_scope", None).file.name == "out_of_scope.yml"


@pytest.mark.parametrize(
    ("target", "aspect", "words"),
    [
        ("tam_truu", None, "Có phải: tam_tru"),
        ("chao_hoi", None, "Không có chủ đề"),
        ("giay_to", Aspect.FEE, "bỏ --aspect"),
        ("out_of_scope", Aspect.FEE, "bỏ --aspect"),
    ],
)
def test_places_that_are_none(content, target, aspect, words) -> None:
    with pytest.raises(CannotAccept, match=words):
        place_of(content, target, aspect)


def test_the_aspect_is_the_first_that_the_topic_answers(content) -> None:
    assert likely_aspect(content, "tam_tru", ["khong_co", "le_phi", "ho_so"]) is Aspect.FEE
    assert likely_aspect(content, "tam_tru", []) is None
    assert likely_aspect(content, "giay_to", ["le_phi"]) is None


@pytest.mark.parametrize("target", ["tam_tru", "giay_to", "out_of_scope"])
def test_one_line_is_added_to_the_real_files(content, target) -> None:
    place = place_of(content, target, None)
    before = place.file.read_text(encoding="utf-8").splitlines()
    after = changed(place, "câu: chưa ai hỏi").splitlines()
    [added] = [line for line in after if line not in before]
    assert added.strip() == '- "câu: chưa ai hỏi"'
    assert len(after) == len(before) + 1
    assert [line for line in after if line != added] == before


def test_every_topic_can_take_a_line(content) -> None:
    for topic_id in content.topics:
        changed(place_of(content, topic_id, None), "câu chưa ai hỏi")


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path, monkeypatch) -> None:
    path = tmp_path / "a.yml"
    path.write_text("cũ")

    def full(*_: object) -> None:
        raise OSError(28, "đầy", str(path))

    monkeypatch.setattr("bot.gaps.accepting.os.replace", full)
    with pytest.raises(OSError):
        replace(path, "mới")
    assert path.read_text() == "cũ"
    assert list(tmp_path.iterdir()) == [path]
