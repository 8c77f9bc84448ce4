"""Somebody in front of the web page in a real browser; and that browser."""

from __future__ import annotations

import subprocess
from typing import Any, Dict, List, Optional
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Playwright, Request

from tests.auxil.process import PROJECT

_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def browser_path() -> str:
    """Where the browser is that ``make test`` finds."""
    found = subprocess.run(
        [str(PROJECT / "scripts" / "browser.sh"), "--find"], capture_output=True, text=True
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


def launch(playwright: Playwright) -> Browser:
    """The browser, without a window and without calls to its maker."""
    return playwright.chromium.launch(executable_path=browser_path(), args=_QUIET)


class Reader:
    """One person with a browser of their own, which holds nothing before."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        """``options`` are Playwright's for a context: how wide, how dark, with scripts or not."""
        self.address = address
        self.context = browser.new_context(**{"viewport": {"width": 390, "height": 800}, **options})
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.requests: List[Request] = []
        self.complaints: List[str] = []
        self.page.on("request", lambda request: self.requests.append(request))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self._told(said.text))

    def _told(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.complaints.append(text)

    def open(self, path: str = "/") -> Reader:
        """Goes to a page of the site."""
        self.page.goto(self.address + path)
        return self

    @property
    def answers(self) -> Locator:
        """What the assistant has said, the greeting first."""
        return self.page.locator("#log > .said:not(.you)")

    @property
    def questions(self) -> Locator:
        """What the citizen has said."""
        return self.page.locator("#log > .you")

    @property
    def input(self) -> Locator:
        """The field to type in."""
        return self.page.get_by_label("Câu hỏi của bạn")

    def type(self, text: str) -> None:
        """Types a question and sends it, without waiting for the answer."""
        self.input.fill(text)
        self.input.press("Enter")

    def ask(self, text: str) -> str:
        """Types a question and gives the answer as it reads."""
        before = self.answers.count()
        self.type(text)
        return self.next_answer(before)

    def press(self, title: str) -> str:
        """Presses the newest button of this title and gives the answer."""
        before = self.answers.count()
        self.page.locator("#log [data-nut]", has_text=title).last.click()
        return self.next_answer(before)

    def next_answer(self, before: int) -> str:
        """The answer that comes when there have been ``before``."""
        answer = self.answers.nth(before)
        answer.wait_for()
        return answer.inner_text()

    def stored(self) -> Dict[str, str]:
        """What the page has left in the browser."""
        return self.page.evaluate("Object.assign({}, localStorage)")

    def sent_numbers(self) -> List[str]:
        """The number of each message, once for each attempt to send it."""
        asked = [r for r in self.requests if r.url.endswith("/api/hoi")]
        return [r.post_data_json["so"] for r in asked]

    def sideways(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def leave(self) -> None:
        """Closes the browser's context, and looks whether the page kept to its promises."""
        here = urlsplit(self.address).netloc
        kept: Optional[Dict[str, str]] = None
        if self.page.url.startswith(self.address):
            kept = self.stored()
        cookies = self.context.cookies()
        self.context.close()
        assert self.complaints == []
        assert {urlsplit(r.url).netloc for r in self.requests} <= {here}
        assert cookies == []
        assert set(kept or ()) <= {"cuoc"}
