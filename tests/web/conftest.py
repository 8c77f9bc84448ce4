"""One web page for all tests that do not break it."""

from __future__ import annotations

from typing import Iterator

import pytest

from tests.auxil.web_front import WebFront


@pytest.fixture(scope="package")
def front(run, tmp_path_factory) -> Iterator[WebFront]:
    front = WebFront(
        run,
        tmp_path_factory.mktemp("web"),
        web_address="https://a.example/hoi",
        web_embed_origins=("https://phuong.example",),
        web_proxies=1,
    )
    with front.server:
        yield front
