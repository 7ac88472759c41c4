"""Queries and single nodes: the base of the reading modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph_model.access import Access
from graph_model.errors import NotFound
from graph_model.node import Node
from loaders.stores.sqlite.connection import Connections
from loaders.stores.sqlite.rows import NODE, NODE_FROM, VISIBLE, node_of
from loaders.stores.sqlite.write import chunks


class SqliteNodes:
    """Rows of a query, and nodes by id."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def _rows(self, query: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
        with self._connections.errors():
            return self._connections.get().execute(query, values).fetchall()

    def node(self, id: str, reader: Access) -> Node:
        """See GraphStore."""
        found = self.nodes([id], reader)
        if not found:
            raise NotFound("node", id)
        return found[0]

    def nodes(self, ids: Sequence[str], reader: Access) -> list[Node]:
        """See GraphStore."""
        found: dict[str, Node] = {}
        for part in chunks(ids):
            keys = {f"i{i}": id for i, id in enumerate(part)}
            query = (
                f"SELECT {NODE} FROM {NODE_FROM} WHERE {VISIBLE.format(n='n')} "
                f"AND n.id IN ({','.join(':' + key for key in keys)})"
            )
            for row in self._rows(query, {"r": int(reader), **keys}):
                found[row[0]] = node_of(row)
        return [found[id] for id in dict.fromkeys(ids) if id in found]
