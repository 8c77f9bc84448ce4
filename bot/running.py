"""What the front ends of one process share: content, store, figures, and Rasa's agent."""

from __future__ import annotations

import asyncio
import logging
from functools import cache, partial
from typing import Any, Dict, Optional, Set

from sanic import Sanic

from bot.content.addresses import Entrances
from bot.content.answer import today
from bot.content.compose import Composer
from bot.content.store import default_data_dir
from bot.feedback import Feedback
from bot.figures import Figures
from bot.held_questions import held_questions_of
from bot.live_content import live_content
from bot.open_dialogues import open_dialogues_of
from bot.own_data import OwnData
from bot.privacy.identity import load_key
from bot.settings import Settings
from bot.storage.asked import Asked
from bot.storage.database import StoreRefused, database
from bot.tidying import Tidying

logger = logging.getLogger(__name__)

_WARM_UP = "xin chào"
# Sanic swallows a signal that comes between the last listener of a start and the running loop:
# whoever waits for the word that it runs must be able to stop it then.
SETTLED_SECONDS = 0.2


class Running:
    """The process as its front ends see it, from the start of the server to its stop.

    What was received and not answered lives in one file: Rasa must run one worker.
    """

    def __init__(self, settings: Settings) -> None:
        """Opens what is kept, for this process alone.

        Raises:
            StoreRefused: there is nowhere to keep what arrives.
            OSError: the key that names conversations can be neither read nor made.
        """
        self.settings = settings
        self.figures = Figures()
        self.database = database(settings.state)
        self.database.claim()
        self.dialogues = open_dialogues_of(settings.state)
        self.held = held_questions_of(settings.state)
        self.own_data = OwnData(self.database, self.dialogues, self.held)
        self.feedback = Feedback(Asked(self.database), self.held, self.composer)
        self.key = load_key(settings.state, settings.privacy_key)
        self._live = live_content(default_data_dir())
        self._agent: Any = None
        self._closed: Set[str] = set()
        self._tidying: Optional[asyncio.Task] = None

    def composer(self) -> Composer:
        """Answers from the content as it is now, as of today."""
        return Composer(self._live.get(), today())

    def entrances(self) -> Entrances:
        """The ways into this process that can be handed on."""
        settings = self.settings
        address = settings.web_address or f"http://{settings.host}:{settings.port}"
        return Entrances(settings.telegram_bot_name, address)

    async def parse(self, text: str) -> Dict[str, Any]:
        """What is understood of ``text``, outside of any conversation."""
        return await self._agent.parse_message(text)

    def expect(self, front_end: str) -> None:
        """Tells that the process is not ready before this front end is."""
        self._closed.add(front_end)

    def opened(self, front_end: str) -> None:
        """Tells that this front end takes messages now."""
        self._closed.discard(front_end)

    @property
    def has_agent(self) -> bool:
        """Whether there is something to talk to."""
        return self._agent is not None

    async def not_ready(self) -> Optional[str]:
        """Why the process cannot be relied on just now; ``None`` if it can."""
        if self._agent is None or self._closed:
            return "starting or stopping"
        try:
            await self.database.probe()
        except StoreRefused as error:
            return f"the store cannot be written: {error}"
        return None

    async def start(self, app: Sanic) -> None:
        """Takes the agent that the server has loaded, or gives up without one."""
        agent = getattr(app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            # Rasa swallows this error and would go on ignoring every message.
            give_up(app, "Không có mô hình. Hãy chạy «python -m bot train» rồi chạy lại.")
            return
        await agent.parse_message(_WARM_UP)
        self._agent = agent
        self._tidying = asyncio.ensure_future(
            Tidying(self.database, (self.dialogues.tidy, self.held.tidy)).run()
        )

    async def stop(self) -> None:
        """Closes what is kept; front ends must have finished with it."""
        self._agent = None
        if self._tidying is not None:
            self._tidying.cancel()
            await asyncio.gather(self._tidying, return_exceptions=True)
        self.database.close()


@cache
def running(settings: Settings) -> Running:
    """The one of this process.

    Raises:
        StoreRefused: there is nowhere to keep what arrives.
        OSError: the key that names conversations can be neither read nor made.
    """
    return Running(settings)


def announce(text: str) -> None:
    """Tells on standard output that something is running, as soon as it can be stopped again."""
    asyncio.get_running_loop().call_later(SETTLED_SECONDS, partial(print, text, flush=True))


def give_up(app: Sanic, reason: str) -> None:
    """Ends the process: what it was started for cannot be done."""
    logger.critical(reason)
    app.ctx.gave_up = True
    app.stop()
