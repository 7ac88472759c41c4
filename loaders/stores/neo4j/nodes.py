"""Single nodes: the base of the reading modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph_model.access import Access
from graph_model.errors import NotFound
from graph_model.node import Node
from loaders.stores.neo4j.connection import Connection
from loaders.stores.neo4j.rows import NODE, TOGETHER, VISIBLE, chunks, node_of

_SEEN = (
    f"UNWIND $ids AS id MATCH (n:Thing {{id: id}}) WHERE {VISIBLE.format(n='n')} "
    f"RETURN collect({NODE}) AS nodes"
)


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
        wanted = list(dict.fromkeys(ids))
        found = {node.id: node for node in self._seen(wanted, int(reader))}
        return [found[id] for id in wanted if id in found]

    def _seen(self, ids: Iterable[str], reader: int) -> Iterator[Node]:
        """Those of the nodes that the reader sees, in no order."""
        for part in chunks(ids, TOGETHER):
            (row,) = self._connection.rows(_SEEN, ids=part, reader=reader)
            yield from map(node_of, row["nodes"])
