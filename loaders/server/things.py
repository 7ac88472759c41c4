"""One thing and what is known around it: its own description, its links with the names of the other
ends, and the first records that name it. Read from the store, so a large graph is no slower."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.errors import NotFound
from graph_model.node import Node
from graph_model.schema import Schema, load_schema
from loaders.exporters import Iris, Part, Style, Triple
from loaders.exporters.claims import ClaimMapping, asserts
from loaders.exporters.nodes import NodeMapping
from loaders.stores.base import GraphStore
from loaders.stores.results import CO_MENTIONED, RecordPage

#: Other things and records that a description holds at most.
NEIGHBOURS, RECORDS = 200, 50
Link = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """A node, its links (subject, predicate, object), the nodes at their other ends by id, and the
    first page of the records that name it."""

    node: Node
    links: tuple[Link, ...]
    others: dict[str, Node]
    records: RecordPage


def node_id(path: str) -> str:
    """The id behind ``person/mao-zedong``, as ``Iris.thing`` writes it; the path is decoded."""
    prefix, _, local = path.partition("/")
    return f"{prefix}:{local}"


def read_thing(store: GraphStore, id: str, reader: Access, *, offset: int = 0) -> Thing:
    """The thing with what is around it; raises NotFound."""
    schema = load_schema()
    if schema.by_prefix(id.partition(":")[0]) is None:
        raise NotFound("node", id)
    node = store.node(id, reader)
    links = dict.fromkeys(_links(store, node, reader, schema))
    page = RecordPage(0, ())
    if node.label != "Record":
        page = store.records(id, reader, limit=RECORDS, offset=offset)
        for hit in page.hits:
            links.update(dict.fromkeys(_naming(hit.claims, id)))
    ends = {end for subject, _, object in links for end in (subject, object)} - {id}
    others = {other.id: other for other in store.nodes(sorted(ends), reader)}
    kept = tuple(link for link in links if {link[0], link[2]} - {id} <= others.keys())
    return Thing(node, kept, others, page)


def _links(store: GraphStore, node: Node, reader: Access, schema: Schema) -> Iterator[Link]:
    if node.label == "Record":
        for claim in store.claims_of([node.id], reader):
            if asserts(claim):
                yield claim.subject, claim.predicate, claim.object
        return
    for found in store.neighbours(node.id, reader, limit=NEIGHBOURS):
        if found.type == CO_MENTIONED or found.type not in schema.edges:
            continue
        ends = (node.id, found.node.id) if found.direction == "out" else (found.node.id, node.id)
        yield ends[0], found.type, ends[1]


def _naming(claims: Iterable[Claim], id: str) -> Iterator[Link]:
    for claim in claims:
        if claim.object == id and asserts(claim):
            yield claim.subject, claim.predicate, claim.object


def parts(thing: Thing, iris: Iris) -> Iterator[Part]:
    """The thing as RDF, as an export would say it."""
    schema = load_schema()
    nodes, claims = NodeMapping(schema, iris), ClaimMapping(schema, iris, Style())
    yield Part("", nodes.triples(thing.node))
    yield Part("", _shortcuts(thing, claims))
    for _, other in sorted(thing.others.items()):
        yield Part("", nodes.brief(other))


def _shortcuts(thing: Thing, claims: ClaimMapping) -> Iterator[Triple]:
    for link in sorted(set(thing.links)):
        yield from claims.shortcut(link)
