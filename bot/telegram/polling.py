"""Asks Telegram for updates, and tells it that they were received once they are stored.

python-telegram-bot's own updater parses before it hands over: one update that it cannot read would
be fetched for ever and hold up all others. Here the raw updates are stored first.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from typing import Any, Awaitable, Callable, Dict, List, Sequence

from telegram import Bot
from telegram.error import RetryAfter, TelegramError
from telegram.warnings import PTBUserWarning

from bot.storage.database import StoreRefused

logger = logging.getLogger(__name__)
# The library points to its own method, which parses.
warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)

_HOLD_SECONDS = 20  # how long Telegram keeps a request open when there is nothing
_SLACK_SECONDS = 10.0
_FIRST_RETRY_SECONDS = 1.0
_LONGEST_RETRY_SECONDS = 30.0


class Poller:
    """Long polling. One process alone may poll: Telegram answers a second one with a conflict."""

    def __init__(
        self,
        bot: Bot,
        take: Callable[[Sequence[Dict[str, Any]]], Awaitable[None]],
        allowed_updates: Sequence[str],
        on_fault: Callable[[], None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``take`` stores updates, or raises ``StoreRefused``; each fault is told ``on_fault``."""
        self._bot = bot
        self._take = take
        self._allowed = list(allowed_updates)
        self._on_fault = on_fault
        self._sleep = sleep
        self._offset = 0

    async def run(self) -> None:
        """Polls until cancelled. Faults are waited out, longer each time."""
        pause = _FIRST_RETRY_SECONDS
        while True:
            try:
                await self.once()
                pause = _FIRST_RETRY_SECONDS
                continue
            except RetryAfter as error:
                wait = error.retry_after
                pause = float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()
                logger.warning("Telegram bảo chờ %.0f giây.", pause)
            except TelegramError as error:
                # The kind alone: a message may quote the address, and the token is in it.
                logger.warning("Chưa lấy được tin từ Telegram: %s", type(error).__name__)
            except StoreRefused as error:
                logger.error("Không lưu được tin mới nên chưa nhận: %s", error)
            except Exception:  # a poller that ended would be a bot that is silent for good
                logger.exception("Lỗi không ngờ khi lấy tin từ Telegram")
            self._on_fault()
            await self._sleep(pause)
            pause = min(pause * 2, _LONGEST_RETRY_SECONDS)

    async def once(self) -> None:
        """One request. The offset moves on only behind what is stored.

        Raises:
            TelegramError: nothing was received.
            StoreRefused: nothing was stored; the same updates will come again.
        """
        updates: List[Dict[str, Any]] = await self._bot.do_api_request(
            "getUpdates",
            {"offset": self._offset, "timeout": _HOLD_SECONDS, "allowed_updates": self._allowed},
            read_timeout=_HOLD_SECONDS + _SLACK_SECONDS,
        )
        if updates:
            await self._take(updates)
            self._offset = max(update["update_id"] for update in updates) + 1
