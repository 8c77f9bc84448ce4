"""Handles stored updates: each lane in order, lanes side by side, each update's effects once."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Awaitable, Callable

from telegram import Update
from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes

from bot.failures import place
from bot.places import Places
from bot.storage.database import StoreRefused
from bot.storage.inbox import Inbox, Waiting
from bot.storage.turn import Send, Turn, current_turn
from bot.telegram.lanes import Lanes
from bot.telegram.metrics import IGNORED, PARKED, Metrics

logger = logging.getLogger(__name__)

MAX_TRIES = 3
_RETRY_SECONDS = 1.0
# Understanding keeps the one processor busy: more at once would only delay what is being sent.
_AT_ONCE = 8
# Shown only when the answer takes longer: a sign that comes after the answer would stay there.
_TYPING_AFTER_SECONDS = 0.5


class Worker:
    """Works the inbox off through a python-telegram-bot application."""

    def __init__(
        self,
        application: Application,
        inbox: Inbox,
        sorry: Callable[[int], Send],
        on_sends: Callable[[int], None],
        metrics: Metrics,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``sorry`` says to a chat that it failed; ``on_sends`` is told chats with new sends."""
        self._application = application
        self._inbox = inbox
        self._sorry = sorry
        self._on_sends = on_sends
        self._metrics = metrics
        self._sleep = sleep
        self._places = Places(_AT_ONCE)
        self._lanes = Lanes(self._work_off)
        application.add_error_handler(_note_failure)

    def start(self) -> None:
        """Takes up what a former process left."""
        for lane in self._inbox.lanes():
            self.wake(lane)

    def wake(self, lane: int) -> None:
        """Tells that ``lane`` has an update waiting."""
        self._lanes.wake(lane)

    async def stop(self, seconds: float) -> None:
        """Finishes what is being handled within ``seconds``; the rest stays stored."""
        await self._lanes.stop(seconds)

    async def _work_off(self, lane: int) -> None:
        while not self._lanes.stopping:
            try:
                async with self._places:
                    update = self._inbox.next(lane)
                    if update is None or self._lanes.stopping:
                        return
                    again = await self._handle(update, lane)
            except StoreRefused as error:
                logger.error("Chưa ghi được vào nơi lưu trữ, sẽ thử lại: %s", error)
                again = True
            if again:
                await self._lanes.rest(lane, self._sleep(_RETRY_SECONDS))

    async def _handle(self, waiting: Waiting, lane: int) -> bool:
        """Handles one update; whether it must be tried again.

        Raises:
            StoreRefused: it was not begun and is still waiting.
        """
        tries = waiting.tries + 1
        if tries <= MAX_TRIES:
            await self._inbox.begin(waiting.update_id)
            turn = await self._run(waiting, lane)
            if turn.failure is not None:
                # No text of the exception: it may quote what a citizen wrote, or the token.
                logger.error(
                    "Không xử lý được cập nhật %d (lần %d): %s",
                    waiting.update_id,
                    tries,
                    place(turn.failure),
                )
        else:
            # The process ended each time it was handled.
            turn = Turn(failure=RuntimeError("it ended the process"))
        if turn.failure is not None and tries < MAX_TRIES:
            self._metrics.retries.inc()
            return True
        parked = turn.failure is not None
        if parked:
            logger.error("Cập nhật %d bị để riêng sau %d lần.", waiting.update_id, tries)
            turn = Turn(sends=[self._sorry(lane)] if lane > 0 else [], outcome=PARKED)
        await self._finish(waiting, lane, turn, parked)
        self._metrics.outcomes.labels(turn.outcome or IGNORED).inc()
        for chat in {send.chat for send in turn.sends}:
            self._on_sends(chat)
        return False

    async def _finish(self, waiting: Waiting, lane: int, turn: Turn, parked: bool) -> None:
        """Keeps at it: what was begun and not finished would count as a failed try."""
        while True:
            try:
                return await self._inbox.finish(waiting, turn, parked)
            except StoreRefused as error:
                logger.error("Chưa ghi được câu trả lời, sẽ thử lại: %s", error)
            await self._lanes.rest(lane, self._sleep(_RETRY_SECONDS))

    async def _run(self, waiting: Waiting, lane: int) -> Turn:
        """One try; a store that refuses in between is no fault of the update, and waited for."""
        while True:
            turn = Turn()
            typing = asyncio.ensure_future(self._show_typing(lane))
            with turn.open():
                try:
                    update = Update.de_json(json.loads(waiting.payload), self._application.bot)
                    await self._application.process_update(update)
                except Exception as error:  # whatever it is, it is this update's and no other's
                    turn.failure = error
                finally:
                    typing.cancel()
            if not isinstance(turn.failure, StoreRefused):
                return turn
            logger.error("Nơi lưu trữ chưa dùng được, sẽ thử lại: %s", turn.failure)
            await self._lanes.rest(lane, self._sleep(_RETRY_SECONDS))

    async def _show_typing(self, lane: int) -> None:
        await self._sleep(_TYPING_AFTER_SECONDS)
        if lane > 0:
            try:
                await self._application.bot.send_chat_action(lane, ChatAction.TYPING)
            except TelegramError as error:
                logger.debug("Không hiện được «đang gõ»: %s", type(error).__name__)


async def _note_failure(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    turn = current_turn()
    if turn is not None:
        turn.failure = context.error
