"""Which part of a graph is exported: ids, a fonds or theme with its records, or what runs since a
day have loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.node import Node
from loaders.runs import RunSource, runs_since
from loaders.stores.results import RecordPage

T = TypeVar("T")
#: Records that are read together.
PAGE = 400


class Source(RunSource, Protocol):
    """The part of GraphStore that an export reads."""

    def node(self, id: str, reader: Access) -> Node:
        """One visible node; raises NotFound."""
        ...

    def nodes(self, ids: Sequence[str], reader: Access) -> list[Node]:
        """Those of the ids that are visible."""
        ...

    def claims_of(self, sources: Sequence[str], reader: Access) -> list[Claim]:
        """All visible claims that the sources say."""
        ...

    def records(self, id: str, reader: Access, *, limit: int = 20, offset: int = 0) -> RecordPage:
        """A page of the records that name a node or lie below it."""
        ...

    def iter_edges(self, reader: Access) -> Iterator[Claim]:
        """All visible claims, ordered by subject, predicate, object, key."""
        ...

    def iter_links(self, reader: Access) -> Iterator[tuple[str, str, str]]:
        """Subject, predicate and object of the visible claims that stand, each once."""
        ...


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen; nothing = the whole graph. ``ids``: these nodes and the claims that name
    them. ``within``: record sets or themes, with the records in or below them and all that these
    records say. ``since``: an ISO day; the records whose run ended on it or later (UTC)."""

    ids: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    since: str = ""

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.ids or self.within or self.since)

    @property
    def by_record(self) -> bool:
        """Whether records are chosen, each with all that it says."""
        return bool(self.within or self.since)

    def pages(self, store: Source, reader: Access) -> Iterator[list[Node]]:
        """The chosen records that the reader sees, each once, some at a time. Raises NotFound for
        a record set or theme that the reader does not see."""
        seen: set[str] = set()
        for id in dict.fromkeys(self.within):
            store.node(id, reader)
            for page in _below(store, id, reader):
                yield _new(page, seen, self.within)
        if self.since:
            runs = runs_since(store, self.since)
            found = (
                node
                for node in store.iter_nodes(reader, labels=["Record"])
                if node.properties.get("run") in runs
            )
            for page in chunks(found):
                yield _new(page, seen, self.within)


def _below(store: Source, id: str, reader: Access) -> Iterator[list[Node]]:
    offset = 0
    while hits := store.records(id, reader, limit=PAGE, offset=offset).hits:
        yield [hit.node for hit in hits]
        offset += len(hits)


def _new(page: list[Node], seen: set[str], within: Sequence[str]) -> list[Node]:
    """Those not seen before; nothing is remembered where only one source gives records."""
    if not within:
        return page
    fresh = [node for node in page if node.id not in seen]
    seen.update(node.id for node in fresh)
    return fresh


def chunks(items: Iterable[T], size: int = PAGE) -> Iterator[list[T]]:
    """Lists of at most ``size`` items."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part
