"""The description of a release: VoID (W3C Interest Group Note, 2011) and DCAT 3 (W3C
Recommendation, 2024), with the counts of what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import rdflib
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, VOID, XSD

from loaders.exporters.counts import Counts
from loaders.exporters.namespaces import PREFIXES, expand

_RICO = "https://www.ica.org/standards/RiC/ontology"
_IANA = "https://www.iana.org/assignments/media-types/"
#: Classes whose members are the things described; relations, annotations and dates come with them.
_ENTITIES = ("rico:Record", "rico:RecordSet", "rico:Person", "rico:CorporateBody", "rico:Place",
             "rico:Event", "rico:Position", "rico:Concept")  # fmt: skip


class Dump(NamedTuple):
    """A file of the release: name, bytes, and triples in it."""

    name: str
    size: int
    triples: int


@dataclass(frozen=True, slots=True)
class About:
    """What the description says beside counts. ``issued`` is an ISO day; ``runs`` are the IRIs of
    the build runs behind the graph; empty values are left out."""

    base: str
    media_type: str
    compressed: bool
    profile: str
    access: str
    title: Mapping[str, str]
    software: str
    issued: str = ""
    publisher: str = ""
    license: str = ""
    runs: tuple[str, ...] = ()


def description(about: About, counts: Counts, dumps: Sequence[Dump]) -> str:
    """``dataset.ttl`` as text; equal input gives equal text."""
    graph = rdflib.Graph()
    for prefix in ("rico", "smo", "schema", "skos", "crm", "oa", "org"):
        graph.bind(prefix, PREFIXES[prefix])
    for prefix, namespace in (("void", VOID), ("dcat", DCAT), ("dcterms", DCTERMS), ("prov", PROV)):
        graph.bind(prefix, namespace)
    dataset = rdflib.URIRef(about.base + "dataset")
    for predicate, value in _head(about):
        graph.add((dataset, predicate, value))
    _counted(graph, dataset, counts)
    _linked(graph, dataset, counts)
    for dump in dumps:
        _dump(graph, dataset, about, dump)
    return str(graph.serialize(format="turtle"))


def _head(about: About) -> Iterator[tuple[rdflib.URIRef, rdflib.term.Node]]:
    yield RDF.type, DCAT.Dataset
    yield RDF.type, VOID.Dataset
    for language, title in about.title.items():
        yield DCTERMS.title, rdflib.Literal(title, lang=language)
    yield DCTERMS.conformsTo, rdflib.URIRef(_RICO)
    yield DCTERMS.conformsTo, rdflib.URIRef(expand("smo:x").removesuffix("#x"))
    yield DCTERMS.accessRights, rdflib.Literal(about.access)
    yield DCTERMS.description, rdflib.Literal(f"profile {about.profile}; {about.software}")
    yield VOID.uriSpace, rdflib.Literal(about.base + "id/")
    for prefix in ("rico", "smo", "crm", "schema", "skos", "prov", "oa"):
        yield VOID.vocabulary, rdflib.URIRef(PREFIXES[prefix])
    if about.issued:
        yield DCTERMS.issued, rdflib.Literal(about.issued, datatype=XSD.date)
    if about.publisher:
        yield DCTERMS.publisher, _iri_or_text(about.publisher)
    if about.license:
        yield DCTERMS.license, _iri_or_text(about.license)
    for run in about.runs:
        yield PROV.wasGeneratedBy, rdflib.URIRef(run)


def _counted(graph: rdflib.Graph, dataset: rdflib.URIRef, counts: Counts) -> None:
    graph.add((dataset, VOID.triples, rdflib.Literal(counts.triples)))
    entities = sum(counts.classes[expand(name)] for name in _ENTITIES)
    graph.add((dataset, VOID.entities, rdflib.Literal(entities)))
    graph.add((dataset, VOID.classes, rdflib.Literal(len(counts.classes))))
    graph.add((dataset, VOID.properties, rdflib.Literal(len(counts.properties))))
    for link, term, number, found in (
        (VOID.classPartition, VOID["class"], VOID.entities, counts.classes),
        (VOID.propertyPartition, VOID.property, VOID.triples, counts.properties),
    ):
        for index, (iri, count) in enumerate(sorted(found.items()), start=1):
            part = rdflib.URIRef(f"{dataset}/{link.rpartition('#')[2]}/{index}")
            graph.add((dataset, link, part))
            graph.add((part, term, rdflib.URIRef(iri)))
            graph.add((part, number, rdflib.Literal(count)))


def _linked(graph: rdflib.Graph, dataset: rdflib.URIRef, counts: Counts) -> None:
    """A linkset for each property and authority (VoID section 4)."""
    spaces = sorted({space for _, space in counts.links})
    for number, ((term, space), count) in enumerate(sorted(counts.links.items()), start=1):
        links = rdflib.URIRef(f"{dataset}/linkset/{number}")
        target = rdflib.URIRef(f"{dataset}/target/{spaces.index(space) + 1}")
        for subject, predicate, value in (
            (dataset, VOID.subset, links),
            (links, RDF.type, VOID.Linkset),
            (links, VOID.linkPredicate, rdflib.URIRef(term)),
            (links, VOID.subjectsTarget, dataset),
            (links, VOID.objectsTarget, target),
            (links, VOID.triples, rdflib.Literal(count)),
            (target, RDF.type, VOID.Dataset),
            (target, VOID.uriSpace, rdflib.Literal(space)),
        ):
            graph.add((subject, predicate, value))


def _dump(graph: rdflib.Graph, dataset: rdflib.URIRef, about: About, dump: Dump) -> None:
    file = rdflib.URIRef(f"{about.base}dataset/{dump.name}")
    graph.add((dataset, VOID.dataDump, file))
    graph.add((dataset, DCAT.distribution, file))
    graph.add((file, RDF.type, DCAT.Distribution))
    graph.add((file, DCTERMS.title, rdflib.Literal(dump.name)))
    graph.add((file, DCAT.downloadURL, file))
    graph.add((file, DCAT.byteSize, rdflib.Literal(dump.size, datatype=XSD.nonNegativeInteger)))
    graph.add((file, DCAT.mediaType, rdflib.URIRef(_IANA + about.media_type)))
    graph.add((file, VOID.triples, rdflib.Literal(dump.triples)))
    if about.compressed:
        graph.add((file, DCAT.compressFormat, rdflib.URIRef(_IANA + "application/gzip")))


def _iri_or_text(text: str) -> rdflib.URIRef | rdflib.Literal:
    return rdflib.URIRef(text) if "://" in text else rdflib.Literal(text)
