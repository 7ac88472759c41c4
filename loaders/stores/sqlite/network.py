"""Neighbours, co-mentions, ego networks and paths in SQL; what is common to all stores is in
``stores/ego.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_model.access import Access
from loaders.stores import ego
from loaders.stores.results import CO_MENTIONED, Link, Neighbour
from loaders.stores.sqlite.nodes import SqliteNodes
from loaders.stores.sqlite.rows import NODE, VISIBLE, node_of
from loaders.stores.sqlite.write import chunks, marks

_SPAN = (
    "COALESCE(MIN(NULLIF({e}.earliest, '')), '') first, "
    "COALESCE(MAX(NULLIF({e}.latest, '')), '') last"
)
_LIVE = "e.access <= :r AND e.status <> 'rejected'"


class SqliteNetwork(SqliteNodes, ego.Around):
    """The part of the contract that looks from entity to entity."""

    def neighbours(
        self, id: str, reader: Access, *, labels: Sequence[str] = (), limit: int = 200
    ) -> list[Neighbour]:
        """See GraphStore."""
        return self._direct(id, reader, labels, "", "")[:limit]

    def _direct(
        self, id: str, reader: Access, labels: Sequence[str], earliest: str, latest: str
    ) -> list[Neighbour]:
        wanted = {f"l{i}": label for i, label in enumerate(labels or ego.entity_labels())}
        keys = ",".join(":" + key for key in wanted)
        values = {"id": id, "r": int(reader), **wanted, **ego.range_values(earliest, latest)}
        found = []
        for direction, near, far in (("out", "src", "dst"), ("in", "dst", "src")):
            query = (
                f"SELECT t.name, COUNT(*) c, {_SPAN.format(e='e')}, {NODE} FROM edge e "
                f"JOIN type t ON t.no = e.type JOIN node n ON n.no = e.{far} "
                f"JOIN label l ON l.no = n.label WHERE e.{near} = (SELECT no FROM node WHERE id = "
                f":id) "
                f"AND {_LIVE} AND l.name IN ({keys}) AND {VISIBLE.format(n='n')}"
                f"{_range(earliest, latest)} GROUP BY e.type, n.no"
            )
            for type, count, first, last, *node in self._rows(query, values):
                found.append(Neighbour(node_of(tuple(node)), type, direction, count, first, last))  # type: ignore[arg-type]
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
        wanted = {f"l{i}": label for i, label in enumerate(labels or ego.entity_labels())}
        keys = ",".join(":" + key for key in wanted)
        skipped = ",".join(f"'{name}'" for name in ego.NOT_SUBJECT)
        query = (
            "WITH rec AS (SELECT DISTINCT e.src no FROM edge e JOIN node s ON s.no = e.src "
            "JOIN label m ON m.no = s.label JOIN type t ON t.no = e.type WHERE m.name = 'Record' "
            f"AND s.access <= :r AND e.dst = (SELECT no FROM node WHERE id = :id) AND {_LIVE} "
            f"AND t.name NOT IN ({skipped}){_range(earliest, latest)}) "
            f"SELECT COUNT(DISTINCT e.src) c, {_SPAN.format(e='e')}, {NODE} FROM rec "
            "JOIN edge e ON e.src = rec.no JOIN type t ON t.no = e.type JOIN node n ON n.no = "
            "e.dst "
            f"JOIN label l ON l.no = n.label WHERE {_LIVE} AND n.id <> :id AND l.name IN ({keys}) "
            f"AND t.name NOT IN ({skipped}) AND (n.access IS NULL OR n.access <= :r) "
            "GROUP BY n.no ORDER BY c DESC, n.id LIMIT :limit"
        )
        values = {
            "id": id,
            "r": int(reader),
            "limit": limit,
            **wanted,
            **ego.range_values(earliest, latest),
        }
        return [
            Neighbour(node_of(tuple(node)), CO_MENTIONED, "out", count, first, last)
            for count, first, last, *node in self._rows(query, values)
        ]

    def _links_among(
        self, ids: Sequence[str], reader: Access, earliest: str = "", latest: str = ""
    ) -> list[Link]:
        """Direct links and co-mentions between the given nodes."""
        keys = {f"i{i}": id for i, id in enumerate(ids)}
        chosen = f"(SELECT no FROM node WHERE id IN ({','.join(':' + key for key in keys)}))"
        values = {"r": int(reader), **keys, **ego.range_values(earliest, latest)}
        limits = _range(earliest, latest)
        direct = self._rows(
            f"SELECT s.id, o.id, t.name, COUNT(*), {_SPAN.format(e='e')} FROM edge e "
            "JOIN node s ON s.no = e.src JOIN node o ON o.no = e.dst JOIN type t ON t.no = e.type "
            f"WHERE e.src IN {chosen} AND e.dst IN {chosen} AND {_LIVE}{limits} "
            "GROUP BY e.src, e.dst, e.type",
            values,
        )
        skipped = ",".join(f"'{name}'" for name in ego.NOT_SUBJECT)
        together = self._rows(
            "WITH said AS (SELECT DISTINCT e.src, e.dst, e.earliest, e.latest FROM edge e "
            "JOIN node s ON s.no = e.src JOIN label m ON m.no = s.label JOIN type t ON t.no = "
            "e.type "
            f"WHERE e.dst IN {chosen} AND m.name = 'Record' AND s.access <= :r AND {_LIVE} "
            f"AND t.name NOT IN ({skipped}){limits}) "
            f"SELECT a.id, b.id, '{CO_MENTIONED}', COUNT(DISTINCT x.src), {_SPAN.format(e='x')} "
            "FROM said x JOIN said y ON x.src = y.src JOIN node a ON a.no = x.dst "
            "JOIN node b ON b.no = y.dst WHERE a.id < b.id GROUP BY a.id, b.id",
            values,
        )
        return [Link(*row) for row in (*direct, *together)]

    def _degrees(self, ids: Sequence[str], reader: Access) -> dict[str, int]:
        """Visible records that name each of the nodes."""
        found: dict[str, int] = {}
        for part in chunks(ids):
            query = (
                "SELECT n.id, COUNT(DISTINCT e.src) FROM node n JOIN edge e ON e.dst = n.no "
                "JOIN node s ON s.no = e.src JOIN label m ON m.no = s.label "
                f"WHERE m.name = 'Record' AND n.id IN ({marks(part)}) AND e.access <= ? "
                "AND s.access <= ? GROUP BY n.id"
            )
            found.update(self._rows(query, [*part, int(reader), int(reader)]))
        return found

    def _adjacent(self, ids: Sequence[str], reader: Access) -> dict[str, set[str]]:
        """Entities one step from each of the ids: by a direct claim or a shared record."""
        labels = ",".join(f"'{name}'" for name in ego.entity_labels())
        skipped = ",".join(f"'{name}'" for name in ego.NOT_SUBJECT)
        found: dict[str, set[str]] = {id: set() for id in ids}
        for part in chunks(ids):
            keys = {f"i{i}": id for i, id in enumerate(part)}
            here = f"n.id IN ({','.join(':' + key for key in keys)})"
            live = "{e}.access <= :r AND {e}.status <> 'rejected'"
            ways = (
                "JOIN edge e ON e.src = n.no JOIN node o ON o.no = e.dst WHERE "
                + live.format(e="e"),
                "JOIN edge e ON e.dst = n.no JOIN node o ON o.no = e.src WHERE "
                + live.format(e="e"),
                "JOIN edge e ON e.dst = n.no JOIN type t ON t.no = e.type JOIN edge b ON b.src = "
                "e.src "
                "JOIN type u ON u.no = b.type JOIN node s ON s.no = e.src JOIN label m ON m.no = "
                "s.label "
                "JOIN node o ON o.no = b.dst WHERE m.name = 'Record' AND s.access <= :r AND b.dst "
                "<> e.dst "
                f"AND t.name NOT IN ({skipped}) AND u.name NOT IN ({skipped}) AND "
                + live.format(e="e")
                + " AND "
                + live.format(e="b"),
            )
            for way in ways:
                query = (
                    f"SELECT DISTINCT n.id, o.id FROM node n {way} AND {here} AND o.label IN "
                    f"(SELECT no FROM label WHERE name IN ({labels})) AND {VISIBLE.format(n='o')}"
                )
                for id, other in self._rows(query, {"r": int(reader), **keys}):
                    found[id].add(other)
        return found


def _range(earliest: str, latest: str) -> str:
    if not (earliest or latest):
        return ""
    return " AND e.earliest <> '' AND e.earliest <= :latest AND e.latest >= :earliest"
