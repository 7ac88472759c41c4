"""The store itself: transactions, and the contract's methods over reading and writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from graph_model.claim import Claim
from graph_model.decision import Decision, from_line
from graph_model.errors import StoreError
from graph_model.node import Node
from loaders.stores.results import RecordState, Written
from loaders.stores.sqlite import write
from loaders.stores.sqlite.connection import Connections
from loaders.stores.sqlite.read import SqliteReading


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
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._connections.get().in_transaction:
            with self._connections.errors():
                yield
            return
        with self.batch(), self._connections.errors():
            yield

    def upsert_nodes(self, nodes: Iterable[Node]) -> Written:
        """See GraphStore."""
        with self._writing():
            return write.upsert_nodes(self._connections.get(), nodes)

    def upsert_edges(self, claims: Iterable[Claim]) -> Written:
        """See GraphStore."""
        with self._writing():
            return write.upsert_edges(self._connections.get(), claims)

    def delete_by_source(self, sources: Iterable[str]) -> int:
        """See GraphStore."""
        with self._writing():
            return write.delete_by_source(self._connections.get(), sources)

    def prune(self) -> int:
        """See GraphStore."""
        with self._writing():
            decided = {id for decision in self.decisions() for id in decision.ids}
            return write.prune(self._connections.get(), decided)

    def delete_claims(self, claims: Iterable[Claim]) -> int:
        """See GraphStore."""
        with self._writing():
            return write.delete_claims(self._connections.get(), claims)

    def delete_nodes(self, ids: Iterable[str]) -> int:
        """See GraphStore."""
        with self._writing():
            return write.delete_nodes(self._connections.get(), ids)

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
        connection = self._connections.get()
        with self._writing():
            if value:
                connection.execute("REPLACE INTO meta VALUES (?, ?)", ("state:" + key, value))
            else:
                connection.execute("DELETE FROM meta WHERE key = ?", ("state:" + key,))
