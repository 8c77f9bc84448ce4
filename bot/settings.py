"""Everything that an operator sets, from the environment or ``.env``."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Mapping, Optional
from urllib.parse import urlsplit

from dotenv import dotenv_values

DEFAULT_API_BASE = "https://api.telegram.org"


class SettingsError(Exception):
    """A setting is wrong; the message says which and what to do, and never shows a secret."""


@dataclass(frozen=True)
class Settings:
    """The settings of a run. See ``.env.example`` for what each means."""

    telegram_token: Optional[str] = field(default=None, repr=False)
    telegram_api_base: str = DEFAULT_API_BASE
    host: str = "127.0.0.1"
    port: int = 5005
    telegram_bot_name: Optional[str] = None  # without @
    web_address: Optional[str] = None  # without a slash at its end

    @classmethod
    def load(cls, env_file: Path, environment: Mapping[str, str] = os.environ) -> Settings:
        """Reads ``env_file`` where it exists; the environment wins over it.

        Raises:
            SettingsError: a value cannot be used.
        """
        values = {**dotenv_values(env_file), **environment} if env_file.exists() else environment
        return cls(
            telegram_token=(values.get("TELEGRAM_BOT_TOKEN") or "").strip() or None,
            telegram_api_base=_address(values.get("TELEGRAM_API_BASE") or DEFAULT_API_BASE),
            host=(values.get("BOT_HOST") or "127.0.0.1").strip(),
            port=_port(values.get("BOT_PORT") or "5005"),
            telegram_bot_name=_bot_name(values.get("TELEGRAM_BOT_NAME") or ""),
            web_address=_web_address(values.get("WEB_ADDRESS") or ""),
        )


def _address(text: str) -> str:
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise SettingsError(
            "TELEGRAM_API_BASE phải có dạng https://tên-máy hoặc http://tên-máy:cổng; "
            "hãy sửa trong .env hoặc bỏ dòng đó"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _port(text: str) -> int:
    if not text.strip().isdigit() or not 0 < int(text) < 65536:
        raise SettingsError("BOT_PORT phải là một số từ 1 đến 65535; hãy sửa trong .env")
    return int(text)


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
