"""The assistant as a process of its own, as a user starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Dict, List, Optional

PROJECT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**extra: str) -> Dict[str, str]:
    """This environment without a real token, keeping nothing for others, with ``extra``."""
    values = {k: v for k, v in os.environ.items() if not k.startswith("TELEGRAM_")}
    state = extra.get("BOT_STATE") or tempfile.mkdtemp(prefix="bot-state-")
    return {**values, "PYTHONUNBUFFERED": "1", **extra, "BOT_STATE": state}


class Process:
    """``python -m bot ...`` with its output gathered while it runs."""

    def __init__(self, arguments: List[str], env: Dict[str, str], module: str = "bot") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=PROJECT,
            env=env,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.lines: List[str] = []
        self._changed = threading.Condition()
        self._ended = False
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._changed:
                self.lines.append(line)
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def output(self) -> str:
        """Everything printed so far."""
        return "".join(self.lines)

    def wait_for(self, words: str, seconds: float = 90) -> None:
        """Waits until ``words`` were printed."""
        with self._changed:
            self._changed.wait_for(lambda: words in self.output or self._ended, seconds)
        assert words in self.output, f"«{words}» was not printed:\n{self.output}"

    def wait(self, seconds: float = 30) -> int:
        """Waits until it ends by itself; gives the exit status, negative for a signal."""
        return self._process.wait(seconds)

    def kill(self) -> None:
        """Ends it as a power cut does."""
        self._process.kill()
        self._process.wait()

    def stop(self, seconds: float = 15) -> Optional[int]:
        """Ends it as an operator does; gives the exit status."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise AssertionError(f"did not stop within {seconds} s:\n{self.output}") from None
