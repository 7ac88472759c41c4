"""The store itself: transactions, state, and the contract's methods over reading and writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from secrets import token_hex
from typing import Any, TypeVar

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.decision import Decision, from_line
from graph_model.errors import NotFound
from graph_model.node import Node
from loaders.stores.kept import Kept
from loaders.stores.neo4j import by_hand, kept_columns, layout, write
from loaders.stores.neo4j.connection import Connection, Row, Run, rows
from loaders.stores.neo4j.read import Neo4jReading
from loaders.stores.results import RecordState, Written

T = TypeVar("T")
W = TypeVar("W", Written, int)


class Neo4jStore(Neo4jReading):
    """A graph in one Neo4j database. One writer at a time; any number of readers meanwhile."""

    def __init__(
        self,
        address: str,
        *,
        user: str = "neo4j",
        password: str = "",
        database: str = "neo4j",
        create: bool = False,
    ) -> None:
        """Connect and check; see ``open_store`` for the errors."""
        connection = Connection(address, user=user, password=password, database=database)
        try:
            layout.prepare(connection, create=create)
        except BaseException:
            connection.close()
            raise
        super().__init__(connection)

    @property
    def uri(self) -> str:
        """The server's address."""
        return self._connection.uri

    def close(self) -> None:
        """Close all connections."""
        self._stop_renewing()
        self._connection.close()

    # -- writing ---------------------------------------------------------------------------------

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction of this thread; a second writer waits, at most as long as the server's
        ``db.lock.acquisition.timeout`` says, then STORE_BUSY.

        Readers see nothing of it before it is committed. Neo4j reads what is committed, not a
        snapshot, so that a long read that runs just then may meet a part of it.
        """
        with self._connection.transaction(layout.lock):
            yield
        self._wrote()

    def _write(self, work: Callable[[Run], T]) -> T:
        def locked(run: Run) -> T:
            layout.lock(run)
            return work(run)

        if self._connection.batch:
            return self._connection.write(work)
        done = self._connection.write(locked)
        self._wrote()
        return done

    def upsert_nodes(self, nodes: Iterable[Node]) -> Written:
        """See GraphStore."""
        held = self._kept(nodes)
        return self._changing(lambda run: write.upsert_nodes(run, held))

    def upsert_edges(self, claims: Iterable[Claim]) -> Written:
        """See GraphStore."""
        held = self._kept(claims)
        return self._changing(lambda run: write.upsert_edges(run, held))

    def _kept(self, items: Iterable[T]) -> Iterable[T]:
        """Outside a batch the work may be tried again, so that an iterator has to be kept."""
        return items if self._connection.batch else list(items)

    def delete_by_source(self, sources: Iterable[str]) -> int:
        """See GraphStore."""
        held = sorted(set(sources))
        return self._changing(lambda run: write.delete_by_source(run, held))

    def prune(self) -> int:
        """See GraphStore."""
        decided = {id for decision in self.decisions() for id in decision.ids}
        return self._changing(lambda run: write.prune(run, decided))

    def _changing(self, work: Callable[[Run], W]) -> W:
        """Do the work; when it has changed something, the graph has a new generation."""

        def counted(run: Run) -> W:
            done = work(run)
            changed = done.created or done.updated if isinstance(done, Written) else done
            if changed:
                query = "MERGE (m:Meta {key: 'generation'}) SET m.value = $value"
                rows(run, query, value=token_hex(8))
            return done

        return self._write(counted)

    def summarize(self) -> None:
        """See GraphStore."""
        self._keep_columns()
        self._keep_summaries()

    def is_ready(self) -> bool:
        """See GraphStore."""
        return not layout.missing(self._connection) and kept_columns.is_kept(self._connection)

    def make_ready(self) -> None:
        """See GraphStore."""
        layout.make(self._connection)
        if not kept_columns.is_kept(self._connection):
            self.summarize()

    # -- what readers keep -----------------------------------------------------------------------

    def keep(self, item: Kept) -> None:
        """See GraphStore."""
        values = {**asdict(item), "access": int(item.access)}
        query = "MERGE (k:Kept {id: $id}) SET k = $values"
        self._write(lambda run: rows(run, query, id=item.id, values=values))

    def drop(self, id: str, owner: str) -> bool:
        """See GraphStore."""
        query = "MATCH (k:Kept {id: $id, owner: $owner}) DELETE k RETURN count(*) AS gone"
        return bool(self._write(lambda run: rows(run, query, id=id, owner=owner))[0]["gone"])

    def kept(self, owner: str, kind: str, reader: Access) -> list[Kept]:
        """See GraphStore."""
        query = (
            "MATCH (k:Kept {owner: $owner, kind: $kind}) WHERE k.access <= $reader "
            "WITH k ORDER BY k.changed DESC, k.id RETURN properties(k) AS kept"
        )
        found = self._connection.rows(query, owner=owner, kind=kind, reader=int(reader))
        return [_kept_of(row["kept"]) for row in found]

    def kept_by_id(self, id: str, reader: Access) -> Kept:
        """See GraphStore."""
        query = "MATCH (k:Kept {id: $id}) WHERE k.access <= $reader RETURN properties(k) AS kept"
        found = self._connection.rows(query, id=id, reader=int(reader))
        if not found:
            raise NotFound("kept", id)
        return _kept_of(found[0]["kept"])

    def delete_claims(self, claims: Iterable[Claim]) -> int:
        """See GraphStore."""
        held = list(claims)
        return self._changing(lambda run: write.delete_claims(run, held))

    def delete_nodes(self, ids: Iterable[str]) -> int:
        """See GraphStore."""
        held = list(ids)
        return self._changing(lambda run: write.delete_nodes(run, held))

    # -- decisions -------------------------------------------------------------------------------

    def add_decisions(self, decisions: Sequence[Decision]) -> list[Decision]:
        """See GraphStore."""

        def add(run: Run) -> list[Decision]:
            query = f"MATCH (m:Meta) WHERE m.key STARTS WITH '{_DECISION}' RETURN count(m) AS n"
            last = rows(run, query)[0]["n"]
            written = [replace(d, no=no) for no, d in enumerate(decisions, last + 1)]
            values = [{"key": f"{_DECISION}{d.no:09d}", "value": d.as_line()} for d in written]
            rows(run, "UNWIND $rows AS row CREATE (m:Meta) SET m = row", rows=values)
            return written

        return self._write(add)

    def decisions(self) -> list[Decision]:
        """See GraphStore."""
        query = (
            f"MATCH (m:Meta) WHERE m.key STARTS WITH '{_DECISION}' "
            "RETURN m.value AS line ORDER BY m.key"
        )
        return [from_line(row["line"]) for row in self._connection.rows(query)]

    # -- state -----------------------------------------------------------------------------------

    def record_states(self, ids: Sequence[str]) -> dict[str, RecordState]:
        """See GraphStore."""
        query = (
            "UNWIND $ids AS id MATCH (n:Record {id: id}) RETURN n.id AS id, "
            "coalesce(n.digest, '') AS digest, coalesce(n.source_file, '') AS source_file, "
            "coalesce(n.row, 0) AS row, coalesce(n.run, '') AS run"
        )
        found = self._connection.rows(query, ids=sorted(set(ids)))
        return {row.pop("id"): RecordState(**row) for row in found}

    def get_state(self, key: str) -> str:
        """See GraphStore."""
        query = "MATCH (m:Meta {key: $key}) RETURN m.value AS value"
        found = self._connection.rows(query, key=_state(key))
        return str(found[0]["value"]) if found else ""

    def set_state(self, key: str, value: str) -> None:
        """See GraphStore."""
        query = (
            "MERGE (m:Meta {key: $key}) SET m.value = $value"
            if value
            else "MATCH (m:Meta {key: $key}) DELETE m"
        )
        self._write(lambda run: rows(run, query, key=_state(key), value=value))

    # -- Cypher ----------------------------------------------------------------------------------

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        reader: Access,
        limit: int = 1000,
    ) -> list[Row]:
        """The first ``limit`` rows of a reading query, written by hand.

        What it reads cannot be filtered by access level, so only a reader who may see everything is
        let through. Raises StoreError for anyone else, and for a query that writes, reaches the
        network or files, or runs over thirty seconds.
        """
        return by_hand.run(self._connection, query, parameters or {}, reader=reader, limit=limit)


_DECISION = "decision:"


def _state(key: str) -> str:
    return "state:" + key


def _kept_of(values: Row) -> Kept:
    return Kept(**{**values, "access": Access(values["access"])})
