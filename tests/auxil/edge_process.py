"""Delivery in a process of its own, with an echo for understanding, that dies at a named point.

Started as ``python -m tests.auxil.edge_process API_BASE STATE_FOLDER [POINT]``; prints ``ready``.
The echo keeps every text in the conversation and as a question, and counts it, so that a turn taken
twice would show there.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, Callable, Optional

import yaml
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.content.schema import Messages
from bot.content.store import default_data_dir
from bot.storage.asked import Question, Tally
from bot.storage.database import Database
from bot.storage.inbox import Inbox
from bot.storage.outbox import Outbox
from bot.storage.turn import current_turn
from bot.telegram.delivery import Delivery
from bot.telegram.metrics import Metrics
from bot.telegram.output import plain_message
from tests.auxil.fake_bot_api import TOKEN

# A text that kills the process each time it is handled.
DEADLY = "chết"


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying_around(owner: Any, name: str, before: bool) -> None:
    original: Callable[..., Any] = getattr(owner, name)

    async def replaced(*arguments: Any, **named: Any) -> Any:
        if before:
            _die()
        result = await original(*arguments, **named)
        _die()
        return result

    setattr(owner, name, replaced)


_POINTS = {
    "before storing": lambda: _dying_around(Inbox, "store", True),
    "stored": lambda: _dying_around(Inbox, "store", False),
    "handled": lambda: _dying_around(Inbox, "finish", True),
    "committed": lambda: _dying_around(Inbox, "finish", False),
    "sent": lambda: _dying_around(Outbox, "remove", True),
    "removed": lambda: _dying_around(Outbox, "remove", False),
    "": lambda: None,
}


def messages() -> Messages:
    """The fixed sentences, without loading all content."""
    text = (default_data_dir() / "language" / "messages.yml").read_text(encoding="utf-8")
    return Messages(**yaml.safe_load(text))


async def _main(base: str, state: Path, rate: float) -> None:
    database = Database(state / "store.sqlite3")
    application = Application.builder().token(TOKEN).base_url(f"{base}/bot").updater(None).build()

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        assert update.effective_chat is not None
        text, chat = update.effective_message.text or "", update.effective_chat.id
        if text == DEADLY:
            _die()
        turn = current_turn()
        assert turn is not None
        rows = database.read("SELECT tracker FROM conversations WHERE sender = ?", str(chat))
        said = [*(json.loads(rows[0][0]) if rows else []), text]
        turn.conversations[str(chat)] = json.dumps(said, ensure_ascii=False)
        turn.sends.append(plain_message(chat, f"Bạn nói: {text}"))
        turn.tallies.append(Tally(dt.date(2026, 11, 22), "edge", "", "answered"))
        turn.questions.append(Question(str(chat), "edge", text, "fallback"))
        turn.outcome = "answered"

    application.add_handler(MessageHandler(filters.TEXT, echo))
    sentences = messages()
    delivery = Delivery(application, database, lambda: sentences, Metrics(), rate)
    stopping: asyncio.Event = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    await application.initialize()
    delivery.start(poll=True)
    print("ready", flush=True)
    await stopping.wait()
    await delivery.stop()
    await application.shutdown()
    database.close()


def main(base: str, state: str, point: Optional[str] = None, rate: str = "1000") -> None:
    """Runs until told to stop, or until the point is reached."""
    _POINTS[point or ""]()
    asyncio.run(_main(base, Path(state), float(rate)))


if __name__ == "__main__":
    main(*sys.argv[1:])
