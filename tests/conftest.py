"""What tests share: the content, and one trained and loaded agent for all of them."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
from pathlib import Path
from typing import Any, Awaitable, Callable, Iterator, TypeVar

import pytest

from bot.action_server import ActionServer
from bot.content.store import Content, default_data_dir, load_or_raise
from bot.storage.database import Database

# The day on which the content was written; tests must not change their mind as days pass.
TODAY = dt.date(2026, 11, 22)

T = TypeVar("T")


@pytest.fixture(scope="session")
def content() -> Content:
    return load_or_raise(default_data_dir())


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "store.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def data_copy(tmp_path: Path) -> Path:
    """The real content in a folder of the test's own, to break or to edit."""
    return Path(shutil.copytree(default_data_dir(), tmp_path / "data"))


@pytest.fixture(scope="session")
def model() -> Path:
    from bot.cli.start import ensure_model

    path = ensure_model(default_data_dir(), TODAY)
    assert path is not None, "the model could not be trained"
    return path


@pytest.fixture(scope="session")
def brain(model: Path) -> Iterator[Any]:
    from bot.brain import Brain

    yield Brain(model, as_of=TODAY)


@pytest.fixture(scope="session")
def action_server() -> Iterator[ActionServer]:
    with ActionServer(default_data_dir(), TODAY) as server:
        assert server.wait_until_ready()
        yield server


@pytest.fixture(scope="session")
def guided_brain(model: Path, action_server: ActionServer) -> Iterator[Any]:
    from bot.brain import Brain

    yield Brain(model, as_of=TODAY, actions_address=action_server.address)


@pytest.fixture(scope="session")
def run() -> Iterator[Callable[[Awaitable[T]], T]]:
    # One loop for all tests: Rasa's locks belong to the loop that made them.
    loop = asyncio.new_event_loop()
    yield loop.run_until_complete
    loop.close()
