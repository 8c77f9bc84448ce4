"""A chat typed in the terminal as a Rasa input channel, beside the web page of the same process."""

from __future__ import annotations

import asyncio
import codecs
import os
import uuid
from functools import partial
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import OutputChannel, UserMessage
from sanic import Blueprint, Sanic

from bot.commands import START
from bot.content.answer import Answer, Button
from bot.content.schema import Messages
from bot.front_end import FrontEnd
from bot.incoming import WEB_WORDING, Reception, Visitor
from bot.nlg import ANSWER_KEY
from bot.own_data import NOWHERE_ELSE, Deleted
from bot.privacy.masking import mask
from bot.running import SETTLED_SECONDS, Running
from bot.sharing import Share
from bot.terminal import PROMPT, chosen, shown

_CHUNK = 4096


class ConsoleOutput(OutputChannel):
    """Prints answers."""

    def __init__(self, messages: Callable[[], Messages]) -> None:
        """``messages`` gives the fixed sentences as they are now."""
        self._messages = messages
        self.sent = 0
        self.finish: Optional[Callable[[Answer], None]] = None
        self.choices: List[Button] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name, as stored with each message."""
        return "console"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Takes the whole answer that travels in the message's metadata."""
        answer = Answer.from_dict(message[ANSWER_KEY])
        if self.finish is not None:
            self.finish(answer)
        await self.send(answer)

    async def send(self, answer: Answer) -> None:
        """Prints ``answer``."""
        print(shown(answer, self._messages()), flush=True)
        self.choices = answer.buttons
        self.sent += 1

    async def share(self, shared: Share) -> None:
        """Prints an answer's links."""
        print("\n".join([shared.title, *(link.url for link in shared.links)]), flush=True)
        self.sent += 1


class ConsoleInput(FrontEnd):
    """Reads what is typed in the terminal; the conversation is forgotten at the end."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "console"

    def __init__(self, shared: Running, terminal: int = 0) -> None:
        """``terminal`` is the number of the open file that is read."""
        super().__init__(shared)
        self._terminal = terminal
        self._name = uuid.uuid4().hex
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unfinished = ""
        self._choices: List[Button] = []
        self._lines: Optional[asyncio.Queue[Optional[str]]] = None
        self._talking: Optional[asyncio.Task] = None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """No routes: the talk goes on for as long as the server runs."""
        blueprint = Blueprint("console", __name__)
        self._reception = Reception(
            on_new_message,
            self._running.composer,
            self._running.own_data,
            self._running.feedback,
            self._running.entrances,
            WEB_WORDING,
        )
        blueprint.listener("after_server_start")(self._start)
        blueprint.listener("before_server_stop")(self._stop)
        return blueprint

    async def _start(self, app: Sanic, loop: Any) -> None:
        if self._running.has_agent:
            self._lines = asyncio.Queue()
            # Not in a thread: one that waits for a line could not be ended.
            loop.add_reader(self._terminal, self._read)
            self._talking = asyncio.ensure_future(self._talk())

    async def _stop(self, app: Sanic, loop: Any) -> None:
        if self._talking is None:
            return
        loop.remove_reader(self._terminal)
        self._talking.cancel()
        await asyncio.gather(self._talking, return_exceptions=True)
        await self._forget()
        print(flush=True)

    def _read(self) -> None:
        assert self._lines is not None
        chunk = os.read(self._terminal, _CHUNK)
        if not chunk:
            asyncio.get_running_loop().remove_reader(self._terminal)
            self._lines.put_nowait(None)
            return
        *lines, self._unfinished = (self._unfinished + self._decoder.decode(chunk)).split("\n")
        for line in lines:
            self._lines.put_nowait(line.strip())

    async def _talk(self) -> None:
        assert self._lines is not None
        # Where the page is stands first.
        await asyncio.sleep(SETTLED_SECONDS)
        await self._say(partial(self._reception.command, name=START))
        while True:
            print(PROMPT, end="", flush=True)
            line = await self._lines.get()
            if line is None:
                print("\nTrang web vẫn chạy (dừng: Ctrl+C).", flush=True)
                return
            if line:
                await self._answer(line)

    async def _answer(self, line: str) -> None:
        payload = chosen(line, self._choices)
        if payload is not None:
            await self._say(partial(self._reception.tap, payload=payload))
        else:
            masked = mask(line)
            await self._say(
                partial(self._reception.line, text=masked.text, masked=bool(masked.kinds))
            )

    async def _say(self, act: Callable[[Visitor], Awaitable[None]]) -> None:
        output = ConsoleOutput(lambda: self._running.composer().messages)
        await act(Visitor(self._name, output, self._forget))
        self._choices = output.choices

    async def _forget(self) -> Deleted:
        return await self._running.own_data.delete(self._name, NOWHERE_ELSE)
