"""GraphML and RDF: the nodes of a list, and what the records among them say."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import networkx as nx

from graph_model.access import Access
from graph_model.claim import Claim, Status
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.exporters.base import Part
from loaders.exporters.claims import ClaimMapping, Style
from loaders.exporters.documents import Turtle
from loaders.exporters.iris import DEFAULT_BASE, Iris
from loaders.exporters.lists.items import Item, clean
from loaders.exporters.nodes import NodeMapping
from loaders.stores.base import GraphStore


def claims_of(store: GraphStore, items: Sequence[Item], reader: Access) -> list[Claim]:
    """The claims read out of the records of the list, by subject, predicate, object, key."""
    records = [item.node.id for item in items if item.node.label == "Record"]
    found = store.claims_of(records, reader)
    return sorted(found, key=lambda c: (c.subject, c.predicate, c.object, c.key))


class GraphMl:
    """The nodes of the list and those that its records name; an edge for each claim that is not
    rejected."""

    name, suffix, mime = "graphml", "graphml", "application/graphml+xml"

    def write(
        self,
        store: GraphStore,
        items: Sequence[Item],
        reader: Access,
        *,
        title: str,
        language: str,
    ) -> bytes:
        """See Kind."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=clean(title))
        for item in items:
            _add(graph, item.node, item.note)
        said = [c for c in claims_of(store, items, reader) if c.status != Status.REJECTED]
        ends = {end for claim in said for end in (claim.subject, claim.object)}
        for node in store.nodes(sorted(ends - set(graph)), reader):
            _add(graph, node, "")
        for claim in said:
            if claim.subject in graph and claim.object in graph:
                graph.add_edge(
                    claim.subject,
                    claim.object,
                    key=claim.key,
                    type=claim.predicate,
                    label=load_schema().edges[claim.predicate].name(language),
                    confidence=claim.confidence,
                    source=claim.evidence.source,
                    quote=clean(claim.evidence.quote),
                    earliest=claim.earliest,
                    latest=claim.latest,
                )
        out = io.BytesIO()
        nx.write_graphml(graph, out, encoding="utf-8")
        return out.getvalue()


def _add(graph: nx.MultiDiGraph[str], node: Node, note: str) -> None:
    code = node.properties.get("reference_code", "")
    graph.add_node(
        node.id,
        label=clean(node.name),
        type=node.label,
        reference_code=clean(code) if isinstance(code, str) else "",
        earliest=node.earliest,
        latest=node.latest,
        note=note,
    )


class Rdf:
    """RiC-O as Turtle: the nodes in full, the claims of the records, their other ends by class and
    name."""

    name, suffix, mime = "rdf", "ttl", "text/turtle"

    def write(
        self,
        store: GraphStore,
        items: Sequence[Item],
        reader: Access,
        *,
        title: str,  # noqa: ARG002
        language: str,  # noqa: ARG002
    ) -> bytes:
        """See Kind."""
        out = io.BytesIO()
        Turtle().write(_parts(store, items, reader), out)
        return out.getvalue()


def _parts(store: GraphStore, items: Sequence[Item], reader: Access) -> Iterator[Part]:
    iris = Iris(DEFAULT_BASE)
    nodes = NodeMapping(load_schema(), iris)
    claims = ClaimMapping(load_schema(), iris, Style())
    for item in items:
        yield Part("", nodes.triples(item.node))
    said = claims_of(store, items, reader)
    for claim in said:
        yield Part("", claims.triples(claim))
    ends = {end for c in said for end in (c.subject, c.object, c.evidence.source)}
    for node in store.nodes(sorted(ends - {item.node.id for item in items}), reader):
        yield Part("", nodes.brief(node))
