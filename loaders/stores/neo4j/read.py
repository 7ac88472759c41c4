"""Reading claims, counts and streams; what looks at many claims at once is in ``columns.py``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.columns.base import Said
from loaders.stores.ego import KEPT
from loaders.stores.neo4j import layout
from loaders.stores.neo4j.columns import Neo4jColumns
from loaders.stores.neo4j.rows import (
    CLAIM,
    LIVE,
    NODE,
    TOGETHER,
    VISIBLE,
    chunks,
    claim_of,
    node_of,
)
from loaders.stores.neo4j.write import by_source

_STREAM = 2000
#: Sizes of lists for which the server makes a plan of its own.
_MAGNITUDES = (1, 10, 100, 1000)
_SUBJECTS = 500


class Neo4jReading(Neo4jColumns):
    """The reading half of the contract."""

    def warm(self, reader: Access) -> None:
        """See GraphStore. The server compiles a query when it first sees it, and again for lists
        and texts of another order of magnitude: it sees all of them now."""
        super().warm(reader)
        view = self._view(reader)
        records = np.flatnonzero(view.records)[:TOGETHER].tolist()
        ids = [view.table.ids[no] for no in records]
        for size in _MAGNITUDES:
            self._nodes_at(view, records[:size])
            self.claims_of(ids[:size], reader)
            list(self._exactly(ids[:size], "文"))
            if records:
                self._words_of(records[:size], records[0], reader)
        name = self.node(ids[0], reader).name if ids else ""
        for words in (*(name[:length] for length in (2, 3, 8, 24)), "wang", "wang yi"):
            self._matching(view.table, words)
        for type in load_schema().edges:
            self.evidence(ids[0] if ids else "", type, ids[-1] if ids else "", reader)

    def evidence(
        self, subject: str, predicate: str, object: str, reader: Access, *, limit: int = 50
    ) -> list[Claim]:
        """See GraphStore."""
        type = layout.any_type([predicate])
        if not type:
            return []
        query = (
            f"MATCH (s:Thing {{id: $subject}})-[e:{type}]->(o:Thing {{id: $object}}) "
            "WHERE e.access <= $reader WITH e "
            "ORDER BY e.earliest = '', e.earliest, e.source, e.key "
            f"LIMIT $limit RETURN {CLAIM} AS claim"
        )
        values = {"subject": subject, "object": object, "reader": int(reader), "limit": limit}
        return [claim_of(row["claim"]) for row in self._connection.rows(query, **values)]

    def claims_of(self, sources: Sequence[str], reader: Access) -> list[Claim]:
        """See GraphStore."""
        found: list[Claim] = []
        query = f"{by_source()} WITH e WHERE e.access <= $reader RETURN collect({CLAIM}) AS claims"
        for part in chunks(sorted(set(sources))):
            (row,) = self._connection.rows(query, sources=part, reader=int(reader))
            found.extend(map(claim_of, row["claims"]))
        return sorted(found, key=_by_place)

    def claims_at(self, ids: Sequence[str], reader: Access) -> list[Claim]:
        """See GraphStore."""
        found: dict[tuple[str, str, str, str], Claim] = {}
        query = (
            "UNWIND $ids AS id MATCH (n:Thing {id: id})-[e]-(:Thing) WHERE e.access <= $reader "
            f"RETURN DISTINCT {CLAIM} AS claim"
        )
        for part in chunks(sorted(set(ids))):
            for row in self._connection.rows(query, ids=part, reader=int(reader)):
                claim = claim_of(row["claim"])
                found[claim.subject, claim.predicate, claim.object, claim.key] = claim
        return [found[key] for key in sorted(found)]

    def _words_of(self, records: Sequence[int], no: int, reader: Access) -> list[Said]:
        """See ColumnReads."""
        table = self._view(reader).table
        numbers = {table.ids[record]: record for record in records}
        query = (
            "MATCH (n:Thing {id: $entity}) UNWIND $records AS id "
            "MATCH (r:Thing {id: id})-[e]->(n) "
            "WHERE NOT type(e) IN $kept AND e.quote <> '' AND e.access <= $reader "
            "AND e.status <> 'rejected' "
            "RETURN collect(DISTINCT [id, e.quote, e.earliest, e.latest]) AS said"
        )
        found: list[Said] = []
        for part in chunks(numbers, TOGETHER):
            values = {"records": part, "entity": table.ids[no], "kept": list(KEPT)}
            (row,) = self._connection.rows(query, reader=int(reader), **values)
            found.extend((numbers[id], *rest) for id, *rest in row["said"])
        return found

    def iter_nodes(
        self, reader: Access, *, labels: Sequence[str] = (), after: str = ""
    ) -> Iterator[Node]:
        """See GraphStore."""
        wanted = layout.any_label(labels)
        if labels and not wanted:
            return
        query = (
            f"MATCH (n:Thing) WHERE n.id > $after {f'AND n:{wanted}' if wanted else ''} "
            f"AND {VISIBLE.format(n='n')} WITH n ORDER BY n.id LIMIT {_STREAM} "
            f"RETURN {NODE} AS node"
        )
        while rows := self._connection.rows(query, after=after, reader=int(reader)):
            yield from (node_of(row["node"]) for row in rows)
            after = rows[-1]["node"]["id"]

    def iter_edges(self, reader: Access, *, types: Sequence[str] = ()) -> Iterator[Claim]:
        """See GraphStore. Some subjects at a time, so that memory does not grow with the graph."""
        wanted = layout.any_type(types)
        if types and not wanted:
            return
        kind = f":{wanted}" if wanted else ""
        query = (
            f"UNWIND $ids AS id MATCH (s:Thing {{id: id}})-[e{kind}]->(o:Thing) "
            "WHERE e.access <= $reader WITH s, e, o ORDER BY s.id, type(e), o.id, e.key "
            f"RETURN {CLAIM} AS claim"
        )
        for ids in self._subjects(kind):
            rows = self._connection.rows(query, ids=ids, reader=int(reader))
            yield from (claim_of(row["claim"]) for row in rows)

    def iter_links(self, reader: Access) -> Iterator[tuple[str, str, str]]:
        """See GraphStore."""
        query = (
            "UNWIND $ids AS id MATCH (s:Thing {id: id})-[e]->(o:Thing) "
            f"WHERE {LIVE.format(e='e')} AND NOT e.grade IN ['weak', 'against'] "
            "WITH DISTINCT s.id AS subject, type(e) AS predicate, "
            "o.id AS object ORDER BY subject, predicate, object RETURN subject, predicate, object"
        )
        for ids in self._subjects(""):
            for row in self._connection.rows(query, ids=ids, reader=int(reader)):
                yield row["subject"], row["predicate"], row["object"]

    def _subjects(self, kind: str) -> Iterator[list[str]]:
        """Ids of the nodes that claims of a kind start from, some at a time."""
        query = (
            f"MATCH (s:Thing) WHERE s.id > $after AND EXISTS {{ (s)-[{kind}]->() }} "
            f"WITH s.id AS id ORDER BY id LIMIT {_SUBJECTS} RETURN collect(id) AS ids"
        )
        after = ""
        while ids := self._connection.rows(query, after=after)[0]["ids"]:
            yield ids
            after = ids[-1]


def _by_place(claim: Claim) -> tuple[str, str, int, int, str, str, str, str]:
    said = claim.evidence
    ends = (claim.predicate, claim.object, claim.subject, claim.key)
    return (said.source, said.field, said.start, said.end, *ends)
