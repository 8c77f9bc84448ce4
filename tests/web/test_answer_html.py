from __future__ import annotations

from bot.content.answer import Answer, Outcome, Section
from bot.web.answer_html import answer_html, text_html


def test_lists_go_on_counting_where_a_line_parted_them() -> None:
    assert text_html("1. một\n2. hai\nchú ý\n3. ba") == (
        "<ol><li>một</li><li>hai</li></ol><p>chú ý</p><ol start=3><li>ba</li></ol>"
    )


def test_nothing_in_an_answer_becomes_a_tag(content) -> None:
    bad = '<img src=x onerror="a()">'
    answer = Answer(
        Outcome.ANSWERED,
        [Section(f"- {bad}\n1. {bad}\n\n**{bad}**", f"{bad}")],
        title=bad,
        notice=bad,
        notes=[bad],
        legal_basis=[bad],
        updated=bad,
        ending=bad,
    )
    html = answer_html(answer, content.messages)
    assert html.count("&lt;img") == 10
    assert "<img" not in html


def test_every_part_has_its_own_look(content) -> None:
    answer = Answer(
        Outcome.ANSWERED,
        [Section("chữ", "Mục")],
        title="Tên",
        notice="Ai\nnói",
        notes=["coi chừng"],
        legal_basis=["Luật"],
        ending="hỏi lại",
    )
    assert answer_html(answer, content.messages, level=3) == (
        "<p class=notice>Ai<br>nói</p><h3 class=title>Tên</h3><h4 class=heading>Mục</h4>"
        "<p>chữ</p><p class=note>⚠️ coi chừng</p><p class=grounds>Căn cứ: Luật.</p>"
        "<p class=ending>hỏi lại</p>"
    )
