"""Somebody who asks on the web page, as its script does; and the process that serves it alone."""

from __future__ import annotations

import re
import uuid
from html import unescape
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import httpx

from tests.auxil.process import Process, environment, free_port

SERVED = "Trang web: "


def serve_page(state: Path, port: Optional[int] = None, **extra: str) -> Tuple[Process, str]:
    """The assistant without Telegram, once it answers, and the address of its page."""
    port = port or free_port()
    env = environment(WEB_PAGE="on", BOT_PORT=str(port), BOT_STATE=str(state), **extra)
    process = Process(["run"], env)
    process.wait_for(SERVED)
    return process, f"http://127.0.0.1:{port}"


class WebCitizen:
    """One conversation; what was answered last is in ``answer``."""

    def __init__(self, address: str, conversation: Optional[str] = None) -> None:
        self.address = address
        self.conversation = conversation or uuid.uuid4().hex
        self.answer: Dict[str, Any] = {}

    def post(self, path: str, body: Dict[str, Any]) -> httpx.Response:
        """A call as the page's script makes it."""
        return httpx.post(
            f"{self.address}{path}",
            json={"cuoc": self.conversation, **body},
            trust_env=False,
            timeout=30,
        )

    def send(self, number: Optional[str] = None, **said: str) -> httpx.Response:
        """A message: ``loi`` is typed, ``nut`` tapped."""
        return self.post("/api/hoi", {"so": number or str(uuid.uuid4()), **said})

    def ask(self, text: str) -> str:
        """Types and gives what the answer says."""
        return self._read(self.send(loi=text))

    def press(self, title: str) -> str:
        """Taps the button of this title below the last answer and gives what the answer says."""
        [payload] = [b["gia_tri"] for b in self._buttons() if b["chu"] == title]
        return self._read(self.send(nut=payload))

    def tap(self, payload: str) -> str:
        """Taps a button of this payload and gives what the answer says."""
        return self._read(self.send(nut=payload))

    def titles(self) -> List[str]:
        """What can be tapped below the last answer."""
        return [button["chu"] for button in self._buttons()]

    def delete(self) -> Dict[str, Any]:
        """Has everything deleted."""
        return self.post("/api/xoa", {}).json()

    def _buttons(self) -> List[Dict[str, str]]:
        return [*self.answer["nut"], *self.answer["cong_cu"]]

    def _read(self, response: httpx.Response) -> str:
        assert response.status_code == 200, response.text
        self.answer = response.json()["tra_loi"][-1]
        return readable(self.answer["html"])


def readable(html: str) -> str:
    """What a page says, a line for each paragraph and point."""
    lines = re.sub(r"<br>|</(?:p|li|h\d)>", "\n", html)
    return unescape(re.sub(r"<[^>]+>", "", lines)).strip()
