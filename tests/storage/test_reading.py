from __future__ import annotations

import pytest

from bot.storage.asked import AskedRecords, Question, save_question
from bot.storage.database import Database, StoreRefused
from bot.storage.reading import ReadOnlyFile

QUESTION = Question("a", "telegram", "mất sổ đỏ", "fallback")


@pytest.fixture
def kept(database, run) -> Database:
    run(database.write(lambda c: save_question(c, QUESTION, 1_795_000_000.0)))
    return database


def test_a_store_in_use_is_read(kept) -> None:
    with ReadOnlyFile(kept.path) as file:
        assert [row.question for row in AskedRecords(file).questions()] == [QUESTION]


def test_a_closed_store_is_read(kept) -> None:
    kept.close()
    with ReadOnlyFile(kept.path) as file:
        assert len(AskedRecords(file).questions()) == 1


def test_nothing_can_be_written_through_it(kept) -> None:
    with ReadOnlyFile(kept.path) as file, pytest.raises(StoreRefused):
        file.read("DELETE FROM questions")
    assert kept.read("SELECT count(*) FROM questions") == [(1,)]


def test_a_file_that_is_not_there_is_not_made(tmp_path) -> None:
    with pytest.raises(StoreRefused):
        ReadOnlyFile(tmp_path / "none.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_store_is_refused(tmp_path) -> None:
    path = tmp_path / "store.sqlite3"
    path.write_text("chữ thường")
    with ReadOnlyFile(path) as file, pytest.raises(StoreRefused):
        AskedRecords(file).questions()
