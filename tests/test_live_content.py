from __future__ import annotations

import logging
import os
import threading

import pytest

from bot import live_content
from bot.content.problems import ContentError
from bot.live_content import LiveContent

TOPIC = "topics/cu_tru/tam_tru.yml"


@pytest.fixture
def clock(monkeypatch):
    """Each look at the clock is a minute later, so that every call looks at the files."""
    now = iter(range(0, 10**6, 60))
    monkeypatch.setattr(live_content.time, "monotonic", lambda: next(now))


def at_once(work) -> None:
    work()


def rewrite(path, old: str, new: str) -> None:
    before = path.stat().st_mtime_ns
    path.write_text(path.read_text().replace(old, new))
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_an_edited_answer_is_live(data_copy, clock) -> None:
    live = LiveContent(data_copy, at_once)
    rewrite(data_copy / TOPIC, "title: Đăng ký tạm trú", "title: Tạm trú mới")
    assert live.get().topics["tam_tru"].title == "Tạm trú mới"


def test_broken_content_keeps_the_last_good_one_and_says_so(data_copy, clock, caplog) -> None:
    live = LiveContent(data_copy, at_once)
    rewrite(data_copy / TOPIC, "title: Đăng ký tạm trú", "title: [")
    with caplog.at_level(logging.ERROR):
        assert live.get().topics["tam_tru"].title == "Đăng ký tạm trú"
    assert "tam_tru.yml" in caplog.text
    rewrite(data_copy / TOPIC, "title: [", "title: Lại đúng")
    assert live.get().topics["tam_tru"].title == "Lại đúng"


def test_an_error_that_only_the_check_finds_keeps_the_last_good_content(
    data_copy, clock, caplog
) -> None:
    """A dead reference is well-formed YAML, and would break the answer when it is composed."""
    live = LiveContent(data_copy, at_once)
    before = live.get().topics["tam_tru"].answers["le_phi"].text
    rewrite(data_copy / TOPIC, "{le_phi_tam_tru_vneid}", "{khong_co}")
    with caplog.at_level(logging.ERROR):
        assert live.get().topics["tam_tru"].answers["le_phi"].text == before
    assert "khong_co" in caplog.text


def test_broken_content_at_the_start_is_an_error(data_copy) -> None:
    (data_copy / TOPIC).write_text("title: [")
    with pytest.raises(ContentError):
        LiveContent(data_copy)


def test_nobody_waits_for_the_loading(data_copy, clock) -> None:
    begun = []
    live = LiveContent(data_copy, begun.append)
    rewrite(data_copy / TOPIC, "title: Đăng ký tạm trú", "title: Tạm trú mới")
    assert live.get().topics["tam_tru"].title == "Đăng ký tạm trú"
    assert live.get().topics["tam_tru"].title == "Đăng ký tạm trú"
    [load] = begun  # the second look found the first still at it
    load()
    assert live.get().topics["tam_tru"].title == "Tạm trú mới"


def test_loading_runs_beside_the_caller(data_copy, clock) -> None:
    live = LiveContent(data_copy)
    rewrite(data_copy / TOPIC, "title: Đăng ký tạm trú", "title: Tạm trú mới")
    live.get()
    [thread] = [t for t in threading.enumerate() if t.name == "content"]
    thread.join(60)
    assert live.get().topics["tam_tru"].title == "Tạm trú mới"
