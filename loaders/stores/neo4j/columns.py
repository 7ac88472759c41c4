"""The columns of a Neo4j store: read as they were kept, or streamed over Bolt.

Nodes are numbered in the order of their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from extractors.text import search_form
from graph_model.access import Access
from graph_model.node import Node
from loaders.stores.columns import ColumnReads
from loaders.stores.columns.table import Ints, Table, label_numbers
from loaders.stores.columns.view import View
from loaders.stores.ego import entity_labels
from loaders.stores.grams import match_query
from loaders.stores.neo4j import kept_columns, layout
from loaders.stores.neo4j.connection import Connection
from loaders.stores.neo4j.nodes import Neo4jNodes
from loaders.stores.neo4j.rows import TOGETHER, chunks
from loaders.stores.neo4j.stream import streamed
from loaders.stores.results import Summary

_TRIES = 3
_CLAUSE = re.compile(r'"([^"]*)"( \*)?')
#: Lucene takes at most 1024 terms a query and prefixes of 1000 letters; Cypher checks the rest.
_MOST_CLAUSES, _MOST_TERMS, _MOST_LETTERS = 20, 40, 200
_FOUND = (
    f"CALL db.index.fulltext.queryNodes('{layout.FULL_TEXT}', $query) YIELD node AS n "
    "WITH n WHERE all(words IN $rest WHERE (' ' + n.search + ' ') CONTAINS words) "
    "RETURN n.id AS id"
)
_EXACT = (
    "UNWIND $ids AS id MATCH (n:Thing {id: id}) WHERE n.form = $form OR $form IN n.alias_forms "
    "RETURN collect([n.id, n.form = $form]) AS found"
)
#: Numbers that come back as one text: joining more of them takes the server longer.
_JOINED = 100
_OWN = (
    _FOUND.replace("RETURN n.id AS id", "WITH collect(id(n)) AS found ")
    + "OPTIONAL MATCH (m:Meta {key: 'generation'}) "
    f"RETURN [i IN range(0, size(found) - 1, {_JOINED}) | "
    f"reduce(text = '', no IN found[i..i + {_JOINED}] | text + no + ' ')] AS found, "
    "coalesce(m.value, '') AS generation"
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
        """See ColumnReads: what ``summarize`` kept, while the graph is the same."""
        return kept_columns.kept(self._connection, self._generation()) or self._streamed()

    def _streamed(self) -> Table:
        """The table, streamed. Neo4j keeps no snapshot for us, so that a table that was written
        into meanwhile is read again; a claim that came after its nodes were read is left to the
        next time.
        """
        for _ in range(_TRIES):
            generation = self._generation()
            table = streamed(self._connection, generation)
            if self._generation() == generation:
                break
        return table

    def _keep_columns(self) -> None:
        """Keep the columns of the graph as it is with it."""
        kept_columns.keep(self._connection, self._streamed())

    def _release(self) -> None:
        """The driver keeps no connection for a thread."""

    def _aggregate(self, reader: Access) -> Summary:
        return self._view(reader).summary()

    def _numbers(self, table: Table, ids: Iterable[str]) -> dict[str, int]:
        return {id: table.numbers[id] for id in ids if id in table.numbers}

    def _nodes_at(self, view: View, numbers: Sequence[int]) -> dict[int, Node]:
        ids = [view.table.ids[no] for no in numbers]
        return {view.table.numbers[node.id]: node for node in self._seen(ids, view.reader)}

    def _matching(self, table: Table, text: str) -> Ints | None:
        query, rest = lucene_query(text)
        if not query:
            return None
        (row,) = self._connection.rows(_OWN, query=query, rest=rest)
        if row["generation"] == table.version:
            found = np.fromstring("".join(row["found"]), dtype=np.int64, sep=" ")
            numbers = table.by_own[found[found < len(table.by_own)]]
            return np.sort(numbers[numbers >= 0])
        # The server's number of a node that has gone may be that of another by now.
        rows = self._connection.rows(_FOUND, query=query, rest=rest)
        known = self._numbers(table, (row["id"] for row in rows))
        return np.array(sorted(known.values()), dtype=np.int32)

    def _named_exactly(self, table: Table, text: str) -> dict[int, int]:
        found = self._found(table, text)
        if found is None:
            return {}
        entities = [label_numbers()[label] for label in entity_labels()]
        named = found[np.isin(table.label[found], entities)].tolist()
        pairs = self._exactly([table.ids[no] for no in named], search_form(text))
        return {table.numbers[id]: int(preferred) for id, preferred in pairs}

    def _exactly(self, ids: Sequence[str], form: str) -> Iterator[tuple[str, bool]]:
        """Those of the entities that have just this name, and whether it is the preferred one."""
        for part in chunks(ids, TOGETHER):
            (row,) = self._connection.rows(_EXACT, ids=part, form=form)
            yield from row["found"]
