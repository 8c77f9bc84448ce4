"""``run``: Telegram when there is a token, a chat in the terminal when there is none."""

from __future__ import annotations

import asyncio
import socket
import sys
from pathlib import Path
from typing import List, Optional

from bot.action_server import ActionServer
from bot.cli.options import parser
from bot.cli.start import ensure_model
from bot.model import CREDENTIALS, ENDPOINTS
from bot.privacy.logs import hide_secrets
from bot.settings import ENV_FILE, Settings, SettingsError


def main(arguments: List[str]) -> int:
    """Starts; exit status 1 when something the user set is wrong, with what to do."""
    args = parser("run", "Chạy trợ lý").parse_args(arguments)
    try:
        settings = Settings.load(ENV_FILE)
    except SettingsError as error:
        return _refuse(str(error))
    hide_secrets(settings.secrets)
    if settings.telegram_token is None:
        from bot.cli.chat import talk

        print("Chưa có TELEGRAM_BOT_TOKEN: trò chuyện ngay tại đây.", file=sys.stderr)
        return talk(args.data, args.as_of)
    problem = _port_problem(settings) or asyncio.run(_token_problem(settings))
    if problem:
        return _refuse(problem)
    model = ensure_model(args.data, args.as_of)
    if model is None:
        return 1
    print("Đang nạp trợ lý, khoảng 20 giây…", file=sys.stderr, flush=True)
    with ActionServer(args.data, port=settings.actions_port) as actions:
        return _serve(settings, model, actions.address)


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


def _serve(settings: Settings, model: Path, actions_address: str) -> int:
    from bot.rasa_setup import prepare_rasa

    prepare_rasa()
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints
    from sanic import Sanic

    from bot.action_endpoint import ActionEndpoint
    from bot.storage.database import StoreRefused

    endpoints = AvailableEndpoints.read_endpoints(str(ENDPOINTS))
    endpoints.action = ActionEndpoint(actions_address)
    # What `rasa run` does, in this process; the conversation API stays closed.
    try:
        serve_application(
            str(model),
            interface=settings.host,
            port=settings.port,
            credentials=str(CREDENTIALS),
            enable_api=False,
            endpoints=endpoints,
        )
    except StoreRefused as error:
        return _refuse(f"{error}. Hãy kiểm tra BOT_STATE, chỗ trống và quyền ghi.")
    return 1 if getattr(Sanic.get_app().ctx, "gave_up", False) else 0
