"""Reading nodes, claims, records and counts; the network and search have modules of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.node import Node
from loaders.stores.results import CO_MENTIONED, RecordHit, RecordPage, Summary
from loaders.stores.sqlite.network import SqliteNetwork
from loaders.stores.sqlite.rows import (
    CLAIM,
    CLAIM_FROM,
    NODE,
    NODE_FROM,
    VISIBLE,
    claim_of,
    node_of,
)
from loaders.stores.sqlite.search import SqliteSearch
from loaders.stores.sqlite.write import chunks, marks

_STREAM = 2000
_ORDER = "s.id, t.name, o.id, e.key"
_RANGE = "e.earliest <> '' AND e.earliest <= :latest AND e.latest >= :earliest"


class SqliteReading(SqliteNetwork, SqliteSearch):
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

    def records(
        self,
        id: str,
        reader: Access,
        *,
        other: str = "",
        link_type: str = "",
        earliest: str = "",
        latest: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> RecordPage:
        """See GraphStore."""
        values: dict[str, Any] = {
            "id": id,
            "other": other,
            "type": link_type,
            "r": int(reader),
            "earliest": earliest or "0001-01-01",
            "latest": latest or "9999-12-31",
            "limit": limit,
            "offset": offset,
        }
        inner = _records_query(other, link_type)
        if earliest or latest:
            inner += f" AND {_RANGE}"
        total = self._rows(f"SELECT COUNT(*) FROM (SELECT DISTINCT r.no {inner})", values)[0][0]
        rows = self._rows(
            f"SELECT {NODE} FROM {NODE_FROM} WHERE n.no IN (SELECT DISTINCT r.no {inner}) "
            "ORDER BY n.earliest = '', n.earliest, n.id LIMIT :limit OFFSET :offset",
            values,
        )
        nodes = [node_of(row) for row in rows]
        claims: dict[str, list[Claim]] = {node.id: [] for node in nodes}
        for claim in self.claims_of(list(claims), reader):
            claims[claim.evidence.source].append(claim)
        return RecordPage(total, tuple(RecordHit(node, tuple(claims[node.id])) for node in nodes))

    def years(self, id: str, reader: Access) -> dict[int, int]:
        """See GraphStore."""
        inner = _records_query("", "")
        rows = self._rows(
            "SELECT CAST(substr(n.earliest, 1, 4) AS INTEGER) y, COUNT(*) FROM node n "
            f"WHERE n.earliest <> '' AND n.no IN (SELECT DISTINCT r.no {inner}) GROUP BY y ORDER "
            f"BY y",
            {"id": id, "r": int(reader)},
        )
        return dict(rows)

    def aggregate(self, reader: Access) -> Summary:
        """See GraphStore."""
        values = {"r": int(reader)}
        nodes = self._rows(
            f"SELECT l.name, COUNT(*) FROM node n JOIN label l ON l.no = n.label WHERE "
            f"{VISIBLE.format(n='n')} AND (l.kind <> 'entity' OR EXISTS (SELECT 1 FROM edge e "
            "JOIN node s ON s.no = e.src JOIN label m ON m.no = s.label WHERE e.dst = n.no "
            "AND e.access <= :r AND s.access <= :r AND m.name = 'Record')) "
            "GROUP BY l.name ORDER BY l.name",
            values,
        )
        claims = self._rows(
            "SELECT t.name, COUNT(*) FROM edge e JOIN type t ON t.no = e.type WHERE e.access <= :r "
            "GROUP BY t.name ORDER BY t.name",
            values,
        )
        years = self._rows(
            "SELECT CAST(substr(n.earliest, 1, 4) AS INTEGER) y, COUNT(*) FROM node n JOIN label l "
            "ON l.no = n.label WHERE l.name = 'Record' AND n.access <= :r AND n.earliest <> '' "
            "GROUP BY y ORDER BY y",
            values,
        )
        return Summary(dict(nodes), dict(claims), dict(years))

    def iter_nodes(
        self, reader: Access, *, labels: Sequence[str] = (), after: str = ""
    ) -> Iterator[Node]:
        """See GraphStore."""
        wanted = _in("l.name", labels)
        query = (
            f"SELECT {NODE} FROM {NODE_FROM} WHERE n.id > :after AND {VISIBLE.format(n='n')} "
            f"{wanted} "
            f"ORDER BY n.id LIMIT {_STREAM}"
        )
        while rows := self._rows(query, {"after": after, "r": int(reader), **_named(labels)}):
            yield from map(node_of, rows)
            after = rows[-1][0]

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
        for part in self._subjects():
            query = (
                "SELECT s.id, t.name, o.id FROM (SELECT DISTINCT src, type, dst FROM edge "
                f"WHERE src IN ({_numbers(part)}) AND access <= :r AND status <> 'rejected' "
                "AND grade NOT IN ('weak', 'against')) e "
                "JOIN node s ON s.no = e.src JOIN type t ON t.no = e.type "
                "JOIN node o ON o.no = e.dst ORDER BY s.id, t.name, o.id"
            )
            yield from self._rows(query, {"r": int(reader)})

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


def _records_query(other: str, link_type: str) -> str:
    base = (
        "FROM edge e JOIN node r ON r.no = {record} JOIN label l ON l.no = r.label "
        "WHERE l.name = 'Record' AND r.access <= :r AND e.access <= :r AND "
    )
    one = "(SELECT no FROM node WHERE id = :id)"
    two = "(SELECT no FROM node WHERE id = :other)"
    if not other:
        return base.format(record="e.source") + f"e.dst = {one}"
    if link_type and link_type != CO_MENTIONED:
        pair = f"((e.src = {one} AND e.dst = {two}) OR (e.src = {two} AND e.dst = {one}))"
        return (
            base.format(record="e.source")
            + pair
            + " AND e.type = (SELECT no FROM type WHERE name = :type)"
        )
    return (
        base.format(record="e.src")
        + f"e.dst = {one} AND EXISTS (SELECT 1 FROM edge b WHERE b.src = e.src AND b.dst = {two} "
        "AND b.access <= :r)"
    )


def _in(column: str, names: Sequence[str]) -> str:
    keys = ",".join(":" + key for key in _named(names))
    return f"AND {column} IN ({keys})" if names else ""


def _named(names: Sequence[str]) -> Mapping[str, str]:
    return {f"k{i}": name for i, name in enumerate(names)}


def _numbers(rows: Sequence[tuple[Any, ...]]) -> str:
    return ",".join(str(int(row[0])) for row in rows)
