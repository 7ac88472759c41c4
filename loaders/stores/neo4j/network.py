"""Neighbours, co-mentions, ego networks and paths in Cypher; the common part is in ``ego.py``."""

from __future__ import annotations

from collections.abc import Sequence

from graph_model.access import Access
from loaders.stores import ego
from loaders.stores.neo4j import layout
from loaders.stores.neo4j.nodes import Neo4jNodes
from loaders.stores.neo4j.rows import LIVE, NODE, RANGE, SPAN, VISIBLE, chunks, node_of
from loaders.stores.results import CO_MENTIONED, Direction, Link, Neighbour

_DIRECTIONS: tuple[tuple[Direction, str], ...] = (
    ("out", "(a)-[e]->(n:{labels})"),
    ("in", "(a)<-[e]-(n:{labels})"),
)


class Neo4jNetwork(Neo4jNodes, ego.Around):
    """The part of the contract that looks from entity to entity."""

    def neighbours(
        self, id: str, reader: Access, *, labels: Sequence[str] = (), limit: int = 200
    ) -> list[Neighbour]:
        """See GraphStore."""
        return self._direct(id, reader, labels, "", "")[:limit]

    def _direct(
        self, id: str, reader: Access, labels: Sequence[str], earliest: str, latest: str
    ) -> list[Neighbour]:
        wanted = layout.any_label(labels or ego.entity_labels())
        if not wanted:
            return []
        found = []
        for direction, pattern in _DIRECTIONS:
            query = (
                f"MATCH (a:Thing {{id: $id}}) MATCH {pattern.format(labels=wanted)} "
                f"WHERE {LIVE.format(e='e')}{_range(earliest, latest)} "
                f"WITH n, type(e) AS type, count(*) AS claims, {SPAN.format(e='e')} "
                f"WHERE {VISIBLE.format(n='n')} RETURN {NODE} AS node, type, claims, first, last"
            )
            values = ego.range_values(earliest, latest)
            for row in self._connection.rows(query, id=id, reader=int(reader), **values):
                found.append(
                    Neighbour(
                        node_of(row["node"]),
                        row["type"],
                        direction,
                        row["claims"],
                        row["first"],
                        row["last"],
                    )
                )
        return sorted(found, key=lambda n: (-n.claims, n.type, n.direction, n.node.id))

    def co_mentions(
        self,
        id: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        earliest: str = "",
        latest: str = "",
        limit: int = 100,
    ) -> list[Neighbour]:
        """See GraphStore."""
        wanted = layout.any_label(labels or ego.entity_labels())
        if not wanted:
            return []
        types = layout.subject_types()
        query = (
            f"MATCH (a:Thing {{id: $id}})<-[e:{types}]-(s:Record) WHERE {LIVE.format(e='e')} "
            f"AND s.access <= $reader{_range(earliest, latest)} WITH DISTINCT a, s "
            f"MATCH (s)-[e:{types}]->(n:{wanted}) WHERE n <> a AND {LIVE.format(e='e')} "
            f"WITH n, count(DISTINCT s) AS claims, {SPAN.format(e='e')} "
            "WHERE n.access IS NULL OR n.access <= $reader "
            f"RETURN {NODE} AS node, claims, first, last ORDER BY claims DESC, n.id LIMIT $limit"
        )
        values = {"limit": limit, **ego.range_values(earliest, latest)}
        rows = self._connection.rows(query, id=id, reader=int(reader), **values)
        return [
            Neighbour(node_of(r["node"]), CO_MENTIONED, "out", r["claims"], r["first"], r["last"])
            for r in rows
        ]

    def _links_among(
        self, ids: Sequence[str], reader: Access, earliest: str = "", latest: str = ""
    ) -> list[Link]:
        """Direct links and co-mentions between the given nodes."""
        types, days = layout.subject_types(), _range(earliest, latest)
        here = "MATCH (a:Thing) WHERE a.id IN $ids "
        direct = (
            f"{here} MATCH (a)-[e]->(b:Thing) WHERE b.id IN $ids AND {LIVE.format(e='e')}{days} "
            "RETURN a.id AS a, b.id AS b, type(e) AS type, count(*) AS weight, "
            f"{SPAN.format(e='e')}"
        )
        together = (
            f"{here} MATCH (a)<-[e:{types}]-(s:Record) WHERE {LIVE.format(e='e')} "
            f"AND s.access <= $reader{days} WITH a, s, "
            "min(CASE WHEN e.earliest <> '' THEN e.earliest END) AS began, "
            "max(CASE WHEN e.latest <> '' THEN e.latest END) AS ended "
            f"MATCH (s)-[e:{types}]->(b:Thing) WHERE b.id IN $ids AND a.id < b.id "
            f"AND {LIVE.format(e='e')}{days} "
            f"RETURN a.id AS a, b.id AS b, '{CO_MENTIONED}' AS type, "
            "count(DISTINCT s) AS weight, coalesce(min(began), '') AS first, "
            "coalesce(max(ended), '') AS last"
        )
        values = {"ids": list(ids), "reader": int(reader), **ego.range_values(earliest, latest)}
        return [
            Link(row["a"], row["b"], row["type"], row["weight"], row["first"], row["last"])
            for query in (direct, together)
            for row in self._connection.rows(query, **values)
        ]

    def _degrees(self, ids: Sequence[str], reader: Access) -> dict[str, int]:
        """Visible records that name each of the nodes."""
        query = (
            "MATCH (n:Thing)<-[e]-(s:Record) WHERE n.id IN $ids AND e.access <= $reader "
            "AND s.access <= $reader RETURN n.id AS id, count(DISTINCT s) AS records"
        )
        rows = self._connection.rows(query, ids=list(ids), reader=int(reader))
        return {row["id"]: row["records"] for row in rows}

    def _adjacent(self, ids: Sequence[str], reader: Access) -> dict[str, set[str]]:
        """Entities one step from each of the ids: by a direct claim or a shared record."""
        types, labels = layout.subject_types(), layout.any_label(ego.entity_labels())
        queries = (
            f"MATCH (n)-[e]-(o:{labels}) WHERE {LIVE.format(e='e')}",
            f"MATCH (n)<-[e:{types}]-(s:Record) WHERE {LIVE.format(e='e')} AND s.access <= $reader "
            f"WITH DISTINCT n, s MATCH (s)-[e:{types}]->(o:{labels}) "
            f"WHERE o <> n AND {LIVE.format(e='e')}",
        )
        found: dict[str, set[str]] = {id: set() for id in ids}
        for part in chunks(ids):
            for steps in queries:
                query = (
                    f"MATCH (n:Thing) WHERE n.id IN $ids {steps} WITH DISTINCT n, o "
                    f"WHERE {VISIBLE.format(n='o')} RETURN n.id AS id, o.id AS other"
                )
                for row in self._connection.rows(query, ids=part, reader=int(reader)):
                    found[row["id"]].add(row["other"])
        return found


def _range(earliest: str, latest: str) -> str:
    return f" AND {RANGE}" if earliest or latest else ""
