"""Single nodes: the base of the reading modules."""

from __future__ import annotations

from collections.abc import Sequence

from graph_model.access import Access
from graph_model.errors import NotFound
from graph_model.node import Node
from loaders.stores.neo4j.connection import Connection
from loaders.stores.neo4j.rows import NODE, VISIBLE, chunks, node_of


class Neo4jNodes:
    """Nodes by id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def node(self, id: str, reader: Access) -> Node:
        """See GraphStore."""
        found = self.nodes([id], reader)
        if not found:
            raise NotFound("node", id)
        return found[0]

    def nodes(self, ids: Sequence[str], reader: Access) -> list[Node]:
        """See GraphStore."""
        found: dict[str, Node] = {}
        query = (
            f"UNWIND $ids AS id MATCH (n:Thing {{id: id}}) WHERE {VISIBLE.format(n='n')} "
            f"RETURN {NODE} AS node"
        )
        for part in chunks(dict.fromkeys(ids)):
            for row in self._connection.rows(query, ids=part, reader=int(reader)):
                found[row["node"]["id"]] = node_of(row["node"])
        return [found[id] for id in dict.fromkeys(ids) if id in found]
