"""A chat typed in a terminal, beside the web page in one process."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

import httpx
import pytest

from tests.auxil.process import PROJECT, environment, free_port
from tests.auxil.state_folder import conversations

PROMPT = "Bạn: "


class Terminal:
    """``python -m bot run`` as somebody at a keyboard has it."""

    def __init__(self, state: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._here, there = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=PROJECT,
            env=environment(BOT_PORT=str(port), BOT_STATE=str(state)),
            stdin=there,
            stdout=there,
            stderr=there,
        )
        os.close(there)
        self._shown = b""

    def wait_for(self, words: str, seconds: float = 90) -> str:
        """What was shown up to ``words``; the next look begins behind them."""
        end = time.monotonic() + seconds
        while words.encode() not in self._shown:
            left = end - time.monotonic()
            ready, _, _ = select.select([self._here], [], [], max(0.0, left))
            assert ready, f"«{words}» was not shown:\n{self._shown.decode(errors='replace')}"
            self._shown += os.read(self._here, 65536)
        before, _, self._shown = self._shown.partition(words.encode())
        return before.decode()

    def type(self, text: str) -> None:
        """Types a line."""
        os.write(self._here, f"{text}\n".encode())

    def press(self, key: bytes) -> None:
        """Presses a key that writes nothing."""
        os.write(self._here, key)

    def stop(self) -> int:
        """Ends it as Ctrl+C does; gives the exit status."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(15)


@pytest.fixture
def terminal(model, tmp_path) -> Iterator[Terminal]:
    opened = Terminal(tmp_path)
    yield opened
    assert opened.stop() == 0
    assert conversations(tmp_path) == {}, "a talk in the terminal is forgotten at its end"


def test_the_terminal_and_the_page_are_answered_by_one_process(terminal) -> None:
    assert terminal.address in terminal.wait_for("tự động"), "it says where the page is"
    terminal.wait_for(PROMPT)
    terminal.type("lam can cuoc o dau")
    assert "NƠI NỘP" in terminal.wait_for(PROMPT)
    terminal.type("/menu")
    assert "1. 🧭" in terminal.wait_for(PROMPT)
    terminal.type("2")
    assert "Làm thẻ căn cước" in terminal.wait_for(PROMPT)
    assert httpx.get(f"{terminal.address}/readyz", trust_env=False).json() == {"ready": True}
    terminal.press(b"\x04")
    terminal.wait_for("Trang web vẫn chạy")
    assert httpx.get(f"{terminal.address}/", trust_env=False).status_code == 200
