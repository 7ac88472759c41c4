"""The columns of a Neo4j store: streamed over Bolt when they are first needed.

Nodes are numbered in the order of their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from extractors.text import search_form
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.columns import CLAIM_ROW, NODE_ROW, ColumnReads
from loaders.stores.columns.table import (
    NO_LEVEL,
    NODE_TERM,
    Ints,
    Table,
    day_number,
    label_numbers,
    table_of,
    type_numbers,
)
from loaders.stores.columns.view import View
from loaders.stores.grams import match_query
from loaders.stores.neo4j import layout
from loaders.stores.neo4j.connection import Connection
from loaders.stores.neo4j.nodes import Neo4jNodes
from loaders.stores.neo4j.rows import NODE, VISIBLE, chunks, node_of

_PART = 50_000
_TRIES = 3
_CLAUSE = re.compile(r'"([^"]*)"( \*)?')
#: Lucene takes at most 1024 terms a query and prefixes of 1000 letters; Cypher checks the rest.
_MOST_CLAUSES, _MOST_TERMS, _MOST_LETTERS = 20, 40, 200
_FOUND = (
    f"CALL db.index.fulltext.queryNodes('{layout.FULL_TEXT}', $query) YIELD node AS n "
    "WITH n WHERE all(words IN $rest WHERE (' ' + n.search + ' ') CONTAINS words) "
    "RETURN n.id AS id"
)
_EXACT = _FOUND.replace(
    "RETURN n.id AS id",
    "WITH n WHERE n.form = $form OR $form IN n.alias_forms "
    "RETURN n.id AS id, n.form = $form AS preferred",
)
_NODES = (
    "MATCH (n:Thing) WHERE n.id > $after WITH n ORDER BY n.id LIMIT $part "
    "RETURN n.id AS id, [l IN labels(n) WHERE l <> 'Thing'][0] AS label, "
    f"coalesce(n.access, {NO_LEVEL}) AS access, n.earliest AS earliest, n.latest AS latest, "
    "n.genre AS genre, n.level AS level, n.kind AS kind"
)


def lucene_query(text: str) -> tuple[str, list[str]]:
    """The query of ``match_query`` in Lucene's words, and what the tokens must contain besides.

    Tokens are letters and digits, so nothing needs quoting. The whitespace analyzer cuts tokens of
    over 255 letters, so words that are searched by their beginning are always looked at again.
    """
    parts: list[str] = []
    rest: list[str] = []
    for words, prefix in _CLAUSE.findall(match_query(text)):
        terms = words.split(" ")
        fits = len(parts) < _MOST_CLAUSES and len(terms) <= _MOST_TERMS
        if prefix or not fits:
            rest.append(f" {words}" if prefix else f" {words} ")
        if len(parts) < _MOST_CLAUSES:
            start = " ".join(terms[:_MOST_TERMS])
            parts.append(f"{start[:_MOST_LETTERS]}*" if prefix else f'"{start}"')
    return " AND ".join(parts), rest


class Neo4jColumns(Neo4jNodes, ColumnReads):
    """What ColumnReads asks of a store, in Cypher."""

    def __init__(self, connection: Connection) -> None:
        Neo4jNodes.__init__(self, connection)
        ColumnReads.__init__(self)

    def _generation(self) -> str:
        rows = self._connection.rows("MATCH (m:Meta {key: 'generation'}) RETURN m.value AS value")
        return str(rows[0]["value"]) if rows else ""

    def _load_table(self) -> Table:
        """See ColumnReads. Neo4j keeps no snapshot for us, so that a table that was written into
        meanwhile is read again; a claim that came after its nodes were read is left to the next
        time.
        """
        for _ in range(_TRIES):
            generation = self._generation()
            table = self._stream(generation)
            if self._generation() == generation:
                break
        return table

    def _stream(self, generation: str) -> Table:
        labels, types = label_numbers(), type_numbers()
        terms: dict[str, int] = {"": 0}
        ids: list[str] = []
        nodes = []
        after = ""
        while rows := self._connection.rows(_NODES, after=after, part=_PART):
            part = []
            for row in rows:
                term = row[NODE_TERM.get(row["label"], "kind")]
                number = terms.setdefault(term if isinstance(term, str) else "", len(terms))
                days = (day_number(row["earliest"]), day_number(row["latest"]))
                part.append((len(ids), labels[row["label"]], row["access"], *days, number))
                ids.append(row["id"])
            nodes.append(np.array(part, dtype=NODE_ROW))
            after = ids[-1]
        numbers = {id: no for no, id in enumerate(ids)}
        claims = []
        for type in load_schema().edges:
            query = (
                f"MATCH (s)-[e:{type}]->(o) RETURN s.id AS s, o.id AS o, e.source AS source, "
                "e.access AS access, e.status = 'rejected' AS rejected, e.earliest AS earliest, "
                "e.latest AS latest"
            )
            found = [
                (
                    *(numbers[row[end]] for end in ("s", "o", "source")),
                    types[type],
                    row["access"],
                    row["rejected"],
                    day_number(row["earliest"]),
                    day_number(row["latest"]),
                )
                for row in self._connection.rows(query)
                if {row["s"], row["o"], row["source"]} <= numbers.keys()
            ]
            claims.append(np.array(found, dtype=CLAIM_ROW))
        return table_of(generation, nodes, claims, list(terms), ids)

    def _numbers(self, table: Table, ids: Iterable[str]) -> dict[str, int]:
        return {id: table.numbers[id] for id in ids if id in table.numbers}

    def _nodes_at(self, view: View, numbers: Sequence[int]) -> dict[int, Node]:
        found: dict[int, Node] = {}
        query = (
            f"UNWIND $ids AS id MATCH (n:Thing {{id: id}}) WHERE {VISIBLE.format(n='n')} "
            f"RETURN {NODE} AS node"
        )
        for part in chunks(numbers):
            ids = [view.table.ids[no] for no in part]
            for row in self._connection.rows(query, ids=ids, reader=view.reader):
                node = node_of(row["node"])
                found[view.table.numbers[node.id]] = node
        return found

    def _matching(self, table: Table, text: str) -> Ints | None:
        query, rest = lucene_query(text)
        if not query:
            return None
        rows = self._connection.rows(_FOUND, query=query, rest=rest)
        numbers = self._numbers(table, (row["id"] for row in rows))
        return np.array(sorted(numbers.values()), dtype=np.int32)

    def _named_exactly(self, table: Table, text: str) -> dict[int, int]:
        query, rest = lucene_query(text)
        if not query:
            return {}
        rows = self._connection.rows(_EXACT, query=query, rest=rest, form=search_form(text))
        numbers = self._numbers(table, (row["id"] for row in rows))
        return {numbers[row["id"]]: int(row["preferred"]) for row in rows if row["id"] in numbers}
