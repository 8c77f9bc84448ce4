"""What is kept of one Telegram chat: its name in the store, and deleting all of it."""

from __future__ import annotations

from functools import partial

from bot.own_data import Deleted, Elsewhere, OwnData
from bot.privacy.identity import pseudonym
from bot.storage.inbox import count_chat, forget_chat


class ChatData:
    """The records of chats by Telegram's numbers; ``key`` makes the names of conversations."""

    def __init__(self, own_data: OwnData, key: bytes) -> None:
        self._own_data = own_data
        self._key = key

    def name(self, chat: int) -> str:
        """The name of the conversation in ``chat``."""
        return pseudonym(self._key, chat)

    async def delete(self, chat: int) -> Deleted:
        """Deletes every record of ``chat`` and looks again.

        Raises:
            StoreRefused: nothing was deleted.
        """
        waiting = Elsewhere(partial(forget_chat, chat=chat), partial(count_chat, chat=chat))
        return await self._own_data.delete(self.name(chat), waiting)
