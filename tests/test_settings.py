import pytest

from bot.settings import DEFAULT_API_BASE, Settings, SettingsError


def test_defaults_need_nothing(tmp_path) -> None:
    settings = Settings.load(tmp_path / ".env", {})
    assert settings == Settings()
    assert settings.telegram_api_base == DEFAULT_API_BASE


def test_the_environment_wins_over_the_file(tmp_path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=from-file\nBOT_PORT=6000\n")
    settings = Settings.load(tmp_path / ".env", {"TELEGRAM_BOT_TOKEN": "from-environment"})
    assert settings.telegram_token == "from-environment"
    assert settings.port == 6000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_API_BASE", "api.telegram.org"),
        ("TELEGRAM_API_BASE", "https://api.telegram.org/bot"),
        ("BOT_PORT", "cổng"),
        ("BOT_PORT", "70000"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(tmp_path, name, value) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.load(tmp_path / ".env", {name: value})


def test_the_token_never_shows(tmp_path) -> None:
    assert "bi-mat" not in repr(Settings.load(tmp_path / ".env", {"TELEGRAM_BOT_TOKEN": "bi-mat"}))


def test_the_example_file_lists_every_setting() -> None:
    from bot.model import PROJECT

    text = (PROJECT / ".env.example").read_text()
    for name in (
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_API_BASE",
        "BOT_HOST",
        "BOT_PORT",
        "BOT_DATA",
        "BOT_MODELS",
    ):
        assert f"{name}=" in text
