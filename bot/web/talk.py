"""Conversations on the web page: each in order, each message's effects once."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Awaitable, Callable, Dict, Set, TypeVar

from bot.content.schema import Messages
from bot.failures import place
from bot.incoming import Reception, Visitor
from bot.own_data import Deleted, Elsewhere, OwnData
from bot.places import Places
from bot.privacy.identity import web_pseudonym
from bot.privacy.masking import mask
from bot.privacy.sealing import seal, unseal
from bot.storage.database import StoreRefused
from bot.storage.turn import Turn
from bot.storage.web_replies import WebReplies, count_reply, forget_reply
from bot.web.metrics import PARKED, REPEATED, STORED, WebMetrics
from bot.web.output import WebOutput, sorry

logger = logging.getLogger(__name__)

T = TypeVar("T")

# Understanding keeps the one processor busy: more at once would only delay all of them.
_AT_ONCE = 8


class TooMany(Exception):
    """So much waits in this conversation that more would only wait for nothing."""


class Busy(Exception):
    """So much waits in all conversations that more would only wait for nothing."""


@dataclass(frozen=True)
class Said:
    """A message of the page: ``text`` is typed, or the payload of a button that was tapped."""

    conversation: str
    number: str
    text: str
    tapped: bool


class Talk:
    """Answers what the page sends; a message that comes again is answered as before."""

    def __init__(
        self,
        reception: Reception,
        own_data: OwnData,
        replies: WebReplies,
        key: bytes,
        messages: Callable[[], Messages],
        metrics: WebMetrics,
        most_waiting: int = 200,
        most_waiting_each: int = 3,
    ) -> None:
        """Of ``most_waiting`` messages in all each conversation may have ``most_waiting_each``."""
        self._reception = reception
        self._own_data = own_data
        self._replies = replies
        self._key = key
        self._messages = messages
        self._metrics = metrics
        self._most_waiting = most_waiting
        self._most_waiting_each = most_waiting_each
        self._places = Places(_AT_ONCE)
        self._locks: Dict[str, asyncio.Lock] = {}
        self._waiting: Counter[str] = Counter()
        self._under_way: Set[asyncio.Task] = set()

    async def say(self, said: Said) -> str:
        """The reply as JSON.

        Raises:
            StoreRefused: nothing of it was written.
            TooMany, Busy: it was not looked at.
        """
        return await self._in_line(said.conversation, partial(self._reply, said))

    async def delete(self, conversation: str) -> Deleted:
        """Deletes everything that is kept of ``conversation``, and looks again.

        Raises:
            StoreRefused: nothing was deleted.
            TooMany, Busy: it was not looked at.
        """
        return await self._in_line(conversation, self._forget)

    async def stop(self, seconds: float) -> None:
        """Finishes what is being answered within ``seconds``; browsers send the rest again."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _in_line(self, conversation: str, work: Callable[[str], Awaitable[T]]) -> T:
        """Does ``work`` when its turn comes, to the end even if the browser goes away meanwhile."""
        name = web_pseudonym(self._key, conversation)
        if self._waiting[name] >= self._most_waiting_each:
            raise TooMany
        if len(self._under_way) >= self._most_waiting:
            raise Busy
        self._waiting[name] += 1
        task = asyncio.ensure_future(self._when_due(name, work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def _when_due(self, name: str, work: Callable[[str], Awaitable[T]]) -> T:
        try:
            async with self._locks.setdefault(name, asyncio.Lock()), self._places:
                return await work(name)
        finally:
            self._waiting[name] -= 1
            if not self._waiting[name]:
                del self._waiting[name]
                del self._locks[name]

    async def _reply(self, said: Said, name: str) -> str:
        # Only the browser knows this: what is kept of a reply is of no use to anybody else.
        secret = f"{said.conversation}:{said.number}"
        known = self._replies.find(name, said.number)
        if known is not None:
            self._metrics.received.labels(REPEATED).inc()
            return unseal(known, secret)
        self._metrics.received.labels(STORED).inc()
        begun = time.monotonic()
        output = WebOutput(self._messages)
        turn = Turn()
        with turn.open():
            try:
                await self._answer(said, Visitor(name, output, partial(self._forget, name)))
            except Exception as error:  # whatever it is, it is this message's and no other's
                turn.failure = error
        if isinstance(turn.failure, StoreRefused):
            raise turn.failure
        answers = output.answers
        if turn.failure is not None:
            # No text of the exception: it may quote what a citizen wrote.
            logger.error("Không trả lời được một tin của trang web: %s", place(turn.failure))
            turn, answers = Turn(outcome=PARKED), [sorry(self._messages())]
        body = json.dumps({"tra_loi": answers}, ensure_ascii=False)
        await self._replies.finish(name, said.number, seal(body, secret), turn)
        self._metrics.outcomes.labels(turn.outcome or PARKED).inc()
        self._metrics.latency.observe(time.monotonic() - begun)
        return body

    async def _answer(self, said: Said, visitor: Visitor) -> None:
        masked = mask(said.text)
        if said.tapped:
            await self._reception.tap(visitor, masked.text)
        else:
            await self._reception.line(visitor, masked.text, bool(masked.kinds))

    async def _forget(self, name: str) -> Deleted:
        reply = Elsewhere(partial(forget_reply, sender=name), partial(count_reply, sender=name))
        return await self._own_data.delete(name, reply)
