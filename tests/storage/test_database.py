from __future__ import annotations

import asyncio
import sqlite3
import stat
import threading
import time

import pytest

from bot.storage.database import Database, StoreRefused
from bot.storage.database import database as shared


def insert(value: str):
    def work(connection: sqlite3.Connection) -> str:
        connection.execute("INSERT INTO conversations VALUES (?, 'x', 0)", (value,))
        return value

    return work


def senders(database: Database) -> list:
    return [row[0] for row in database.read("SELECT sender FROM conversations ORDER BY sender")]


def test_what_is_written_is_there_after_opening_anew(tmp_path, run) -> None:
    database = Database(tmp_path / "a" / "store.sqlite3")
    assert run(database.write(insert("x"))) == "x"
    database.close()
    again = Database(tmp_path / "a" / "store.sqlite3")
    assert senders(again) == ["x"]
    again.close()


def test_the_file_is_its_owners_alone(database) -> None:
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600
    wal = database.path.with_name(database.path.name + "-wal")
    assert stat.S_IMODE(wal.stat().st_mode) == 0o600


def test_one_that_fails_takes_no_other_with_it(database, run) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        insert("never")(connection)
        raise KeyError("mine")

    async def all_at_once() -> list:
        works = [insert("a"), broken, insert("b")]
        return await asyncio.gather(*map(database.write, works), return_exceptions=True)

    first, failed, last = run(all_at_once())
    assert (first, last) == ("a", "b")
    assert isinstance(failed, KeyError)
    assert senders(database) == ["a", "b"]


def test_what_is_written_at_once_shares_a_commit(database, run) -> None:
    hold = threading.Event()
    commits = []
    database._writer.set_trace_callback(lambda s: commits.append(s) if s == "COMMIT" else None)

    async def scenario() -> None:
        first = asyncio.ensure_future(database.write(lambda _: hold.wait(10)))
        await asyncio.sleep(0.05)
        rest = [asyncio.ensure_future(database.write(insert(str(n)))) for n in range(50)]
        await asyncio.sleep(0)
        hold.set()
        await asyncio.gather(first, *rest)

    run(scenario())
    assert len(commits) == 2
    assert len(senders(database)) == 50


def test_a_full_disk_refuses_and_later_takes_again(database, run) -> None:
    pages = database.read("PRAGMA page_count")[0][0]
    database._writer.execute(f"PRAGMA max_page_count = {pages + 2}")

    async def fill() -> None:
        for number in range(200):
            await database.write(insert(f"{number:04d}" + "x" * 500))

    with pytest.raises(StoreRefused, match="full"):
        run(fill())
    with pytest.raises(StoreRefused, match="full"):
        run(database.probe())
    before = len(senders(database))
    database._writer.execute("PRAGMA max_page_count = 1000000")
    run(database.probe())
    run(database.write(insert("room again")))
    assert len(senders(database)) == before + 1


def test_a_locked_file_refuses_without_stopping_the_loop(database, run) -> None:
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    database._writer.execute("PRAGMA busy_timeout = 200")

    async def scenario() -> int:
        turns = 0
        refused = asyncio.ensure_future(database.write(insert("x")))
        while not refused.done():
            await asyncio.sleep(0.001)
            turns += 1
        with pytest.raises(StoreRefused, match="locked"):
            refused.result()
        return turns

    assert run(scenario()) > 20
    other.execute("ROLLBACK")
    run(database.write(insert("y")))
    assert senders(database) == ["y"]
    other.close()


def test_reading_goes_on_while_another_process_writes(database, run) -> None:
    run(database.write(insert("x")))
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    assert senders(database) == ["x"]
    assert time.monotonic() - begun < 0.5
    other.execute("ROLLBACK")
    other.close()


def test_probing_leaves_nothing_behind(database, run) -> None:
    for _ in range(3):
        run(database.probe())
    assert database.read("SELECT count(*) FROM probe") == [(1,)]


def test_after_a_checkpoint_nothing_deleted_is_in_any_file(database, run) -> None:
    run(database.write(insert("bí mật của dân")))
    run(database.write(lambda c: c.execute("DELETE FROM conversations").rowcount))
    database.checkpoint()
    for path in database.path.parent.iterdir():
        assert "bí mật của dân".encode() not in path.read_bytes(), path.name


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b"\x00" * 5000])
def test_a_file_that_is_no_database_is_refused_at_the_start(tmp_path, damage) -> None:
    path = tmp_path / "store.sqlite3"
    path.write_bytes(damage)
    with pytest.raises(StoreRefused, match=r"store\.sqlite3"):
        Database(path)


def test_once_closed_it_refuses(tmp_path, run) -> None:
    database = Database(tmp_path / "store.sqlite3")
    database.close()
    database.close()
    with pytest.raises(StoreRefused):
        run(database.write(insert("x")))


def test_one_process_alone_claims_the_file(tmp_path) -> None:
    first, second = Database(tmp_path / "x"), Database(tmp_path / "x")
    first.claim()
    with pytest.raises(StoreRefused, match="tiến trình khác"):
        second.claim()
    first.close()
    second.claim()
    second.close()


def test_one_folder_has_one_database(tmp_path) -> None:
    first = shared(tmp_path)
    assert shared(tmp_path) is first
    first.close()
    shared.cache_clear()
