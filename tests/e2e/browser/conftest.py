"""One browser and one running assistant for all tests of the web page.

Playwright's loop belongs to the thread as long as it runs, so the browser is closed when these
tests are over: other tests have loops of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Iterator, List, NamedTuple

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.auxil.browser import Reader, launch
from tests.auxil.web_citizen import serve_page


class Site(NamedTuple):
    """The address of the page, and the folder in which its process keeps things."""

    address: str
    state: Path


@pytest.fixture(scope="package")
def site(model, tmp_path_factory) -> Iterator[Site]:
    state = tmp_path_factory.mktemp("site")
    process, address = serve_page(state)
    yield Site(address, state)
    assert process.stop() == 0, process.output


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def new_reader(browser: Browser, site: Site) -> Iterator[Callable[..., Reader]]:
    """Makes readers, who must have found nothing to complain of when the test is over."""
    made: List[Reader] = []

    def make(address: str = site.address, **options: Any) -> Reader:
        made.append(Reader(browser, address, **options))
        return made[-1]

    yield make
    for reader in made:
        reader.leave()


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    return new_reader()
