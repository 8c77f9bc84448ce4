"""Which ways to the assistant are open, and what to set for those that are not."""

from __future__ import annotations

import sys
from typing import Optional

from bot.content.addresses import Entrances
from bot.model import PROJECT
from bot.settings import Settings, SettingsError

_MISSING = {
    "telegram_bot_name": (
        "Chưa có TELEGRAM_BOT_NAME, nên không có liên kết Telegram. "
        "Hãy ghi tên bot (như trong t.me/tên_bot) vào tệp .env."
    ),
    "web_address": (
        "Chưa có WEB_ADDRESS, nên không có liên kết trang web. "
        "Có trang web thì ghi địa chỉ (https://…) vào tệp .env."
    ),
}


def read_entrances() -> Optional[Entrances]:
    """The ways that are set; says on standard error what is not.

    ``None`` when a setting cannot be used.
    """
    try:
        settings = Settings.load(PROJECT / ".env")
    except SettingsError as error:
        print(error, file=sys.stderr)
        return None
    for name, advice in _MISSING.items():
        if getattr(settings, name) is None:
            print(advice, file=sys.stderr)
    return Entrances(settings.telegram_bot_name, settings.web_address)
