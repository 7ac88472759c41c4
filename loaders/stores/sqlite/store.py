"""The store itself: transactions, and the contract's methods over reading and writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.decision import Decision, from_line
from graph_model.errors import NotFound, StoreError
from graph_model.node import Node
from loaders.stores.kept import Kept
from loaders.stores.results import RecordState, Written
from loaders.stores.sqlite import write
from loaders.stores.sqlite.columns import keep_columns
from loaders.stores.sqlite.connection import Connections
from loaders.stores.sqlite.read import SqliteReading

T = TypeVar("T", Written, int)


class SqliteStore(SqliteReading):
    """A graph in one SQLite file. One writer at a time; any number of readers meanwhile."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._uri = str(path)
        super().__init__(Connections(path, create=create))

    @property
    def uri(self) -> str:
        """The file's path."""
        return self._uri

    def close(self) -> None:
        """Close all connections."""
        self._stop_renewing()
        self._connections.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction; a second writer waits up to ten seconds, then STORE_BUSY."""
        connection = self._connections.get()
        if connection.in_transaction:
            raise StoreError("STORE_FAILED", uri=self.uri, reason="batches cannot be nested")
        with self._connections.errors():
            connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._connections.errors():
                connection.execute("COMMIT")
            self._wrote()
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        connection = self._connections.get()
        if connection.in_transaction:
            with self._connections.errors():
                yield connection
            return
        with self.batch(), self._connections.errors():
            yield connection

    def upsert_nodes(self, nodes: Iterable[Node]) -> Written:
        """See GraphStore."""
        with self._writing() as connection:
            return self._touched(connection, write.upsert_nodes(connection, nodes))

    def upsert_edges(self, claims: Iterable[Claim]) -> Written:
        """See GraphStore."""
        with self._writing() as connection:
            return self._touched(connection, write.upsert_edges(connection, claims))

    def delete_by_source(self, sources: Iterable[str]) -> int:
        """See GraphStore."""
        with self._writing() as connection:
            return self._touched(connection, write.delete_by_source(connection, sources))

    def prune(self) -> int:
        """See GraphStore."""
        with self._writing() as connection:
            decided = {id for decision in self.decisions() for id in decision.ids}
            return self._touched(connection, write.prune(connection, decided))

    @staticmethod
    def _touched(connection: sqlite3.Connection, done: T) -> T:
        """Give the graph a new generation when something was written."""
        changed = done.created or done.updated if isinstance(done, Written) else done
        if changed:
            values = ("generation", token_hex(8))
            connection.execute("REPLACE INTO meta VALUES (?, ?)", values)
        return done

    def summarize(self) -> None:
        """See GraphStore."""
        with self._writing() as connection:
            keep_columns(connection)
        self._keep_summaries()

    def is_ready(self) -> bool:
        """See GraphStore. A file is made with all of it."""
        return True

    def make_ready(self) -> None:
        """See GraphStore."""

    def delete_claims(self, claims: Iterable[Claim]) -> int:
        """See GraphStore."""
        with self._writing() as connection:
            return self._touched(connection, write.delete_claims(connection, claims))

    def delete_nodes(self, ids: Iterable[str]) -> int:
        """See GraphStore."""
        with self._writing() as connection:
            return self._touched(connection, write.delete_nodes(connection, ids))

    def add_decisions(self, decisions: Sequence[Decision]) -> list[Decision]:
        """See GraphStore."""
        written = []
        with self._writing():
            (last,) = self._rows("SELECT COALESCE(MAX(no), 0) FROM decision", ())[0]
            for no, decision in enumerate(decisions, last + 1):
                numbered = replace(decision, no=no)
                line = numbered.as_line()
                self._connections.get().execute("INSERT INTO decision VALUES (?, ?)", (no, line))
                written.append(numbered)
        return written

    def decisions(self) -> list[Decision]:
        """See GraphStore."""
        rows = self._rows("SELECT line FROM decision ORDER BY no", ())
        return [from_line(line) for (line,) in rows]

    def record_states(self, ids: Sequence[str]) -> dict[str, RecordState]:
        """See GraphStore."""
        states: dict[str, RecordState] = {}
        for part in write.chunks(ids):
            rows = self._rows(
                "SELECT id, json_extract(properties, '$.digest'), "
                "json_extract(properties, '$.source_file'), json_extract(properties, '$.row'), "
                "json_extract(properties, '$.run') FROM node "
                "WHERE label = (SELECT no FROM label WHERE name = 'Record') "
                f"AND id IN ({write.marks(part)})",
                part,
            )
            for id, digest, source_file, row, run in rows:
                states[id] = RecordState(digest or "", source_file or "", row or 0, run or "")
        return states

    def get_state(self, key: str) -> str:
        """See GraphStore."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", ("state:" + key,))
        return str(rows[0][0]) if rows else ""

    def set_state(self, key: str, value: str) -> None:
        """See GraphStore."""
        with self._writing() as connection:
            if value:
                connection.execute("REPLACE INTO meta VALUES (?, ?)", ("state:" + key, value))
            else:
                connection.execute("DELETE FROM meta WHERE key = ?", ("state:" + key,))

    # -- what readers keep -------------------------------------------------------------------------

    def keep(self, item: Kept) -> None:
        """See GraphStore."""
        values = (
            item.id, item.owner, item.kind, item.name, int(item.access), item.changed, item.value
        )  # fmt: skip
        with self._writing() as connection:
            connection.execute("REPLACE INTO kept VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def drop(self, id: str, owner: str) -> bool:
        """See GraphStore."""
        with self._writing() as connection:
            gone = connection.execute("DELETE FROM kept WHERE id = ? AND owner = ?", (id, owner))
            return bool(gone.rowcount)

    def kept(self, owner: str, kind: str, reader: Access) -> list[Kept]:
        """See GraphStore."""
        rows = self._rows(
            f"SELECT {_KEPT} FROM kept WHERE owner = ? AND kind = ? AND access <= ? "
            "ORDER BY changed DESC, id",
            (owner, kind, int(reader)),
        )
        return [_kept_of(row) for row in rows]

    def kept_by_id(self, id: str, reader: Access) -> Kept:
        """See GraphStore."""
        rows = self._rows(
            f"SELECT {_KEPT} FROM kept WHERE id = ? AND access <= ?", (id, int(reader))
        )
        if not rows:
            raise NotFound("kept", id)
        return _kept_of(rows[0])


_KEPT = "id, owner, kind, name, value, access, changed"


def _kept_of(row: tuple[str, str, str, str, str, int, str]) -> Kept:
    id, owner, kind, name, value, access, changed = row
    return Kept(id, owner, kind, name, value, Access(access), changed)
