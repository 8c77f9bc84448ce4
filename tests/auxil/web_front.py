"""The web page's channel on a real port, with a stand-in for understanding."""

from __future__ import annotations

import itertools
import uuid
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

import httpx
from rasa.core.channels.channel import UserMessage

from bot.content.answer import Answer
from bot.operations import OperationsInput
from bot.running import Running
from bot.settings import Settings
from bot.web.channel import WebInput
from tests.auxil.http_server import HttpServer

_NAMES = itertools.count()


class _Agent:
    """What the server looks for before it takes messages."""

    def is_ready(self) -> bool:
        return True

    async def parse_message(self, text: str) -> Dict[str, Any]:
        return {"text": text}


class WebFront:
    """Pages and API; ``reply`` makes the answer to what is noted in ``asked``."""

    def __init__(self, run: Any, state: Path, **settings: Any) -> None:
        self.asked: List[UserMessage] = []
        self.running = Running(Settings(state=state, **settings))
        self.reply: Callable[[str], Answer] = lambda _: self.running.composer().say("welcome")
        channel = WebInput(self.running)
        self.server = HttpServer(
            run,
            f"web-{next(_NAMES)}",
            OperationsInput(self.running).blueprint(self._answer),
            channel.blueprint(self._answer),
            agent=_Agent(),
        )

    async def _answer(self, message: UserMessage) -> None:
        self.asked.append(message)
        await message.output_channel.send(self.reply(message.text or ""))

    def get(self, path: str, **values: Any) -> httpx.Response:
        """A page."""
        return self.server.request("GET", path, **values)

    def post(self, path: str, body: Any, **values: Any) -> httpx.Response:
        """A call of the page's script."""
        return self.server.request("POST", path, json=body, **values)

    def ask(
        self, text: str, conversation: str, number: Optional[str] = None, tapped: bool = False
    ) -> httpx.Response:
        """A question or a tap."""
        kind = "nut" if tapped else "loi"
        return self.post(
            "/api/hoi", {"cuoc": conversation, "so": number or str(uuid.uuid4()), kind: text}
        )


def new_conversation() -> str:
    """A conversation's id as a browser makes it."""
    return uuid.uuid4().hex
