"""Forgets what is kept no longer, once a minute for as long as the process runs."""

from __future__ import annotations

import asyncio
import logging
from typing import Callable, Sequence

from bot.storage.conversations import Conversations
from bot.storage.database import Database, StoreRefused
from bot.storage.inbox import Inbox
from bot.storage.web_replies import WebReplies

logger = logging.getLogger(__name__)

_TIDY_SECONDS = 60.0


class Tidying:
    """Purges the file and what is in memory alone, whichever front ends run."""

    def __init__(self, database: Database, in_memory: Sequence[Callable[[], None]]) -> None:
        """``in_memory`` drop from memory what has been there long enough."""
        self._database = database
        self._in_memory = in_memory
        self._purges = (
            Inbox(database).purge,
            Conversations(database).purge,
            WebReplies(database).purge,
        )

    async def run(self) -> None:
        """Tidies now and then every minute, until cancelled."""
        while True:
            for tidy in self._in_memory:
                tidy()
            try:
                for purge in self._purges:
                    await purge()
                # What was deleted must not live on in the journal beside the file.
                await asyncio.to_thread(self._database.checkpoint)
            except StoreRefused as error:
                logger.error("Chưa dọn được nơi lưu trữ: %s", error)
            await asyncio.sleep(_TIDY_SECONDS)
