from __future__ import annotations

import io
import logging
import sys

import pytest

from bot.privacy.logs import HIDDEN, hide_secrets

TOKEN = "1234567890:AAF-this-is-a-token-that-must-not-show"
SECRET = "mot-bi-mat-khac"


@pytest.fixture
def printed(monkeypatch):
    factory = logging.getLogRecordFactory()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    hide_secrets([SECRET])
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("test.secrets")
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)
    logging.setLogRecordFactory(factory)


def test_no_secret_is_logged_wherever_it_stands(printed) -> None:
    logger, stream = printed
    logger.error("gọi https://api.telegram.org/bot%s/getMe", TOKEN)
    logger.error("%s", {"secret": SECRET})
    logger.error("thiếu %s %s", SECRET)
    try:
        raise ConnectionError(f"https://api.telegram.org/bot{TOKEN}/getMe {SECRET}")
    except ConnectionError:
        logger.exception("không nối được")
    text = stream.getvalue()
    assert TOKEN not in text and SECRET not in text
    assert text.count(HIDDEN) == 4
    assert "ConnectionError" in text


def test_no_secret_is_in_the_last_words_of_a_crash(printed, capsys) -> None:
    error = RuntimeError(f"bot{TOKEN} {SECRET}")
    sys.excepthook(RuntimeError, error, None)
    text = capsys.readouterr().err
    assert TOKEN not in text and SECRET not in text
    assert "RuntimeError" in text
