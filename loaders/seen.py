"""Which records a run has met, on disk, so that memory does not grow with the catalogue."""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Self


class SeenRecords:
    """Record id → first row, in a temporary SQLite file that vanishes when closed."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute(
            "CREATE TABLE seen (id TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID"
        )
        self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def first_row(self, id: str, row: int) -> int:
        """The row that had this id first: ``row`` itself when it is new."""
        self._connection.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (id, row))
        found = self._connection.execute("SELECT row FROM seen WHERE id = ?", (id,)).fetchone()
        return int(found[0])
