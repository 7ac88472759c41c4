"""The repository behind OAI-PMH: items are the records that the reader sees, sets are fonds, a
datestamp is when the record's run ended."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from graph_model.access import Access
from graph_model.errors import NotFound
from graph_model.node import Node
from loaders.exporters import Iris
from loaders.runs import ended
from loaders.server.oai.arguments import Listing, OaiError
from loaders.stores.base import GraphStore

#: Items on one page of a list.
PAGE = 100
#: Datestamp of a record whose run is not known.
UNKNOWN = "1970-01-01T00:00:00Z"


class Repository:
    """Reads for one request; datestamps of runs are looked up once."""

    def __init__(self, store: GraphStore, reader: Access, iris: Iris) -> None:
        self._store, self._reader = store, reader
        self._name = urlsplit(iris.base).hostname or "localhost"
        self._stamps: dict[str, str] = {}

    def identifier(self, node: Node) -> str:
        """``oai:example.org:record/3f…``."""
        return f"oai:{self._name}:{node.id.replace(':', '/', 1)}"

    def datestamp(self, node: Node) -> str:
        """When the record's run ended."""
        run = str(node.properties.get("run", ""))
        if run not in self._stamps:
            self._stamps[run] = (ended(self._store, run) if run else "") or UNKNOWN
        return self._stamps[run]

    def earliest(self) -> str:
        """The datestamp of the first run."""
        runs = self._store.iter_nodes(self._reader, labels=["Run"])
        return min((ended(self._store, run.id) or UNKNOWN for run in runs), default=UNKNOWN)

    def item(self, identifier: str) -> Node:
        """The record; raises OaiError idDoesNotExist."""
        prefix = f"oai:{self._name}:record/"
        try:
            if identifier.startswith(prefix):
                return self._store.node("record:" + identifier.removeprefix(prefix), self._reader)
        except NotFound:
            pass
        raise OaiError("idDoesNotExist", "There is no such record.")

    def sets(self, after: str = "") -> Iterator[Node]:
        """Fonds."""
        found = self._store.iter_nodes(self._reader, labels=["RecordSet"], after=after)
        return (node for node in found if node.properties.get("level") == "fonds")

    def set_of(self, spec: str) -> Node:
        """The fonds of a setSpec; raises OaiError noRecordsMatch."""
        try:
            return self._store.node(f"set:{spec}", self._reader)
        except NotFound:
            raise OaiError("noRecordsMatch", "There is no such set.") from None

    def page(self, asked: Listing) -> tuple[list[Node], Listing | None]:
        """The records of a page, and what asks for the next one, None at the end."""
        found = self._in_set(asked) if asked.set else self._all(asked)
        wanted = (node for node in found if self._fits(node, asked))
        nodes = list(islice(wanted, PAGE + 1))
        if len(nodes) <= PAGE:
            return nodes, None
        nodes = nodes[:PAGE]
        cursor = asked.cursor + PAGE
        following = Listing(
            asked.prefix, asked.earliest, asked.latest, asked.set, nodes[-1].id, cursor
        )
        return nodes, following

    def _fits(self, node: Node, asked: Listing) -> bool:
        if not (asked.earliest or asked.latest):
            return True
        stamp = self.datestamp(node)
        return (not asked.earliest or stamp >= asked.earliest) and (
            not asked.latest or stamp <= asked.latest
        )

    def _all(self, asked: Listing) -> Iterator[Node]:
        return self._store.iter_nodes(self._reader, labels=["Record"], after=asked.after)

    def _in_set(self, asked: Listing) -> Iterator[Node]:
        """Records of a fonds after the one that the page before ended with, in the store's order
        of a fonds (date, then id)."""
        set = self.set_of(asked.set)
        offset, passed = 0, not asked.after
        while hits := self._store.records(set.id, self._reader, limit=PAGE, offset=offset).hits:
            for hit in hits:
                if passed:
                    yield hit.node
                passed = passed or hit.node.id == asked.after
            offset += len(hits)
