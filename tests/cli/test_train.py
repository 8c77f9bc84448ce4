from __future__ import annotations

import os

import pytest

from bot.cli import train as command
from bot.content.store import DATA_VARIABLE


@pytest.fixture
def trained(monkeypatch, tmp_path) -> list:
    """What was trained: the folder of the content, and the one that Rasa's importer would read."""
    monkeypatch.setenv("BOT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv(DATA_VARIABLE, "elsewhere")
    trained: list = []
    monkeypatch.setattr(
        command, "train", lambda content: trained.append((content.root, os.environ[DATA_VARIABLE]))
    )
    return trained


def test_the_model_is_trained_on_the_folder_that_was_named(data_copy, trained) -> None:
    assert command.main(["--data", str(data_copy)]) == 0
    assert trained == [(data_copy, str(data_copy.resolve()))]
