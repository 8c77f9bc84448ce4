"""Looking into the store's file from another process, without ever changing it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, List, Protocol

from bot.storage.database import StoreRefused

_BUSY_SECONDS = 2.0


class Reader(Protocol):
    """What queries can be put to: the store itself, or the file opened for reading alone."""

    def read(self, statement: str, *values: Any) -> List[Any]:
        """All rows of a query; raises ``StoreRefused`` when the file cannot be read."""
        ...


class ReadOnlyFile:
    """The file of a store that may be in use; a context manager.

    SQLite itself refuses to write through this connection, whatever the statement.
    """

    def __init__(self, path: Path) -> None:
        """Opens ``path``.

        Raises:
            StoreRefused: there is no such file, or it is no database.
        """
        try:
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS
            )
        except sqlite3.Error as error:
            raise StoreRefused(f"Không mở được tệp lưu trữ {path}: {error}") from error

    def __enter__(self) -> ReadOnlyFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def read(self, statement: str, *values: Any) -> List[Any]:
        """All rows of a query, as of the last commit.

        Raises:
            StoreRefused: the file cannot be read, or the statement would write.
        """
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise StoreRefused(str(error)) from error
