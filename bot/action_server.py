"""The action server as a process of ours: started, watched, started again, stopped."""

from __future__ import annotations

import datetime as dt
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Optional

from bot.content.store import DATA_VARIABLE
from bot.model import PROJECT

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
_DAY_VARIABLE = "BOT_AS_OF"
_FIRST_PAUSE = 0.5  # seconds before it is started again; doubled each time it ends at once
_LONGEST_PAUSE = 30.0
_STEADY = 60.0  # seconds after which a run counts as a good one
_GRACE = 1.0  # seconds to end by itself; it has nothing to save, and a stop must be done in ten


class ActionServer:
    """Keeps ``python -m actions`` running while the ``with`` block lasts."""

    def __init__(self, data: Path, day: Optional[dt.date] = None, port: Optional[int] = None):
        """``day`` fixes the day of the answers; without ``port`` a free one is taken."""
        self._port = port or _free_port()
        self._environment = {**os.environ, DATA_VARIABLE: str(data.resolve())}
        if day is not None:
            self._environment[_DAY_VARIABLE] = day.isoformat()
        self._stopping = threading.Event()
        self._process: Optional[subprocess.Popen] = None
        self._started = threading.Condition()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self._port}"

    @property
    def pid(self) -> Optional[int]:
        """The process that runs now."""
        return self._process.pid if self._process else None

    def __enter__(self) -> ActionServer:
        self._start()
        self._watcher.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
        self._watcher.join(_GRACE)
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def wait_until_ready(self, seconds: float = 20.0) -> bool:
        """Whether it takes connections within ``seconds``."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex((HOST, self._port)) == 0:
                    return True
            time.sleep(0.05)
        return False

    def wait_for_restart(self, pid: Optional[int], seconds: float = 20.0) -> bool:
        """Whether another process than ``pid`` is started within ``seconds``."""
        with self._started:
            return self._started.wait_for(lambda: self.pid != pid, seconds)

    def _start(self) -> None:
        # Its standard input is ours to hold: it ends by itself when this process is gone.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "actions", "--port", str(self._port)],
            cwd=PROJECT,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=sys.stderr,
            # Ctrl+C in the terminal is for this process, which then stops the server itself.
            start_new_session=True,
        )
        with self._started:
            self._started.notify_all()

    def _watch(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            assert self._process is not None
            began = time.monotonic()
            status = self._process.wait()
            if self._stopping.is_set():
                return
            steady = time.monotonic() - began > _STEADY
            pause = _FIRST_PAUSE if steady else min(2 * pause, _LONGEST_PAUSE)
            logger.error(
                "Phần hỏi từng bước đã dừng (mã %s); chạy lại sau %.0f giây.", status, pause
            )
            if not self._stopping.wait(pause):
                self._start()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
