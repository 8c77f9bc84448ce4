import pytest

from bot.settings import DEFAULT_API_BASE, Settings, SettingsError, WebPage


def test_defaults_need_nothing(tmp_path) -> None:
    settings = Settings.load(tmp_path / ".env", {})
    assert settings.telegram_token is None
    assert settings.webhook_url is None
    assert settings.state.name == "var"
    assert settings.host == "127.0.0.1"
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
        ("BOT_OWNER", "Công an " + "x" * 60),
        ("BOT_CONTACT", "x" * 121),
        ("BOT_PRIVACY_KEY", "ngắn"),
        ("TELEGRAM_WEBHOOK_URL", "http://bot.example.vn"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example.vn/x"),
        ("TELEGRAM_WEBHOOK_SECRET", "ngắn"),
        ("TELEGRAM_SENDS_PER_SECOND", "0"),
        ("TELEGRAM_BOT_NAME", "tên bot"),
        ("TELEGRAM_BOT_NAME", "t.me/bot?start=x"),
        ("WEB_ADDRESS", "tro-ly.example.vn"),
        ("WEB_ADDRESS", "ftp://tro-ly.example.vn"),
        ("WEB_ADDRESS", "https://tro-ly.example.vn/?a=b"),
        ("WEB_ADDRESS", "https://"),
        ("WEB_PAGE", "có"),
        ("WEB_PROXIES", "-1"),
        ("WEB_EMBED_ORIGINS", "phuong.example"),
        ("WEB_EMBED_ORIGINS", "https://phuong.example/cong"),
        ("WEB_EMBED_ORIGINS", "https://a.example; script-src *"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(tmp_path, name, value) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.load(tmp_path / ".env", {name: value})


def test_the_webhook_secret_is_made_from_the_token_where_none_is_given(tmp_path) -> None:
    made = [
        Settings.load(tmp_path / ".env", {"TELEGRAM_BOT_TOKEN": token}).webhook_secret
        for token in ("1:a", "1:a", "1:b")
    ]
    assert made[0] == made[1] != made[2]
    assert len(made[0]) == 64
    given = {"TELEGRAM_WEBHOOK_SECRET": "x" * 16, "TELEGRAM_WEBHOOK_URL": "https://a.vn/"}
    settings = Settings.load(tmp_path / ".env", given)
    assert settings.webhook_secret == "x" * 16
    assert settings.webhook_url == "https://a.vn/webhooks/telegram"
    assert settings.webhook_secret not in repr(settings)


def test_the_token_never_shows(tmp_path) -> None:
    given = {"TELEGRAM_BOT_TOKEN": "bi-mat", "BOT_PRIVACY_KEY": "bi-mat-" * 6}
    assert "bi-mat" not in repr(Settings.load(tmp_path / ".env", given))


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
        "BOT_STATE",
        "TELEGRAM_WEBHOOK_URL",
        "TELEGRAM_WEBHOOK_SECRET",
        "TELEGRAM_SENDS_PER_SECOND",
        "BOT_OWNER",
        "BOT_CONTACT",
        "BOT_PRIVACY_KEY",
        "TELEGRAM_BOT_NAME",
        "WEB_PAGE",
        "WEB_ADDRESS",
        "WEB_EMBED_ORIGINS",
        "WEB_PROXIES",
    ):
        assert f"{name}=" in text


@pytest.mark.parametrize("given", ["tro_ly_bot", "@tro_ly_bot", "https://t.me/tro_ly_bot"])
def test_the_bots_name_may_be_copied_as_people_copy_it(tmp_path, given) -> None:
    settings = Settings.load(tmp_path / ".env", {"TELEGRAM_BOT_NAME": given})
    assert settings.telegram_bot_name == "tro_ly_bot"


def test_the_web_address_loses_its_last_slash_and_keeps_its_folder(tmp_path) -> None:
    settings = Settings.load(tmp_path / ".env", {"WEB_ADDRESS": "https://a.example/hoi/ "})
    assert settings.web_address == "https://a.example/hoi"


def test_the_web_page_and_the_sites_that_may_frame_it(tmp_path) -> None:
    assert Settings.load(tmp_path / ".env", {}).web_page is WebPage.AUTO
    given = {
        "WEB_PAGE": "Off",
        "WEB_EMBED_ORIGINS": "https://a.example, https://*.b.example:8443",
        "WEB_PROXIES": "1",
    }
    settings = Settings.load(tmp_path / ".env", given)
    assert settings.web_page is WebPage.OFF
    assert settings.web_embed_origins == ("https://a.example", "https://*.b.example:8443")
    assert settings.web_proxies == 1
