from __future__ import annotations

from bot.web.limits import Allowance


def test_so_many_at_once_then_so_many_a_second_each_name_alone() -> None:
    now = 100.0
    allowance = Allowance(3, 0.5, clock=lambda: now)
    assert [allowance.take("a") for _ in range(5)] == [0, 0, 0, 2, 2]
    assert allowance.take("b") == 0
    now += 2
    assert [allowance.take("a") for _ in range(2)] == [0, 2]
    now += 60
    assert [allowance.take("a") for _ in range(4)] == [0, 0, 0, 2]


def test_names_are_not_kept_and_not_without_bound(monkeypatch) -> None:
    monkeypatch.setattr("bot.web.limits._REMEMBERED", 10)
    allowance = Allowance(1, 1)
    for number in range(50):
        allowance.take(f"203.0.113.{number}")
    assert len(allowance._free_at) == 10
    assert all(isinstance(name, bytes) and len(name) == 32 for name in allowance._free_at)
