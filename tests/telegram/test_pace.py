from __future__ import annotations

from typing import List

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.pace import Pace
from tests.auxil.virtual_time import VirtualTime


def sent_at(pace: Pace, clock: VirtualTime, chat: int) -> float:
    """Waits as it is told to, and gives when the message went out."""
    clock.now += pace.chat_wait(chat)
    clock.now += pace.take(chat)
    return clock.now


def test_the_first_message_does_not_wait() -> None:
    pace = Pace(clock=VirtualTime())
    assert pace.chat_wait(7) == 0
    assert pace.take(7) == 0


def test_a_chat_gets_one_a_second() -> None:
    clock = VirtualTime()
    pace = Pace(clock=clock)
    times = [sent_at(pace, clock, 7) for _ in range(5)]
    assert [round(t - times[0], 3) for t in times] == [0, 1, 2, 3, 4]


def test_a_group_gets_twenty_a_minute() -> None:
    clock = VirtualTime()
    pace = Pace(clock=clock)
    times = [sent_at(pace, clock, -7) for _ in range(60)]
    assert all(times[n + 20] - times[n] >= 60 for n in range(40))
    assert times[19] - times[0] < 20


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-5, 200), min_size=40, max_size=200))
def test_all_chats_together_get_no_more_than_the_rate(chats: List[int]) -> None:
    clock = VirtualTime()
    pace = Pace(30, clock)
    times = []
    for chat in chats:
        wait = pace.chat_wait(chat)
        if wait:
            clock.now += wait
        times.append(clock.now + pace.take(chat))
    times.sort()
    assert all(times[n + 30] - times[n] >= 0.999 for n in range(len(times) - 30))


def test_what_it_remembers_is_bounded() -> None:
    clock = VirtualTime()
    pace = Pace(clock=clock)
    for chat in range(1, 30_000):
        clock.now += 1
        pace.take(chat)
    assert len(pace._sent) <= 10_000
