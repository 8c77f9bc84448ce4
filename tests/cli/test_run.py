"""What runs for which settings and which standard input; nothing is started here."""

from __future__ import annotations

import io
import sys
from typing import Optional

import pytest

from bot.cli.run import _channels, _only_talks
from bot.content.answer import today
from bot.settings import Settings, WebPage
from tests.conftest import TODAY


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


INPUTS = {"terminal": _Terminal(), "pipe": io.StringIO(), "closed": None}
TOKEN = "1:x"


@pytest.mark.parametrize(
    ("token", "page", "given", "runs"),
    [
        (TOKEN, WebPage.AUTO, "pipe", "telegram web"),
        (TOKEN, WebPage.AUTO, "terminal", "telegram web"),
        (TOKEN, WebPage.OFF, "pipe", "telegram"),
        (None, WebPage.AUTO, "terminal", "web console"),
        (None, WebPage.AUTO, "pipe", None),
        (None, WebPage.AUTO, "closed", "web"),
        (None, WebPage.ON, "pipe", "web"),
        (None, WebPage.ON, "terminal", "web console"),
        (None, WebPage.OFF, "terminal", None),
    ],
)
def test_what_runs(monkeypatch, token, page, given, runs: Optional[str]) -> None:
    monkeypatch.setattr(sys, "stdin", INPUTS[given])
    settings = Settings(telegram_token=token, web_page=page)
    assert _only_talks(settings, today()) == (runs is None)
    if runs is not None:
        kinds = [name.rpartition(".")[2][: -len("Input")].lower() for name in _channels(settings)]
        assert kinds == ["operations", *runs.split()]


def test_answers_as_of_another_day_are_for_a_chat_alone(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", INPUTS["terminal"])
    assert _only_talks(Settings(), TODAY.replace(year=2099))
