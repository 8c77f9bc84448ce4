"""``webhook``: tells Telegram where to deliver updates, or to keep them until it is asked."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import List

from bot.privacy.logs import hide_secrets
from bot.settings import ENV_FILE, Settings, SettingsError


def main(arguments: List[str]) -> int:
    """Prints what Telegram says; exit status 1 when a setting is missing or Telegram refuses."""
    options = argparse.ArgumentParser(
        prog="python -m bot webhook", description="Đăng ký, gỡ hoặc xem webhook Telegram"
    )
    options.add_argument("action", choices=("set", "remove", "info"), metavar="set|remove|info")
    action = options.parse_args(arguments).action
    try:
        settings = Settings.load(ENV_FILE)
    except SettingsError as error:
        return _refuse(str(error))
    hide_secrets(settings.secrets)
    if settings.telegram_token is None:
        return _refuse("Chưa có TELEGRAM_BOT_TOKEN; hãy điền vào .env.")
    if action == "set" and settings.webhook_url is None:
        return _refuse("Chưa có TELEGRAM_WEBHOOK_URL; hãy điền địa chỉ https công khai vào .env.")
    return asyncio.run(_run(action, settings))


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


async def _run(action: str, settings: Settings) -> int:
    from telegram import Bot
    from telegram.error import TelegramError

    from bot.telegram.kinds import ALLOWED_UPDATES

    bot = Bot(settings.telegram_token, base_url=f"{settings.telegram_api_base}/bot")
    try:
        async with bot:
            if action == "set":
                await bot.set_webhook(
                    settings.webhook_url,
                    secret_token=settings.webhook_secret,
                    allowed_updates=ALLOWED_UPDATES,
                    drop_pending_updates=False,
                )
            elif action == "remove":
                await bot.delete_webhook(drop_pending_updates=False)
            info = await bot.get_webhook_info()
    except TelegramError as error:
        # The kind alone: a message may quote the address, and the token is in it.
        return _refuse(f"Telegram không làm được ({type(error).__name__}). Hãy kiểm tra token.")
    print(f"Webhook: {info.url or 'không có (bot tự hỏi Telegram)'}")
    print(f"Tin đang chờ ở Telegram: {info.pending_update_count}")
    if info.last_error_date is not None:
        print(f"Lỗi gần nhất: {info.last_error_date:%d/%m/%Y %H:%M} UTC, {info.last_error_message}")
    return 0
