"""The columns of a SQLite store: streamed from its tables, and kept in the file when a load has
ended.

A node's number is its row number. The columns are kept in parts, each with the generation that
they belong to, so that they are written in bounded memory and read in a fraction of a second.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.text import search_form
from graph_model.access import Access
from graph_model.node import Node
from loaders.stores.columns import CLAIM_ROW, NODE_ROW, ColumnReads
from loaders.stores.columns.table import (
    NO_LEVEL,
    NODE_TERM,
    Ints,
    Table,
    label_numbers,
    numbering,
    table_of,
    type_numbers,
)
from loaders.stores.columns.view import View
from loaders.stores.grams import match_query
from loaders.stores.results import Summary
from loaders.stores.sqlite.connection import Connections
from loaders.stores.sqlite.nodes import SqliteNodes
from loaders.stores.sqlite.rows import NODE, NODE_FROM, VISIBLE, node_of
from loaders.stores.sqlite.write import chunks, marks

_PART = 50_000
_DAY = "CAST(REPLACE({}, '-', '') AS INTEGER)"
_CLAIMS = (
    f"SELECT src, dst, source, type, access, status = 'rejected', {_DAY.format('earliest')}, "
    f"{_DAY.format('latest')} FROM edge ORDER BY no"
)
_TERM = " ".join(f"WHEN '{label}' THEN '$.{name}'" for label, name in NODE_TERM.items())
_NODES = (
    f"SELECT n.no, l.name, COALESCE(n.access, {NO_LEVEL}), {_DAY.format('n.earliest')}, "
    f"{_DAY.format('n.latest')}, "
    f"json_extract(n.properties, CASE l.name {_TERM} ELSE '$.kind' END) "
    "FROM node n JOIN label l ON l.no = n.label ORDER BY n.id"
)


class Terms:
    """Numbers of texts; the empty text is 0."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {"": 0}

    def number(self, text: object) -> int:
        """The number of a text, a new one for a new text; what is no text is the empty one."""
        known = text if isinstance(text, str) else ""
        return self.texts.setdefault(known, len(self.texts))


def node_parts(connection: sqlite3.Connection, terms: Terms) -> Iterator[NDArray[np.void]]:
    """All nodes in the order of their ids, some at a time."""
    labels = label_numbers()
    rows = connection.execute(_NODES)
    while part := list(islice(rows, _PART)):
        yield np.array(
            [(no, labels[label], *rest, terms.number(term)) for no, label, *rest, term in part],
            dtype=NODE_ROW,
        )


def claim_parts(connection: sqlite3.Connection) -> Iterator[NDArray[np.void]]:
    """All claims, some at a time."""
    known = type_numbers()
    types = {no: known[name] for no, name in connection.execute("SELECT no, name FROM type")}
    rows = connection.execute(_CLAIMS)
    while part := list(islice(rows, _PART)):
        yield np.array([(*row[:3], types[row[3]], *row[4:]) for row in part], dtype=CLAIM_ROW)


class SqliteColumns(SqliteNodes, ColumnReads):
    """What ColumnReads asks of a store, in SQL."""

    def __init__(self, connections: Connections) -> None:
        SqliteNodes.__init__(self, connections)
        ColumnReads.__init__(self)

    def _generation(self) -> str:
        rows = self._rows("SELECT value FROM meta WHERE key = 'generation'", ())
        return str(rows[0][0]) if rows else ""

    def _load_table(self) -> Table:
        with self._connections.errors(), self._snapshot() as connection:
            generation = self._generation()
            found = connection.execute("SELECT value FROM meta WHERE key = 'columns'").fetchone()
            told = json.loads(found[0]) if found else {}
            if (told.get("generation"), told.get("numbering")) == (generation, numbering()):
                terms = told["terms"]
                nodes, claims = (
                    self._kept_parts("node", NODE_ROW), self._kept_parts("claim", CLAIM_ROW)
                )  # fmt: skip
                return table_of(generation, nodes, claims, terms)
            numbered = Terms()
            rows = list(node_parts(connection, numbered))
            return table_of(generation, rows, claim_parts(connection), list(numbered.texts))

    def _release(self) -> None:
        self._connections.release()

    def _aggregate(self, reader: Access) -> Summary:
        return self._view(reader).summary()

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        """One state of the file, whatever is written meanwhile."""
        connection = self._connections.get()
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.execute("ROLLBACK")

    def _kept_parts(self, name: str, dtype: np.dtype[np.void]) -> Iterator[NDArray[np.void]]:
        query = "SELECT data FROM column_part WHERE name = ? ORDER BY part"
        for row in self._connections.get().execute(query, (name,)):
            yield np.frombuffer(row[0], dtype=dtype)

    def _numbers(self, table: Table, ids: Iterable[str]) -> dict[str, int]:  # noqa: ARG002
        wanted = list(dict.fromkeys(ids))
        found: dict[str, int] = {}
        for part in chunks(wanted):
            found.update(self._rows(f"SELECT id, no FROM node WHERE id IN ({marks(part)})", part))
        return {id: found[id] for id in wanted if id in found}

    def _nodes_at(self, view: View, numbers: Sequence[int]) -> dict[int, Node]:
        found: dict[int, Node] = {}
        for part in chunks(numbers):
            query = (
                f"SELECT n.no, {NODE} FROM {NODE_FROM} WHERE {VISIBLE.format(n='n')} "
                f"AND n.no IN ({','.join(str(int(no)) for no in part)})"
            )
            for no, *row in self._rows(query, {"r": view.reader}):
                found[no] = node_of(tuple(row))
        return found

    def _matching(self, table: Table, text: str) -> Ints | None:  # noqa: ARG002
        match = match_query(text)
        if not match:
            return None
        # As one text: a row at a time takes three times as long where words are frequent.
        (row,) = self._rows("SELECT group_concat(rowid) FROM fts WHERE fts MATCH ?", (match,))
        return np.fromstring(row[0] or "", dtype=np.int32, sep=",")

    def _named_exactly(self, table: Table, text: str) -> dict[int, int]:  # noqa: ARG002
        query = "SELECT node, preferred FROM name WHERE form = ?"
        return dict(self._rows(query, (search_form(text),)))


def keep_columns(connection: sqlite3.Connection) -> None:
    """Write the columns of the graph as it is into the file, in the open transaction."""
    connection.execute("DELETE FROM column_part")
    terms = Terms()
    streams: tuple[tuple[str, Iterator[NDArray[Any]]], ...] = (
        ("node", node_parts(connection, terms)),
        ("claim", claim_parts(connection)),
    )
    for name, parts in streams:
        for number, part in enumerate(parts):
            values = (name, number, part.tobytes())
            connection.execute("INSERT INTO column_part VALUES (?, ?, ?)", values)
    row = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    held = {
        "generation": row[0] if row else "",
        "numbering": numbering(),
        "terms": list(terms.texts),
    }
    text = json.dumps(held, ensure_ascii=False)
    connection.execute("REPLACE INTO meta VALUES ('columns', ?)", (text,))
