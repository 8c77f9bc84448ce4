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
        ("TELEGRAM_BOT_NAME", "tên bot"),
        ("TELEGRAM_BOT_NAME", "t.me/bot?start=x"),
        ("WEB_ADDRESS", "tro-ly.example.vn"),
        ("WEB_ADDRESS", "ftp://tro-ly.example.vn"),
        ("WEB_ADDRESS", "https://tro-ly.example.vn/?a=b"),
        ("WEB_ADDRESS", "https://"),
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
        "TELEGRAM_BOT_NAME",
        "WEB_ADDRESS",
    ):
        assert f"{name}=" in text


@pytest.mark.parametrize("given", ["tro_ly_bot", "@tro_ly_bot", "https://t.me/tro_ly_bot"])
def test_the_bots_name_may_be_copied_as_people_copy_it(tmp_path, given) -> None:
    settings = Settings.load(tmp_path / ".env", {"TELEGRAM_BOT_NAME": given})
    assert settings.telegram_bot_name == "tro_ly_bot"


def test_the_web_address_loses_its_last_slash_and_keeps_its_folder(tmp_path) -> None:
    settings = Settings.load(tmp_path / ".env", {"WEB_ADDRESS": "https://a.example/hoi/ "})
    assert settings.web_address == "https://a.example/hoi"
