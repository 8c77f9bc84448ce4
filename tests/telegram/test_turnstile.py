from __future__ import annotations

import itertools

import pytest
from telegram.constants import ChatID

from bot.telegram.turnstile import MOST_IN_ALL, MOST_IN_GROUP, Turnstile


class Gate:
    def __init__(self) -> None:
        self.now = 0.0
        self.turnstile = Turnstile(lambda: self.now)
        self._numbers = itertools.count(1)

    def passed(self, chat: int, person: int, times: int) -> int:
        """How many of so many messages pass."""
        return sum(self.turnstile.passes(next(self._numbers), chat, person) for _ in range(times))


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_a_member_leaves_room_for_the_others_of_a_group(gate) -> None:
    assert gate.passed(-100, 7, 50) == MOST_IN_GROUP
    assert gate.passed(-100, 8, 1) == 1
    assert gate.passed(-200, 7, 1) == 1
    assert gate.passed(7, 7, 1) == 1


def test_a_minute_later_one_may_go_on(gate) -> None:
    gate.passed(-100, 7, 50)
    gate.now = 59.0
    assert gate.passed(-100, 7, 1) == 0
    gate.now = 60.0
    assert gate.passed(-100, 7, 50) == MOST_IN_GROUP


def test_many_groups_give_one_person_no_more(gate) -> None:
    assert sum(gate.passed(-n, 7, MOST_IN_GROUP) for n in range(1, 40)) == MOST_IN_ALL
    assert gate.passed(8, 8, 1) == 1


def test_hidden_administrators_of_all_groups_are_not_one_person(gate) -> None:
    assert sum(gate.passed(-n, ChatID.ANONYMOUS_ADMIN, 20) for n in range(1, 40)) == (
        39 * MOST_IN_GROUP
    )


def test_what_comes_again_is_not_counted_again(gate) -> None:
    assert all(gate.turnstile.passes(500, -100, 7) for _ in range(50))
    assert gate.passed(-100, 7, 50) == MOST_IN_GROUP - 1


def test_what_it_remembers_is_bounded(gate) -> None:
    for person in range(1, 10_500):
        gate.passed(person, person, 1)
    assert len(gate.turnstile._passed) <= 10_000
