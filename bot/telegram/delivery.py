"""Everything between Telegram and the handlers, put together: door, worker, sender, poller."""

from __future__ import annotations

import asyncio
import logging
from typing import Callable, List, Sequence

from telegram.ext import Application

from bot.content.schema import Messages
from bot.storage.conversations import Conversations
from bot.storage.database import Database, StoreRefused
from bot.storage.inbox import Inbox
from bot.storage.outbox import Outbox
from bot.telegram.intake import Intake
from bot.telegram.kinds import ALLOWED_UPDATES
from bot.telegram.metrics import Metrics
from bot.telegram.output import plain_message
from bot.telegram.pace import Pace
from bot.telegram.polling import Poller
from bot.telegram.sender import Sender
from bot.telegram.worker import Worker

logger = logging.getLogger(__name__)

_TIDY_SECONDS = 60.0
# Together below the ten seconds in which a stop must be done.
_HANDLING_SECONDS = 4.0
_SENDING_SECONDS = 3.0
_TAPS_SECONDS = 0.5


class Delivery:
    """Carries updates in and answers out, for as long as it runs."""

    def __init__(
        self,
        application: Application,
        database: Database,
        tidying: Sequence[Callable[[], None]],
        messages: Callable[[], Messages],
        metrics: Metrics,
        sends_per_second: float,
    ) -> None:
        """``messages`` gives the fixed sentences as they are now.

        ``tidying`` drops from memory what has been there long enough; called once a minute.
        """
        self._database = database
        self._tidying = tidying
        self._inbox = Inbox(database)
        self._conversations = Conversations(database)
        outbox = Outbox(database)
        self._sender = Sender(application.bot, outbox, Pace(sends_per_second), metrics)
        self._worker = Worker(
            application,
            self._inbox,
            lambda chat: plain_message(chat, messages().error),
            self._sender.wake,
            metrics,
        )
        self.intake = Intake(
            self._inbox,
            application.bot,
            lambda chat: plain_message(chat, messages().slow_down),
            self._wake,
            metrics,
        )
        self._poller = Poller(
            application.bot, self.intake.take, ALLOWED_UPDATES, metrics.poll_faults.inc
        )
        self._tasks: List[asyncio.Task] = []
        metrics.watch("inbox_waiting", "Updates stored and not yet handled", self._inbox.depth)
        metrics.watch("outbox_waiting", "Sends stored and not yet taken", outbox.depth)

    def _wake(self, lanes: List[int]) -> None:
        for lane in lanes:
            self._worker.wake(lane)
            self._sender.wake(lane)

    def start(self, poll: bool) -> None:
        """Takes up what was left, and begins to poll if wanted."""
        self._sender.start()
        self._worker.start()
        self._tasks.append(asyncio.ensure_future(self._tidy()))
        if poll:
            self._tasks.append(asyncio.ensure_future(self._poller.run()))

    async def _tidy(self) -> None:
        while True:
            for tidy in self._tidying:
                tidy()
            try:
                await self._inbox.purge()
                await self._conversations.purge()
                # What was deleted must not live on in the journal beside the file.
                await asyncio.to_thread(self._database.checkpoint)
            except StoreRefused as error:
                logger.error("Chưa dọn được nơi lưu trữ: %s", error)
            await asyncio.sleep(_TIDY_SECONDS)

    async def stop(self) -> None:
        """Takes nothing more, finishes what is under way; the rest stays stored."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._worker.stop(_HANDLING_SECONDS)
        await self._sender.stop(_SENDING_SECONDS)
        await self.intake.finish(_TAPS_SECONDS)
