"""A graph subject by subject: out of a store, as its export would say it, with flat memory; or out
of an RDF file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from graph_model.access import Access
from graph_model.schema import Schema
from loaders.exporters.base import Quoted, Triple
from loaders.exporters.choice import Source
from loaders.exporters.claims import ClaimMapping, Style
from loaders.exporters.iris import Iris
from loaders.exporters.namespaces import expand
from loaders.exporters.nodes import NodeMapping
from loaders.rdf_files import Triples
from loaders.shapes.check import ClassesOf, Pair

_TYPE = expand("rdf:type")


class Subjects(NamedTuple):
    """Subjects with all that is said of each, and what tells the classes of a thing."""

    each: Iterator[tuple[str, list[Pair]]]
    classes_of: ClassesOf


def of_store(store: Source, schema: Schema, iris: Iris, reader: Access, style: Style) -> Subjects:
    """The subjects of a store's export. Nodes and claims both come ordered by id, so a node is
    complete as soon as the claims from it have passed."""
    classes = {node.id_prefix: tuple(map(expand, node.classes)) for node in schema.nodes.values()}
    parts = {
        "annotation": (expand("oa:Annotation"), expand("oa:SpecificResource")),
    }
    start = len(iris.base) + len("id/")

    def classes_of(iri: str) -> Iterable[str]:
        prefix = iri[start:].partition("/")[0] if iri.startswith(iris.base + "id/") else ""
        return classes.get(prefix) or parts.get(prefix) or ()

    nodes = NodeMapping(schema, iris)
    claims = ClaimMapping(schema, iris, style)
    return Subjects(_merged(store, reader, nodes, claims, iris), classes_of)


def _merged(
    store: Source, reader: Access, nodes: NodeMapping, claims: ClaimMapping, iris: Iris
) -> Iterator[tuple[str, list[Pair]]]:
    by_subject = groupby(store.iter_edges(reader), key=lambda claim: claim.subject)
    subject, said = next(by_subject, ("", iter(())))
    for node in store.iter_nodes(reader):
        own = iris.thing(node.id)
        found = _grouped(nodes.triples(node))
        while subject and subject < node.id:
            subject, said = next(by_subject, ("", iter(())))
        if subject == node.id:
            for claim in said:
                groups = _grouped(claims.triples(claim))
                found.setdefault(own, []).extend(groups.pop(own, []))
                yield from groups.items()
            subject, said = next(by_subject, ("", iter(())))
        yield from found.items()


def _grouped(triples: Iterable[Triple]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for subject, predicate, value in triples:
        if not isinstance(value, Quoted):
            found.setdefault(subject, []).append((predicate, value))
    return found


@contextmanager
def of_file(path: Path) -> Iterator[Subjects]:
    """The subjects of an RDF file of any format, in any order; named graphs are read as one graph.
    Raises FILE_* for a file that cannot be read."""
    triples = Triples(path)

    def classes_of(iri: str) -> Iterable[str]:
        return [str(value) for predicate, value in triples.about(iri) if predicate == _TYPE]

    try:
        yield Subjects(triples.subjects(), classes_of)
    finally:
        triples.close()
