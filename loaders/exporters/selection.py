"""A store seen by one reader, as triples: the whole graph, or the part that a ``Choice`` names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.errors import BadInput
from graph_model.node import Node
from graph_model.schema import Schema
from loaders.exporters.base import Part, Triple, flat
from loaders.exporters.choice import Choice, Source, chunks
from loaders.exporters.claims import ClaimMapping, Style
from loaders.exporters.iris import Iris
from loaders.exporters.nodes import NodeMapping

#: Claims that Turtle and JSON-LD, which hold the graph in memory, take at most.
DOCUMENT_CLAIMS = 20_000


class Selection:
    """What is exported. Every call to ``parts`` starts again."""

    def __init__(
        self,
        store: Source,
        schema: Schema,
        iris: Iris,
        *,
        reader: Access = Access.OPEN,
        style: Style = Style(),  # noqa: B008
        choice: Choice = Choice(),  # noqa: B008
    ) -> None:
        self._store, self._schema, self._iris = store, schema, iris
        self._reader, self._style, self._choice = reader, style, choice

    def triples(self) -> Iterator[Triple]:
        """The triples of all parts."""
        return flat(self.parts())

    def parts(self) -> Iterator[Part]:
        """Nodes, then claims; of a choice the chosen nodes in full, and the other ends of claims
        by class and name. Raises NotFound for an id that the reader does not see."""
        if self._choice.everything:
            return chain(self.nodes(), self.links())
        ordered = not self._choice.by_record
        claims = ClaimMapping(self._schema, self._iris, self._style, ordered=ordered)
        return self._chosen(NodeMapping(self._schema, self._iris), claims)

    def nodes(self) -> Iterator[Part]:
        """The first half of the whole graph: what is said of nodes."""
        found = self._store.iter_nodes(self._reader)
        return self._nodes(found, NodeMapping(self._schema, self._iris))

    def links(self) -> Iterator[Part]:
        """The other half: what claims say."""
        return self._all(ClaimMapping(self._schema, self._iris, self._style))

    def _nodes(self, found: Iterable[Node], nodes: NodeMapping) -> Iterator[Part]:
        for node in found:
            run = node.properties.get("run") if self._style.graphs else ""
            yield Part(self._iris.thing(run) if run else "", nodes.triples(node))

    def _all(self, claims: ClaimMapping) -> Iterator[Part]:
        if self._style == Style():
            for link in self._store.iter_links(self._reader):
                yield Part("", claims.shortcut(link))
            return
        yield from self._claims(self._store.iter_edges(self._reader), claims)

    def _claims(self, found: Iterable[Claim], claims: ClaimMapping) -> Iterator[Part]:
        for claim in found:
            graph = self._iris.thing(claim.run) if claim.run and self._style.graphs else ""
            yield Part(graph, claims.triples(claim))

    def _chosen(self, nodes: NodeMapping, claims: ClaimMapping) -> Iterator[Part]:
        written: set[str] = set()
        ids = sorted(set(self._choice.ids) | set(self._choice.within))
        for id in ids:
            yield from self._nodes([self._store.node(id, self._reader)], nodes)
            written.add(id)
        for page in self._choice.pages(self._store, self._reader):
            yield from self._nodes((node for node in page if node.id not in written), nodes)
            written.update(node.id for node in page)
        ends: set[str] = set()
        for claim in self.claims():
            ends.update((claim.subject, claim.object, claim.evidence.source))
            ends.update(filter(None, (claim.run, claim.told_subject, claim.told_object)))
            yield from self._claims([claim], claims)
        for part in chunks(sorted(ends - written)):
            for node in self._store.nodes(part, self._reader):
                yield Part("", nodes.brief(node))

    def claims(self) -> Iterator[Claim]:
        """The claims of the selection, each once: of a choice those that have a chosen id as
        subject, object or source, and those that a chosen record says."""
        choice = self._choice
        if choice.everything:
            return self._store.iter_edges(self._reader)
        if not choice.by_record:
            return self._naming(set(choice.ids))
        return self._said(set(choice.ids))

    def _naming(self, ids: set[str]) -> Iterator[Claim]:
        for claim in self._store.iter_edges(self._reader):
            if not ids.isdisjoint((claim.subject, claim.object, claim.evidence.source)):
                yield claim

    def _said(self, ids: set[str]) -> Iterator[Claim]:
        """What the chosen records say, page by page, then what else names the ids."""
        told: set[str] = set()
        for page in self._choice.pages(self._store, self._reader):
            records = [node.id for node in page]
            if ids:
                told.update(records)
            yield from sorted(self._store.claims_of(records, self._reader), key=_order)
        if ids:
            yield from (c for c in self._naming(ids) if c.evidence.source not in told)

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


def _order(claim: Claim) -> tuple[str, str, str, str]:
    return claim.subject, claim.predicate, claim.object, claim.key
