"""Everything between Telegram and the handlers, put together: door, worker, sender, poller."""

from __future__ import annotations

import asyncio
from typing import Callable, List

from telegram.ext import Application

from bot.content.schema import Messages
from bot.storage.database import Database
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

# Together far below the ten seconds in which a stop must be done: the page takes two for its own,
# the server waits a second for connections, the action server may take another, and a busy machine
# is slow to end a process.
_HANDLING_SECONDS = 2.5
_SENDING_SECONDS = 2.5
_TAPS_SECONDS = 0.5
_CANCEL_AGAIN_SECONDS = 0.2


class Delivery:
    """Carries updates in and answers out, for as long as it runs."""

    def __init__(
        self,
        application: Application,
        database: Database,
        messages: Callable[[], Messages],
        metrics: Metrics,
        sends_per_second: float,
    ) -> None:
        """``messages`` gives the fixed sentences as they are now."""
        self._inbox = Inbox(database)
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
        metrics.figures.watch(
            "inbox_waiting", "Updates stored and not yet handled", self._inbox.depth
        )
        metrics.figures.watch("outbox_waiting", "Sends stored and not yet taken", outbox.depth)

    def _wake(self, lanes: List[int]) -> None:
        for lane in lanes:
            self._worker.wake(lane)
            self._sender.wake(lane)

    def start(self, poll: bool) -> None:
        """Takes up what was left, and begins to poll if wanted."""
        self._sender.start()
        self._worker.start()
        if poll:
            self._tasks.append(asyncio.ensure_future(self._poller.run()))

    async def stop(self) -> None:
        """Takes nothing more, finishes what is under way; the rest stays stored."""
        for task in self._tasks:
            await _end(task)
        await self._worker.stop(_HANDLING_SECONDS)
        await self._sender.stop(_SENDING_SECONDS)
        await self.intake.finish(_TAPS_SECONDS)


async def _end(task: asyncio.Task) -> None:
    """Cancels ``task`` until it is done.

    A cancellation that comes together with what the task waits for is lost in Python 3.10
    (``asyncio.wait_for``), and a poller that lost it would go on polling.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=_CANCEL_AGAIN_SECONDS)
