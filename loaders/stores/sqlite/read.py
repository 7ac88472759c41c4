"""Reading claims, counts and streams; what looks at many claims at once is in ``columns.py``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.node import Node
from loaders.stores.columns.base import Said
from loaders.stores.ego import KEPT
from loaders.stores.sqlite.columns import SqliteColumns
from loaders.stores.sqlite.rows import (
    CLAIM,
    CLAIM_FROM,
    NODE,
    NODE_FROM,
    VISIBLE,
    claim_of,
    node_of,
)
from loaders.stores.sqlite.stream import LINKS, NODES, stream
from loaders.stores.sqlite.write import chunks, marks

_STREAM = 2000
#: Pages of nodes that are looked up by id before the rest is scanned and sorted.
_PAGES = 5
_ORDER = "s.id, t.name, o.id, e.key"


class SqliteReading(SqliteColumns):
    """The reading half of the contract."""

    def evidence(
        self, subject: str, predicate: str, object: str, reader: Access, *, limit: int = 50
    ) -> list[Claim]:
        """See GraphStore."""
        query = (
            f"SELECT {CLAIM} FROM {CLAIM_FROM} WHERE s.id = :s AND t.name = :t AND o.id = :o "
            "AND e.access <= :r ORDER BY e.earliest = '', e.earliest, w.id, e.key LIMIT :limit"
        )
        values = {"s": subject, "t": predicate, "o": object, "r": int(reader), "limit": limit}
        return [claim_of(row) for row in self._rows(query, values)]

    def claims_of(self, sources: Sequence[str], reader: Access) -> list[Claim]:
        """See GraphStore."""
        found: list[Claim] = []
        for part in chunks(sorted(set(sources))):
            query = (
                f"SELECT {CLAIM} FROM {CLAIM_FROM} WHERE w.id IN ({marks(part)}) AND e.access <= ? "
                'ORDER BY w.id, f.name, e.start, e."end", t.name, o.id, s.id, e.key'
            )
            found.extend(claim_of(row) for row in self._rows(query, [*part, int(reader)]))
        return found

    def claims_at(self, ids: Sequence[str], reader: Access) -> list[Claim]:
        """See GraphStore."""
        found: dict[tuple[str, str, str, str], Claim] = {}
        for part in chunks(sorted(set(ids))):
            numbers = f"(SELECT no FROM node WHERE id IN ({marks(part)}))"
            for end in ("src", "dst"):
                query = (
                    f"SELECT {CLAIM} FROM {CLAIM_FROM} WHERE e.{end} IN {numbers} AND e.access <= ?"
                )
                for claim in map(claim_of, self._rows(query, [*part, int(reader)])):
                    found[claim.subject, claim.predicate, claim.object, claim.key] = claim
        return [found[key] for key in sorted(found)]

    def _words_of(self, records: Sequence[int], no: int, reader: Access) -> list[Said]:
        """See ColumnReads."""
        kept = ",".join(f"'{name}'" for name in KEPT)
        found: list[Said] = []
        for part in chunks(records):
            query = (
                "SELECT DISTINCT e.src, e.quote, e.earliest, e.latest FROM edge e "
                f"JOIN type t ON t.no = e.type WHERE e.src IN ({marks(part)}) AND e.dst = ? "
                f"AND t.name NOT IN ({kept}) AND e.access <= ? AND e.status <> 'rejected' "
                "AND e.quote <> ''"
            )
            found.extend(self._rows(query, [*part, no, int(reader)]))
        return found

    def iter_nodes(
        self, reader: Access, *, labels: Sequence[str] = (), after: str = ""
    ) -> Iterator[Node]:
        """See GraphStore."""
        wanted = _in("l.name", labels)
        values = {"r": int(reader), **_named(labels)}
        query = (
            f"SELECT {NODE} FROM {NODE_FROM} WHERE n.id > :after AND {VISIBLE.format(n='n')} "
            f"{wanted} "
            f"ORDER BY n.id LIMIT {_STREAM}"
        )
        for _ in range(_PAGES):
            rows = self._rows(query, {"after": after, **values})
            yield from map(node_of, rows)
            if len(rows) < _STREAM:
                return
            after = rows[-1][0]
        found = stream(self._connections, NODES.format(wanted=wanted), {"after": after, **values})
        yield from map(node_of, found)

    def iter_edges(self, reader: Access, *, types: Sequence[str] = ()) -> Iterator[Claim]:
        """See GraphStore. Subject by subject, so that memory does not grow with the graph."""
        wanted = _in("t.name", types)
        for part in self._subjects():
            query = (
                f"SELECT {CLAIM} FROM {CLAIM_FROM} WHERE e.src IN ({_numbers(part)}) "
                f"AND e.access <= :r {wanted} ORDER BY {_ORDER}"
            )
            yield from map(claim_of, self._rows(query, {"r": int(reader), **_named(types)}))

    def iter_links(self, reader: Access) -> Iterator[tuple[str, str, str]]:
        """See GraphStore."""
        found = stream(self._connections, LINKS, {"r": int(reader)})
        for link, _ in groupby(found):
            yield link

    def _subjects(self) -> Iterator[list[tuple[Any, ...]]]:
        """Numbers and ids of the nodes that claims start from, some at a time, ordered by id."""
        after = ""
        query = (
            "SELECT n.no, n.id FROM node n WHERE n.id > :after AND EXISTS "
            f"(SELECT 1 FROM edge e WHERE e.src = n.no) ORDER BY n.id LIMIT {_STREAM}"
        )
        while found := self._rows(query, {"after": after}):
            yield from chunks(found)
            after = found[-1][1]


def _in(column: str, names: Sequence[str]) -> str:
    keys = ",".join(":" + key for key in _named(names))
    return f"AND {column} IN ({keys})" if names else ""


def _named(names: Sequence[str]) -> Mapping[str, str]:
    return {f"k{i}": name for i, name in enumerate(names)}


def _numbers(rows: Sequence[tuple[Any, ...]]) -> str:
    return ",".join(str(int(row[0])) for row in rows)
