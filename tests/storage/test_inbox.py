from __future__ import annotations

from typing import List

import pytest

from bot.storage.database import StoreRefused
from bot.storage.inbox import TAP_SECONDS, Inbox, Incoming, Verdict, forget_chat
from bot.storage.turn import Send, Turn
from tests.auxil.virtual_time import VirtualTime

DAY = 24 * 3600


def note(lane: int) -> Send:
    return Send(lane, "send_message", {"text": "chậm lại"})


@pytest.fixture
def clock() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
def inbox(database, clock) -> Inbox:
    return Inbox(database, clock, backlog=5)


@pytest.fixture
def store(inbox, run):
    def stored(*updates: Incoming) -> List[Verdict]:
        return run(inbox.store(updates, note))

    return stored


def text(number: int, lane: int = 7) -> Incoming:
    return Incoming(number, lane, f'{{"update_id": {number}}}')


def tap(number: int, key: str = "k") -> Incoming:
    return Incoming(number, 7, "{}", key)


def outbox(database) -> list:
    return database.read("SELECT chat, parameters FROM outbox ORDER BY id")


def test_the_same_number_is_stored_once_even_when_done(inbox, store, run) -> None:
    assert store(text(1)) == [Verdict.STORED]
    assert store(text(1), text(2)) == [Verdict.DUPLICATE, Verdict.STORED]
    run(inbox.finish(inbox.next(7), Turn()))
    assert store(text(1)) == [Verdict.DUPLICATE]
    assert inbox.next(7).update_id == 2


def test_a_lane_goes_by_telegrams_numbers_not_by_arrival(inbox, store) -> None:
    store(text(12))
    store(text(10), text(11, lane=8))
    assert inbox.next(7).update_id == 10
    assert inbox.next(8).update_id == 11
    assert inbox.lanes() == [7, 8]
    assert inbox.depth() == 3


def test_a_turn_is_written_with_the_mark_that_it_is_done(inbox, store, database, run) -> None:
    store(text(1))
    run(inbox.begin(1))
    waiting = inbox.next(7)
    assert waiting.tries == 1
    turn = Turn([Send(7, "send_message", {"text": "đây"})], {"s": "tracker"})
    run(inbox.finish(waiting, turn))
    assert inbox.next(7) is None
    assert outbox(database) == [(7, '{"text": "đây"}')]
    assert database.read("SELECT sender, tracker FROM conversations") == [("s", "tracker")]
    # Nothing of the citizen's is left with the number of a done update.
    assert database.read("SELECT state, lane, payload FROM inbox") == [("done", None, None)]


def test_a_turn_that_cannot_be_written_leaves_no_trace(inbox, store, database, run) -> None:
    store(text(1))
    database._writer.execute(
        "CREATE TEMP TRIGGER full BEFORE UPDATE ON inbox BEGIN"
        " SELECT RAISE(FAIL, 'database or disk is full'); END"
    )
    turn = Turn([Send(7, "send_message", {"text": "đây"})], {"s": "tracker"})
    with pytest.raises(StoreRefused, match="full"):
        run(inbox.finish(inbox.next(7), turn))
    assert outbox(database) == []
    assert database.read("SELECT * FROM conversations") == []
    assert inbox.next(7).update_id == 1


def test_a_parked_update_is_out_of_the_way_and_kept_a_week(inbox, store, clock, run) -> None:
    store(text(1), text(2))
    run(inbox.finish(inbox.next(7), Turn(), parked=True))
    assert inbox.next(7).update_id == 2
    run(inbox.finish(inbox.next(7), Turn()))
    clock.now += 6 * DAY
    assert run(inbox.purge()) == 1  # the done one
    clock.now += 2 * DAY
    assert run(inbox.purge()) == 1


def test_numbers_are_known_for_longer_than_telegram_keeps_updates(inbox, store, clock, run) -> None:
    store(text(1))
    run(inbox.finish(inbox.next(7), Turn()))
    clock.now += 1.5 * DAY
    run(inbox.purge())
    assert store(text(1)) == [Verdict.DUPLICATE]


def test_what_waits_is_never_purged(inbox, store, clock, run) -> None:
    store(text(1))
    clock.now += 365 * DAY
    run(inbox.purge())
    assert inbox.next(7).update_id == 1


class TestTaps:
    def test_a_repeat_under_another_number_is_dropped(self, inbox, store, run) -> None:
        assert store(tap(1)) == [Verdict.STORED]
        run(inbox.finish(inbox.next(7), Turn()))
        assert store(tap(2), tap(3, "other")) == [Verdict.REPEATED_TAP, Verdict.STORED]

    def test_it_is_a_new_wish_later(self, inbox, store, clock, run) -> None:
        store(tap(1))
        run(inbox.finish(inbox.next(7), Turn()))
        clock.now += TAP_SECONDS + 1
        assert store(tap(2)) == [Verdict.STORED]

    def test_while_the_first_still_waits_every_repeat_is_dropped(self, store, clock) -> None:
        store(tap(1))
        clock.now += 3600
        assert store(tap(2)) == [Verdict.REPEATED_TAP]

    @pytest.mark.parametrize("jump", [-3600, 3600, -DAY])
    def test_a_clock_that_was_moved_does_not_silence_a_button(
        self, inbox, store, clock, run, jump
    ) -> None:
        store(tap(1))
        run(inbox.finish(inbox.next(7), Turn()))
        clock.now += jump
        assert store(tap(2)) == [Verdict.STORED]

    def test_what_names_the_tap_is_forgotten(self, inbox, store, database, clock, run) -> None:
        store(tap(1))
        run(inbox.finish(inbox.next(7), Turn()))
        clock.now += TAP_SECONDS + 1
        run(inbox.purge())
        assert database.read("SELECT tap FROM inbox") == [(None,)]


class TestFlood:
    def test_more_than_the_backlog_is_refused_with_one_note(self, store, database) -> None:
        verdicts = store(*(text(n) for n in range(1, 11)))
        assert verdicts == [Verdict.STORED] * 5 + [Verdict.FLOODED] * 5
        assert store(text(11)) == [Verdict.FLOODED]
        assert outbox(database) == [(7, '{"text": "chậm lại"}')]

    def test_others_are_not_concerned(self, store) -> None:
        store(*(text(n) for n in range(1, 11)))
        assert store(text(20, lane=8)) == [Verdict.STORED]

    def test_unsent_answers_count_too(self, inbox, store, run) -> None:
        store(*(text(n) for n in range(1, 6)))
        for _ in range(5):
            waiting = inbox.next(7)
            run(inbox.finish(waiting, Turn([note(7)])))
        assert store(text(6)) == [Verdict.FLOODED]

    def test_once_it_is_worked_off_new_ones_are_taken(self, inbox, store, run) -> None:
        store(*(text(n) for n in range(1, 6)))
        run(inbox.finish(inbox.next(7), Turn()))
        assert store(text(6)) == [Verdict.STORED]

    def test_a_second_flood_later_gets_a_second_note(self, store, database, clock) -> None:
        store(*(text(n) for n in range(1, 8)))
        clock.now += 61
        store(text(8))
        assert len(outbox(database)) == 2


def test_forgetting_a_chat_leaves_nothing_of_it(inbox, store, database, run) -> None:
    store(text(1), text(2), text(3, lane=8))
    run(inbox.finish(inbox.next(7), Turn([note(7)])))
    assert run(database.write(lambda c: forget_chat(c, 7))) == 2
    assert inbox.lanes() == [8]
    assert outbox(database) == []
