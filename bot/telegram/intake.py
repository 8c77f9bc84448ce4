"""The door: what arrives is cleaned and stored before Telegram hears that it was received."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from dataclasses import replace
from typing import Any, Callable, Dict, List, Optional, Sequence, Set

from telegram import Bot
from telegram.error import TelegramError

from bot.privacy.masking import clean_update
from bot.storage.database import StoreRefused
from bot.storage.inbox import Inbox, Incoming
from bot.storage.turn import Send
from bot.telegram.addressed import may_concern
from bot.telegram.metrics import REFUSED, Metrics
from bot.telegram.turnstile import Turnstile

logger = logging.getLogger(__name__)

_MESSAGES = ("message", "edited_message")
_SAID = (*_MESSAGES, "callback_query")


class Intake:
    """Takes raw updates from polling or the webhook."""

    def __init__(
        self,
        inbox: Inbox,
        bot: Bot,
        flood_note: Callable[[int], Send],
        on_stored: Callable[[List[int]], None],
        metrics: Metrics,
        turnstile: Optional[Turnstile] = None,
    ) -> None:
        """``on_stored`` is told the lanes that have something new, answers to flooding included.

        ``turnstile`` is for tests to replace.
        """
        self._turnstile = turnstile or Turnstile()
        self._inbox = inbox
        self._bot = bot
        self._flood_note = flood_note
        self._on_stored = on_stored
        self._metrics = metrics
        self._tasks: Set[asyncio.Task] = set()

    async def take(self, updates: Sequence[Dict[str, Any]]) -> None:
        """Stores ``updates``; repeats are dropped, taps are answered at once.

        Raises:
            StoreRefused: nothing was stored, and Telegram must deliver them again.
            ValueError: something in them is no update at all.
        """
        incoming = [self._judged(update) for update in updates]
        try:
            verdicts = await self._inbox.store(incoming, self._flood_note)
        except StoreRefused:
            self._metrics.received.labels(REFUSED).inc(len(incoming))
            raise
        for update, verdict in zip(updates, verdicts, strict=True):
            self._metrics.received.labels(verdict.value).inc()
            query_id = _dig(update, "callback_query", "id")
            if query_id is not None:
                self._answer_tap(str(query_id))
        self._on_stored([update.lane for update in incoming])

    def _judged(self, update: Dict[str, Any]) -> Incoming:
        """``update`` as it is stored: whether it is said to us, and not by someone too fast.

        Raises:
            ValueError: it has no number.
        """
        incoming = incoming_of(update)
        for kind in _SAID:
            said = update.get(kind)
            if not isinstance(said, dict):
                continue
            if kind in _MESSAGES and not self._concerns_us(update, kind):
                return replace(incoming, payload=None)
            person = _dig(said, "from", "id")
            if isinstance(person, int) and not self._turnstile.passes(
                incoming.update_id, incoming.lane, person
            ):
                return replace(incoming, too_fast=True)
            return incoming
        # Letters typed behind the assistant's name come by the dozen, and nobody writes to us.
        return replace(incoming, told=False)

    def _concerns_us(self, update: Dict[str, Any], kind: str) -> bool:
        message = clean_update({kind: update[kind]})[kind]
        return may_concern(message, self._bot.id, self._bot.username)

    def _answer_tap(self, query_id: str) -> None:
        """Telegram repeats a tap until it is answered; nobody waits for that in a queue."""
        task = asyncio.ensure_future(self._answer(query_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            logger.info("Không xác nhận được một nút bấm: %s", type(error).__name__)

    async def finish(self, seconds: float) -> None:
        """Waits for the answers to taps that are under way, ``seconds`` at most."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()


def incoming_of(update: Dict[str, Any]) -> Incoming:
    """``update`` as it is stored: cleaned, with its lane and, for a tap, what a repeat shares.

    Raises:
        ValueError: it has no number.
    """
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        raise ValueError("an update without a number")
    payload = json.dumps(clean_update(update), ensure_ascii=False)
    return Incoming(number, _lane(update), payload, _tap(update))


def _lane(update: Dict[str, Any]) -> int:
    """The chat, else the person, else one lane for all that belongs to nobody."""
    body = next((v for k, v in update.items() if k != "update_id"), None)
    for path in (("chat",), ("message", "chat"), ("from",), ("user",)):
        number = _dig(body, *path, "id")
        if isinstance(number, int) and -(2**63) <= number < 2**63:
            return int(number)
    return 0


def _dig(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _tap(update: Dict[str, Any]) -> Optional[str]:
    data = _dig(update, "callback_query", "data")
    message = _dig(update, "callback_query", "message", "message_id")
    if data is None or message is None:
        return None
    # A message that was edited in between shows other buttons: going back and forth is no repeat.
    edited = _dig(update, "callback_query", "message", "edit_date")
    parts = [_lane(update), message, edited, data]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
