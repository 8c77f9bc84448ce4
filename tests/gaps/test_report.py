from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from typing import Any, List, Tuple

import pytest

from bot.gaps.figures import Counts, figures
from bot.gaps.grouping import group
from bot.gaps.reasons import Reasons, Thresholds
from bot.gaps.report import bar, report
from bot.storage.asked import Question, Tally
from tests.auxil.vain_questions import kept, question

TODAY = dt.date(2026, 11, 22)
HOSTILE = "<script>alert('x')</script> \"><img src=http://x.example/a onerror=alert(1)> {{ 7*7 }} &"
VOID = {"meta", "rect", "path", "circle", "br"}


class Page(HTMLParser):
    """The elements of a page and its visible words; every element must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: List[Tuple[str, dict]] = []
        self.words = ""
        self._open: List[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture
def page(content):
    def make(*questions: Question, tallies: Any = None) -> Page:
        groups = group(kept(*questions), content.normaliser())
        reasons = Reasons(content, Thresholds(0.4, 0.12))
        since = TODAY - dt.timedelta(weeks=8)
        return Page(report(figures(tallies or {}), groups, reasons, since, TODAY))

    return make


def test_what_citizens_typed_is_words_and_never_markup(page) -> None:
    made = page(question(HOSTILE, ("tam_tru", 0.08)))
    assert HOSTILE in made.words
    assert {tag for tag, _ in made.elements}.isdisjoint({"script", "img", "link", "iframe"})


def test_nothing_is_fetched_and_nothing_runs(page) -> None:
    made = page(question(HOSTILE), tallies={Tally(TODAY, "web", "tam_tru", "answered"): 3})
    for _, attributes in made.elements:
        assert not any(name.startswith("on") or name == "src" for name in attributes)
        assert attributes.get("href", "#").startswith("#")
    [policy] = [a["content"] for t, a in made.elements if a.get("http-equiv")]
    assert policy.startswith("default-src 'none'")


def test_weeks_topics_and_opinions_are_told(page) -> None:
    made = page(
        tallies={
            Tally(TODAY, "web", "tam_tru", "answered"): 1500,
            Tally(TODAY, "web", "", "fallback"): 500,
            Tally(TODAY, "web", "tam_tru", "helpful"): 3,
            Tally(TODAY, "web", "tam_tru", "wrong"): 1,
            Tally(TODAY, "web", "thuong_tru", "helpful"): 1,
        }
    )
    for words in ("2.000", "75 %", "25 %", "16/11/2026", "Đăng ký tạm trú", "«hữu ích»"):
        assert words in made.words
    assert "1 chủ đề nữa chỉ có ý kiến «hữu ích»" in made.words
    labels = [a["aria-label"] for tag, a in made.elements if a.get("role") == "img"]
    assert "trả lời được 1500, không hiểu 500" in labels
    assert "hữu ích 3, chưa đúng 1" in labels


def test_groups_are_told_with_reason_and_wordings(page) -> None:
    deed = ("dat_dai", 0.1)
    made = page(*(question(f"mất sổ đỏ {end}", deed) for end in ("hả", "sao", "ạ", "nhỉ", "ta")))
    assert "5 câu, 1 nhóm" in made.words
    assert "… và 2 cách hỏi nữa" in made.words
    assert "dưới ngưỡng hỏi lại 12 %" in made.words


def test_a_report_on_nothing_says_so(page) -> None:
    words = page().words
    for nothing in ("Chưa có câu nào", "Chưa có chủ đề nào", "Chưa ai báo", "Không có câu nào"):
        assert nothing in words


def test_a_bar_is_as_long_as_its_share_of_the_most() -> None:
    kinds = (("helpful", "hữu ích"), ("wrong", "chưa đúng"))
    whole = bar(Counts(helpful=1, wrong=3), kinds)
    assert whole.parts == [("helpful", 0.0, 60.0), ("wrong", 60.0, 180.0)]
    assert bar(Counts(wrong=3), kinds, most=12).parts == [("wrong", 0.0, 60.0)]
    assert bar(Counts(), kinds).label == "không có câu nào"
