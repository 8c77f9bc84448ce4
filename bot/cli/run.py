"""``run``: the web page, with Telegram when there is a token, else with a chat in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import socket
import sys
from typing import List, Optional

from bot.action_server import ActionServer
from bot.cli.options import parser
from bot.cli.start import ensure_model
from bot.content.answer import today
from bot.privacy.logs import hide_secrets
from bot.settings import ENV_FILE, Settings, SettingsError, WebPage


def main(arguments: List[str]) -> int:
    """Starts; exit status 1 when something the user set is wrong, with what to do."""
    args = parser("run", "Chạy trợ lý").parse_args(arguments)
    try:
        settings = Settings.load(ENV_FILE)
    except SettingsError as error:
        return _refuse(str(error))
    hide_secrets(settings.secrets)
    only_talks = _only_talks(settings, args.as_of)
    if settings.telegram_token is None and (only_talks or _typed_by_hand()):
        print("Chưa có TELEGRAM_BOT_TOKEN: trò chuyện ngay tại đây.", file=sys.stderr)
    if only_talks:
        return _talk(args)
    problem = _port_problem(settings)
    if problem and settings.web_page is WebPage.AUTO and _talks_beside_the_page(settings):
        print(f"{problem}\nBây giờ chỉ trò chuyện ở đây, không có trang web.", file=sys.stderr)
        return _talk(args)
    if problem is None and settings.telegram_token is not None:
        problem = asyncio.run(_token_problem(settings))
    if problem:
        return _refuse(problem)
    model = ensure_model(args.data, args.as_of)
    if model is None:
        return 1
    print("Đang nạp trợ lý, khoảng 20 giây…", file=sys.stderr, flush=True)
    from bot.server import serve
    from bot.storage.database import StoreRefused

    with ActionServer(args.data, port=settings.actions_port) as actions:
        try:
            ended_well = serve(settings, model, actions.address, _channels(settings))
        except StoreRefused as error:
            return _refuse(f"{error}. Hãy kiểm tra BOT_STATE, chỗ trống và quyền ghi.")
    return 0 if ended_well else 1


def _talk(args: argparse.Namespace) -> int:
    from bot.cli.chat import talk

    return talk(args.data, args.as_of)


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


def _port_problem(settings: Settings) -> Optional[str]:
    """Whether the port is free, told before half a minute is spent on loading."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            return (
                f"Không mở được cổng {settings.port} trên {settings.host} ({error.strerror}). "
                "Có thể trợ lý đang chạy ở cửa sổ khác: hãy dừng nó, hoặc đặt BOT_PORT khác."
            )
    return None


async def _token_problem(settings: Settings) -> Optional[str]:
    """Whether Telegram knows the token, told before half a minute is spent on loading."""
    from telegram import Bot
    from telegram.error import InvalidToken, NetworkError, TelegramError

    try:
        bot = Bot(settings.telegram_token, base_url=f"{settings.telegram_api_base}/bot")
        async with bot:
            print(f"Kết nối Telegram: @{bot.username}", file=sys.stderr, flush=True)
    except InvalidToken:
        return (
            "Telegram không nhận token này. Hãy chép lại token từ @BotFather vào "
            "TELEGRAM_BOT_TOKEN (biến môi trường hoặc tệp .env)."
        )
    except NetworkError:
        return (
            f"Không kết nối được {settings.telegram_api_base}. Hãy kiểm tra mạng; "
            "nếu nhà mạng chặn Telegram, đặt TELEGRAM_API_BASE tới máy chủ Bot API khác."
        )
    except TelegramError as error:
        return f"Telegram trả lời lỗi ({type(error).__name__}). Hãy kiểm tra token và thử lại."
    return None


def _channels(settings: Settings) -> List[str]:
    """The front ends that run, first what all of them stand on."""
    channels = ["bot.operations.OperationsInput"]
    if settings.telegram_token is not None:
        channels.append("bot.telegram.channel.TelegramInput")
    if settings.web_page is not WebPage.OFF:
        channels.append("bot.web.channel.WebInput")
    if _talks_beside_the_page(settings):
        channels.append("bot.console.ConsoleInput")
    return channels


def _only_talks(settings: Settings, day: dt.date) -> bool:
    """Whether there is nothing but a chat in the terminal: no server is needed for that.

    What is piped in is answered, and then it ends.
    """
    if settings.telegram_token is not None or settings.web_page is WebPage.ON:
        return False
    piped = sys.stdin is not None and not sys.stdin.isatty()
    return settings.web_page is WebPage.OFF or piped or day != today()


def _talks_beside_the_page(settings: Settings) -> bool:
    return settings.telegram_token is None and _typed_by_hand()


def _typed_by_hand() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
