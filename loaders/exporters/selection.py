"""Which nodes and claims of a store are exported: all of them, or what surrounds a few ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.errors import BadInput, NotFound
from graph_model.node import Node
from graph_model.schema import Schema
from loaders.exporters.base import Profile, Triple
from loaders.exporters.claims import ClaimMapping
from loaders.exporters.iris import Iris
from loaders.exporters.nodes import NodeMapping

#: Claims that Turtle and JSON-LD, which hold the graph in memory, take at most.
DOCUMENT_CLAIMS = 20_000


class Source(Protocol):
    """The part of GraphStore that an export reads."""

    def node(self, id: str, reader: Access) -> Node:
        """One visible node; raises NotFound."""
        ...

    def iter_nodes(self, reader: Access) -> Iterator[Node]:
        """All visible nodes, ordered by id."""
        ...

    def iter_edges(self, reader: Access) -> Iterator[Claim]:
        """All visible claims, ordered by subject, predicate, object, key."""
        ...


class Selection:
    """A store seen by one reader, as triples. Every call to ``triples`` starts again."""

    def __init__(
        self,
        store: Source,
        schema: Schema,
        iris: Iris,
        *,
        reader: Access = Access.OPEN,
        profile: Profile = Profile.CORE,
        ids: Sequence[str] = (),
    ) -> None:
        self._store, self._schema, self._iris = store, schema, iris
        self._reader, self._profile = reader, profile
        self._ids = sorted(set(ids))

    def claims(self) -> Iterator[Claim]:
        """The claims of the selection: with ids, those that have one as subject, object or
        source."""
        found = self._store.iter_edges(self._reader)
        if not self._ids:
            return found
        wanted = set(self._ids)
        return (c for c in found if not wanted.isdisjoint((c.subject, c.object, c.evidence.source)))

    def triples(self) -> Iterator[Triple]:
        """Nodes, then claims. With ids: these nodes in full, the claims' other ends by class and
        name. Raises NotFound for an id that the reader does not see."""
        nodes = NodeMapping(self._schema, self._iris)
        claims = ClaimMapping(self._schema, self._iris, self._profile)
        if not self._ids:
            for node in self._store.iter_nodes(self._reader):
                yield from nodes.triples(node)
            for claim in self._store.iter_edges(self._reader):
                yield from claims.triples(claim)
            return
        for id in self._ids:
            yield from nodes.triples(self._store.node(id, self._reader))
        ends: set[str] = set()
        for claim in self.claims():
            ends.update((claim.subject, claim.object, claim.evidence.source))
            yield from claims.triples(claim)
        for node in self._others(ends):
            yield from nodes.brief(node)

    def _others(self, ends: Iterable[str]) -> Iterator[Node]:
        for id in sorted(set(ends) - set(self._ids)):
            try:
                yield self._store.node(id, self._reader)
            except NotFound:
                continue

    def check_size(self) -> None:
        """Raises ``USAGE`` where the selection is too large for a format that holds it in
        memory."""
        for count, _ in enumerate(self.claims(), start=1):
            if count > DOCUMENT_CLAIMS:
                limit = f"{DOCUMENT_CLAIMS:,}"
                raise BadInput(
                    "USAGE",
                    zh=f"所选断言超过 {limit} 条，Turtle 与 JSON-LD 放不下；请用 --format nt，"
                    "或用 --id 缩小范围。",
                    en=f"The selection has more than {limit} claims, too many for Turtle and "
                    "JSON-LD; use --format nt, or choose less with --id.",
                )
