"""Works the outbox off: within Telegram's limits, again after a fault, each chat on its own.

A send goes out before its row is removed. A process killed in between sends it once more: Telegram
has no key by which it could tell. See ``docs/decisions/0020-inbox-and-outbox.md``.
"""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import Any, Awaitable, Callable, Dict

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.places import Places
from bot.print.qr_code import png
from bot.storage.database import StoreRefused
from bot.storage.outbox import Outbox, Queued
from bot.storage.turn import Send
from bot.telegram.lanes import Lanes
from bot.telegram.metrics import Metrics
from bot.telegram.pace import Pace

logger = logging.getLogger(__name__)

SEND = "send_message"
EDIT = "edit_message_text"
# With ``qr``, the link that the picture shows as a code: stored is the link, not the picture.
PHOTO = "send_photo"
_FIRST_RETRY_SECONDS = 1.0
_LONGEST_RETRY_SECONDS = 60.0
# A message that Telegram answers with a fault so often would hold up its chat for ever. With the
# pauses above this is about half a day.
_MOST_FAULTS = 720
_STORE_RETRY_SECONDS = 1.0
_AT_ONCE = 64  # calls under way; more would queue for a connection, in no order


class Sender:
    """Sends what waits, chat by chat."""

    def __init__(
        self,
        bot: Bot,
        outbox: Outbox,
        pace: Pace,
        metrics: Metrics,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``sleep`` and ``clock`` (seconds since 1970) are for tests to replace."""
        self._bot = bot
        self._outbox = outbox
        self._pace = pace
        self._metrics = metrics
        self._sleep = sleep
        self._clock = clock
        self._places = Places(_AT_ONCE)
        self._lanes = Lanes(self._work_off)

    def start(self) -> None:
        """Takes up what a former process left."""
        for chat in self._outbox.chats():
            self.wake(chat)

    def wake(self, chat: int) -> None:
        """Tells that something waits for ``chat``."""
        self._lanes.wake(chat)

    async def stop(self, seconds: float) -> None:
        """Finishes the calls under way within ``seconds``; the rest stays stored."""
        await self._lanes.stop(seconds)

    async def _work_off(self, chat: int) -> None:
        while not self._lanes.stopping:
            try:
                queued = self._outbox.next(chat)
                if queued is None:
                    return
            except StoreRefused as error:
                logger.error("Chưa đọc được hàng đợi gửi, sẽ thử lại: %s", error)
                await self._rest(chat, _STORE_RETRY_SECONDS)
            else:
                await self._deliver(queued)

    async def _deliver(self, queued: Queued) -> None:
        """Sends until Telegram took it or never will."""
        chat, faults = queued.send.chat, 0
        while faults < _MOST_FAULTS:
            await self._rest(chat, self._pace.chat_wait(chat))
            try:
                result = await self._call(queued.send)
            except RetryAfter as error:
                self._count("slowed_down")
                await self._rest(chat, _seconds(error) + 0.5)
            except Forbidden:
                self._count("blocked")
                await self._until_stored(chat, partial(self._outbox.remove_chat, chat))
                return
            except ChatMigrated as error:
                self._count("moved")
                await self._until_stored(
                    chat, partial(self._outbox.move_chat, chat, error.new_chat_id)
                )
                self.wake(error.new_chat_id)
                return
            except TelegramError as error:
                if isinstance(error, BadRequest) or not isinstance(
                    error, (NetworkError, InvalidToken)
                ):
                    logger.error("Telegram không nhận một tin: %s", type(error).__name__)
                    result = "refused"
                    break
                self._count("unreachable")
                faults += 1
                pause = min(_FIRST_RETRY_SECONDS * 2 ** (faults - 1), _LONGEST_RETRY_SECONDS)
                logger.warning("Chưa gửi được, thử lại sau %.0f giây (lần %d).", pause, faults)
                await self._rest(chat, pause)
            else:
                self._metrics.latency.observe(max(0.0, self._clock() - queued.received_at))
                break
        else:
            logger.error("Một tin bị bỏ sau %d lần gửi lỗi.", faults)
            result = "refused"
        self._count(result)
        await self._until_stored(chat, partial(self._outbox.remove, queued.id))

    async def _call(self, send: Send) -> str:
        async with self._places:
            await self._rest(send.chat, self._pace.take(send.chat))
            return await self._send(send)

    async def _send(self, send: Send) -> str:
        values = _as_objects(send.parameters)
        if send.method == PHOTO:
            photo = png(values.pop("qr"))
            await self._bot.send_photo(send.chat, photo, filename="ma-qr.png", **values)
            return "sent"
        if send.method == EDIT:
            try:
                await self._bot.edit_message_text(chat_id=send.chat, **values)
                return "sent"
            except BadRequest as error:
                if "not modified" in str(error).lower():
                    return "unchanged"  # it was sent before, or shows that already
            # Too old to be edited, or deleted: a new message says the same.
            del values["message_id"]
        await self._bot.send_message(chat_id=send.chat, **values)
        return "sent"

    async def _until_stored(self, chat: int, write: Callable[[], Awaitable[Any]]) -> None:
        """Keeps at it: a send whose row stays would be sent again."""
        while True:
            try:
                await write()
                return
            except StoreRefused as error:
                logger.error("Chưa ghi được vào nơi lưu trữ, sẽ thử lại: %s", error)
            await self._rest(chat, _STORE_RETRY_SECONDS)

    async def _rest(self, chat: int, seconds: float) -> None:
        if seconds > 0:
            await self._lanes.rest(chat, self._sleep(seconds))

    def _count(self, result: str) -> None:
        self._metrics.sends.labels(result).inc()


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()


def _as_objects(parameters: Dict[str, Any]) -> Dict[str, Any]:
    """Stored JSON as python-telegram-bot's objects."""
    values = dict(parameters)
    if values.get("reply_markup"):
        values["reply_markup"] = InlineKeyboardMarkup.de_json(values["reply_markup"], None)
    if values.get("link_preview_options"):
        values["link_preview_options"] = LinkPreviewOptions.de_json(
            values["link_preview_options"], None
        )
    if values.get("reply_parameters"):
        values["reply_parameters"] = ReplyParameters.de_json(values["reply_parameters"], None)
    return values
