"""One running assistant for all end-to-end tests that do not stop or break it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Iterator, NamedTuple

import pytest

from bot.content.store import default_data_dir
from tests.auxil.fake_bot_api import BOT, TOKEN, FakeBotApi
from tests.auxil.process import Process, environment, free_port


class Running(NamedTuple):
    """The process, what it talks to, and its folders."""

    api: FakeBotApi
    process: Process
    data: Path
    state: Path
    port: int


def start(api: FakeBotApi, data: Path, state: Path) -> Running:
    """Starts the assistant as an operator does and waits until it answers."""
    port = free_port()
    env = environment(
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_BASE=api.base,
        BOT_PORT=str(port),
        BOT_DATA=str(data),
        BOT_STATE=str(state),
        LOG_LEVEL="DEBUG",  # whatever an operator asks for, texts and secrets stay out
    )
    process = Process(["run", "--data", str(data)], env)
    process.wait_for(f"https://t.me/{BOT['username']}")
    return Running(api, process, data, state, port)


@pytest.fixture(scope="package")
def running(model, tmp_path_factory) -> Iterator[Running]:
    data = Path(shutil.copytree(default_data_dir(), tmp_path_factory.mktemp("live") / "data"))
    with FakeBotApi() as api:
        started = start(api, data, tmp_path_factory.mktemp("state"))
        yield started
        assert started.process.stop() == 0, started.process.output
        assert api.refused == [], "the bot sent what Telegram does not take"
        assert TOKEN not in started.process.output


@pytest.fixture
def api(running: Running) -> FakeBotApi:
    return running.api
