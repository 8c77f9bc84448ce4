"""Everything that an operator sets, from the environment or ``.env``."""

from __future__ import annotations

import os
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
    actions_port: Optional[int] = None  # of the action server; a free one without it

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
            port=_port("BOT_PORT", values.get("BOT_PORT") or "5005"),
            actions_port=(
                _port("BOT_ACTIONS_PORT", values["BOT_ACTIONS_PORT"])
                if values.get("BOT_ACTIONS_PORT")
                else None
            ),
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
