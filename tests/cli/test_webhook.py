from __future__ import annotations

import pytest

from bot.cli import webhook
from bot.settings import Settings
from tests.auxil.fake_bot_api import TOKEN, FakeBotApi


@pytest.fixture(autouse=True)
def no_env_file(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(webhook, "ENV_FILE", tmp_path / ".env")
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_URL", "TELEGRAM_API_BASE"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_token_it_says_what_is_missing(capsys) -> None:
    assert webhook.main(["info"]) == 1
    assert "TELEGRAM_BOT_TOKEN" in capsys.readouterr().err


def test_without_an_address_there_is_nothing_to_set(monkeypatch, capsys) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    assert webhook.main(["set"]) == 1
    assert "TELEGRAM_WEBHOOK_URL" in capsys.readouterr().err


def test_what_telegram_is_told(monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "https://bot.example.vn")
    with FakeBotApi() as api:
        monkeypatch.setenv("TELEGRAM_API_BASE", api.base)
        assert webhook.main(["set"]) == 0
        [told] = [call.data for call in api.calls if call.method == "setWebhook"]
        assert told["url"] == "https://bot.example.vn/webhooks/telegram"
        assert told["secret_token"] == Settings.load(tmp_path / ".env").webhook_secret
        assert {"message", "callback_query"} <= set(told["allowed_updates"])
        assert webhook.main(["remove"]) == 0
        assert api.webhook["url"] == ""
    assert told["secret_token"] not in capsys.readouterr().out


def test_a_refused_token_is_not_shown(monkeypatch, capsys) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:wrong-token")
    with FakeBotApi() as api:
        monkeypatch.setenv("TELEGRAM_API_BASE", api.base)
        assert webhook.main(["info"]) == 1
    shown = capsys.readouterr()
    assert "wrong-token" not in shown.out + shown.err
