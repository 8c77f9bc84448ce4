"""Everything that an operator sets, from the environment or ``.env``."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Mapping, Optional, Tuple
from urllib.parse import urlsplit

from dotenv import dotenv_values

DEFAULT_API_BASE = "https://api.telegram.org"
WEBHOOK_PATH = "/webhooks/telegram"
_PROJECT = Path(__file__).resolve().parents[1]
ENV_FILE = _PROJECT / ".env"
_LONGEST_OWNER = 60
_LONGEST_CONTACT = 120
_SHORTEST_KEY = 32
_SECRET = re.compile(r"^[A-Za-z0-9_-]{16,256}$")


class WebPage(str, Enum):
    """Whether the web page is served."""

    AUTO = "auto"  # with Telegram, or beside a chat that is typed in a terminal
    ON = "on"  # always, until the process is stopped
    OFF = "off"


class SettingsError(Exception):
    """A setting is wrong; the message says which and what to do, and never shows a secret."""


@dataclass(frozen=True)
class Settings:
    """The settings of a run. See ``.env.example`` for what each means."""

    telegram_token: Optional[str] = field(default=None, repr=False)
    telegram_api_base: str = DEFAULT_API_BASE
    host: str = "127.0.0.1"
    port: int = 5005
    actions_port: Optional[int] = None  # of the action server; a free one without it
    state: Path = _PROJECT / "var"
    webhook_url: Optional[str] = None
    webhook_secret: str = field(default="", repr=False)
    sends_per_second: float = 30.0
    owner: Optional[str] = None
    contact: Optional[str] = None
    privacy_key: Optional[str] = field(default=None, repr=False)
    telegram_bot_name: Optional[str] = None  # without @
    web_page: WebPage = WebPage.AUTO
    web_address: Optional[str] = None  # without a slash at its end
    web_embed_origins: Tuple[str, ...] = ()  # sites that may show a page in a frame
    web_proxies: int = 0  # reverse proxies in front, each adding an address to X-Forwarded-For

    @property
    def secrets(self) -> Tuple[str, ...]:
        """What must never be printed."""
        given = (self.telegram_token, self.webhook_secret, self.privacy_key)
        return tuple(secret for secret in given if secret)

    @classmethod
    def load(cls, env_file: Path, environment: Mapping[str, str] = os.environ) -> Settings:
        """Reads ``env_file`` where it exists; the environment wins over it.

        Raises:
            SettingsError: a value cannot be used.
        """
        values = {**dotenv_values(env_file), **environment} if env_file.exists() else environment
        token = (values.get("TELEGRAM_BOT_TOKEN") or "").strip() or None
        return cls(
            telegram_token=token,
            telegram_api_base=_address(values.get("TELEGRAM_API_BASE") or DEFAULT_API_BASE),
            host=(values.get("BOT_HOST") or "127.0.0.1").strip(),
            port=_port("BOT_PORT", values.get("BOT_PORT") or "5005"),
            actions_port=(
                _port("BOT_ACTIONS_PORT", values["BOT_ACTIONS_PORT"])
                if values.get("BOT_ACTIONS_PORT")
                else None
            ),
            state=Path((values.get("BOT_STATE") or "").strip() or _PROJECT / "var").resolve(),
            webhook_url=_webhook_url(values.get("TELEGRAM_WEBHOOK_URL") or ""),
            webhook_secret=_webhook_secret(values.get("TELEGRAM_WEBHOOK_SECRET") or "", token),
            sends_per_second=_rate(values.get("TELEGRAM_SENDS_PER_SECOND") or "30"),
            owner=_short("BOT_OWNER", values.get("BOT_OWNER") or "", _LONGEST_OWNER),
            contact=_short("BOT_CONTACT", values.get("BOT_CONTACT") or "", _LONGEST_CONTACT),
            privacy_key=_privacy_key(values.get("BOT_PRIVACY_KEY") or ""),
            telegram_bot_name=_bot_name(values.get("TELEGRAM_BOT_NAME") or ""),
            web_page=_web_page(values.get("WEB_PAGE") or ""),
            web_address=_web_address(values.get("WEB_ADDRESS") or ""),
            web_embed_origins=_origins(values.get("WEB_EMBED_ORIGINS") or ""),
            web_proxies=_proxies(values.get("WEB_PROXIES") or "0"),
        )


def _address(text: str) -> str:
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise SettingsError(
            "TELEGRAM_API_BASE phải có dạng https://tên-máy hoặc http://tên-máy:cổng; "
            "hãy sửa trong .env hoặc bỏ dòng đó"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _port(name: str, text: str) -> int:
    if not text.strip().isdigit() or not 0 < int(text) < 65536:
        raise SettingsError(f"{name} phải là một số từ 1 đến 65535; hãy sửa trong .env")
    return int(text)


def _webhook_url(text: str) -> Optional[str]:
    if not text.strip():
        return None
    parts = urlsplit(text.strip())
    if parts.scheme != "https" or not parts.netloc or parts.path.strip("/"):
        raise SettingsError(
            "TELEGRAM_WEBHOOK_URL phải có dạng https://tên-máy (không có gì sau tên máy); "
            "hãy sửa trong .env hoặc bỏ dòng đó"
        )
    return f"https://{parts.netloc}{WEBHOOK_PATH}"


def _webhook_secret(text: str, token: Optional[str]) -> str:
    """The secret that Telegram shows with each update; made from the token where none is given."""
    if not text.strip():
        return hmac.new((token or "").encode(), b"webhook", hashlib.sha256).hexdigest()
    if not _SECRET.match(text.strip()):
        raise SettingsError(
            "TELEGRAM_WEBHOOK_SECRET phải có từ 16 đến 256 ký tự A-Z a-z 0-9 _ -; "
            "hãy sửa trong .env hoặc bỏ dòng đó"
        )
    return text.strip()


def _rate(text: str) -> float:
    if not text.strip().isdigit() or not 1 <= int(text) <= 1000:
        raise SettingsError(
            "TELEGRAM_SENDS_PER_SECOND phải là một số từ 1 đến 1000; hãy sửa trong .env"
        )
    return float(text)


def _short(name: str, text: str, longest: int) -> Optional[str]:
    """A name that stands in short texts."""
    given = " ".join(text.split())
    if len(given) > longest:
        raise SettingsError(f"{name} dài quá {longest} ký tự; hãy viết ngắn lại trong .env")
    return given or None


def _privacy_key(text: str) -> Optional[str]:
    if text.strip() and len(text.strip()) < _SHORTEST_KEY:
        raise SettingsError(
            f"BOT_PRIVACY_KEY phải có ít nhất {_SHORTEST_KEY} ký tự; "
            "hãy sửa trong .env hoặc bỏ dòng đó"
        )
    return text.strip() or None


def _bot_name(text: str) -> Optional[str]:
    """The name behind ``@``; people also copy it with the ``@`` or as a link."""
    name = re.sub(r"^(?:https?://)?t\.me/|^@", "", text.strip())
    if name and not re.fullmatch(r"[A-Za-z]\w{3,31}", name, re.ASCII):
        raise SettingsError(
            "TELEGRAM_BOT_NAME phải là tên bot như trong t.me/tên_bot (chữ không dấu, số, gạch "
            "dưới); hãy sửa trong .env hoặc bỏ dòng đó"
        )
    return name or None


def _web_address(text: str) -> Optional[str]:
    address = text.strip().rstrip("/")
    if address and not re.fullmatch(r"https?://[^\s/?#\[\]]+(?:/[^\s?#]*)?", address):
        raise SettingsError(
            "WEB_ADDRESS phải có dạng https://tên-máy hoặc https://tên-máy/thư-mục; "
            "hãy sửa trong .env hoặc bỏ dòng đó"
        )
    return address or None


def _web_page(text: str) -> WebPage:
    try:
        return WebPage(text.strip().lower() or WebPage.AUTO.value)
    except ValueError:
        raise SettingsError(
            "WEB_PAGE phải là on, off hoặc auto; hãy sửa trong .env hoặc bỏ dòng đó"
        ) from None


def _origins(text: str) -> Tuple[str, ...]:
    """Sites as browsers name them. Nothing else gets into a header."""
    given = tuple(text.replace(",", " ").split())
    for origin in given:
        if not re.fullmatch(r"https?://(?:\*\.)?[A-Za-z0-9.-]+(?::\d{1,5})?", origin):
            raise SettingsError(
                "WEB_EMBED_ORIGINS phải là các địa chỉ dạng https://tên-máy, cách nhau bằng dấu "
                "cách, không có gì sau tên máy; hãy sửa trong .env hoặc bỏ dòng đó"
            )
    return given


def _proxies(text: str) -> int:
    if not text.strip().isdigit() or int(text) > 9:
        raise SettingsError("WEB_PROXIES phải là một số từ 0 đến 9; hãy sửa trong .env")
    return int(text)
