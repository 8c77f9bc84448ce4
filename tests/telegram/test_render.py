"""Whatever the content says, Telegram takes it: formatting, limits, buttons."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.content.answer import Answer, Button, Outcome, Section, WebLink
from bot.content.aspects import Aspect
from bot.content.compose import Composer
from bot.telegram.render import pack, render, to_html, utf16_length
from tests.auxil.fake_bot_api import parse_html
from tests.conftest import TODAY


def answer(text: str, **kwargs) -> Answer:
    return Answer(Outcome.ANSWERED, [Section(text)], **kwargs)


@given(st.text(max_size=300))
def test_html_cannot_break_on_any_content(text: str) -> None:
    parse_html(to_html(text))


@given(st.lists(st.text(alphabet="aâ😀 \n<&*", max_size=400), max_size=8), st.integers(60, 200))
def test_packing_keeps_the_limit_and_the_markup_whole(blocks, limit) -> None:
    for text in pack([to_html(block) for block in blocks if block.strip()], limit):
        assert utf16_length(text) <= limit
        parse_html(text)


def test_long_answers_split_between_paragraphs_and_lose_nothing(content) -> None:
    paragraphs = [f"Đoạn {number} " + "chữ " * 200 for number in range(12)]
    rendered = render(
        answer("\n\n".join(paragraphs), title="Dài"), Composer(content, TODAY).messages
    )
    assert len(rendered.texts) > 1
    assert all(utf16_length(text) <= 4096 for text in rendered.texts)
    whole = "\n\n".join(rendered.texts)
    assert all(paragraph.strip() in whole for paragraph in paragraphs)


def test_a_paragraph_longer_than_a_message_is_cut_at_words() -> None:
    texts = pack(["từ " * 3000])
    assert len(texts) == 3
    assert " ".join(texts).split() == ["từ"] * 3000


def test_every_answer_of_every_topic_fits_one_message_and_parses(content) -> None:
    composer = Composer(content, TODAY)
    for topic_id, topic in content.topics.items():
        for aspect in [*topic.answers, Aspect.LEGAL_BASIS]:
            made = composer.topic(topic_id, [aspect])
            made.notice = composer.messages.notice
            rendered = render(made, composer.messages)
            assert len(rendered.texts) == 1, (topic_id, aspect)
            shown = parse_html(rendered.texts[0])
            assert made.title in shown
            assert made.updated in shown


def test_an_answer_shows_its_title_ground_date_and_links(content) -> None:
    composer = Composer(content, TODAY)
    rendered = render(composer.topic("tam_tru", [Aspect.FEE]), composer.messages)
    [text] = rendered.texts
    assert text.startswith("<b>Đăng ký tạm trú")
    assert "Căn cứ:" in text
    assert "Cập nhật:" in text
    assert rendered.keyboard is not None
    links = [b.url for row in rendered.keyboard.inline_keyboard for b in row if b.url]
    assert links == ["https://dichvucong.gov.vn"]


def test_the_notice_stands_first_and_the_open_question_last(content) -> None:
    composer = Composer(content, TODAY)
    made = composer.topic("tam_tru", [Aspect.FEE])
    made.notice, made.ending = "Tôi là máy <b>", "👉 Ta đang làm dở: xong chưa?"
    [text] = render(made, composer.messages).texts
    assert text.startswith("<i>Tôi là máy &lt;b&gt;</i>")
    assert text.endswith(made.ending)


def test_short_buttons_stand_two_in_a_row_long_ones_alone(content) -> None:
    made = answer(
        "x",
        buttons=[
            Button("Giấy tờ", "/a"),
            Button("Lệ phí", "/b"),
            Button("Một tên rất là dài dòng", "/c"),
        ],
        links=[WebLink("Cổng", "https://dichvucong.gov.vn")],
    )
    keyboard = render(made, Composer(content, TODAY).messages).keyboard
    assert keyboard is not None
    assert [len(row) for row in keyboard.inline_keyboard] == [2, 1, 1]


def test_a_payload_too_long_for_telegram_is_left_out(content) -> None:
    made = answer("x", buttons=[Button("Dài", "/" + "a" * 64), Button("Vừa", "/" + "a" * 63)])
    keyboard = render(made, Composer(content, TODAY).messages).keyboard
    assert keyboard is not None
    assert [b.text for row in keyboard.inline_keyboard for b in row] == ["Vừa"]


def test_tools_stand_in_one_row_below_everything(content) -> None:
    made = answer(
        "x",
        buttons=[Button("Lệ phí", "/b")],
        links=[WebLink("Cổng", "https://dichvucong.gov.vn")],
        tools=[Button("👍 Hữu ích", "a"), Button("👎 Chưa đúng", "b"), Button("Dài", "c" * 65)],
    )
    keyboard = render(made, Composer(content, TODAY).messages).keyboard
    assert keyboard is not None
    assert [[b.text for b in row] for row in keyboard.inline_keyboard] == [
        ["Lệ phí"],
        ["🔗 Cổng"],
        ["👍 Hữu ích", "👎 Chưa đúng"],
    ]
