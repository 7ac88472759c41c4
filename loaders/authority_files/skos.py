"""Authority entries in SKOS: concepts with labels, a class for the kind of entry, and matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, Triple
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from graph_model.ids import authority_id
from loaders.authority_files.entry import TYPES, Item
from loaders.authority_files.tables_csv import edtf
from loaders.rdf_files import quads, rdflib_triple

_RICO = Namespace("https://www.ica.org/standards/RiC/ontology#")
_SCHEMA = Namespace("https://schema.org/")
_CLASSES = {
    "persons": _RICO.Person, "organizations": _RICO.CorporateBody, "places": _RICO.Place,
    "events": _RICO.Event, "offices": _RICO.Position,
}  # fmt: skip
_DATES = {
    "persons": (_RICO.birthDate, _RICO.deathDate),
    "organizations": (_SCHEMA.foundingDate, _SCHEMA.dissolutionDate),
}
_OTHER_DATES = (_SCHEMA.startDate, _SCHEMA.endDate)
_PREFIX = {
    "persons": "person", "organizations": "organization", "places": "place", "events": "event",
    "offices": "office",
}  # fmt: skip
_FORMATS = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".nt": "nt", ".jsonld": "json-ld"}
_BASE = "https://example.org/shimai/id/"
_ZH = ("zh-hans", "zh-cn", "zh", "zh-hant", "zh-tw", "")


def read_skos(path: Path, default: str = "persons") -> Iterator[Item]:
    """Concepts that have a Chinese (or no-language) preferred label; a concept whose class says no
    kind is taken as ``default``. Nothing is fetched.
    """
    graph = Graph()
    for quad in quads(path, RdfFormat.RDF_XML if path.suffix == ".xml" else RdfFormat.TURTLE):
        if not isinstance(quad.object, Triple):
            graph.add(rdflib_triple(quad))
    for concept in sorted(set(graph.subjects(SKOS.prefLabel)), key=str):
        labels = {_tag(o): str(o) for o in graph.objects(concept, SKOS.prefLabel)}
        name = next((labels[tag] for tag in _ZH if tag in labels), "")
        if name:
            yield _item(graph, concept, name, labels.get("en", ""), default)


def _tag(value: object) -> str:
    """The language tag of a literal in small letters (RFC 5646 tells no case apart)."""
    return str(getattr(value, "language", "") or "").lower()


def _item(graph: Graph, concept: object, name: str, english: str, default: str) -> Item:
    table = _table(graph, concept) or default
    begin, end = _DATES.get(table, _OTHER_DATES)

    def one(predicate: URIRef) -> str:
        return next((str(o) for o in graph.objects(concept, predicate)), "")  # type: ignore[arg-type]

    def all_(predicate: URIRef) -> list[str]:
        return sorted({str(o) for o in graph.objects(concept, predicate)})  # type: ignore[arg-type]

    aliases = [("别名", text) for text in all_(SKOS.altLabel) if text != name]
    key = str(concept).rstrip("/").rpartition("/")[2].rpartition("#")[2]
    own = str(concept).startswith(_BASE)
    exact = all_(SKOS.exactMatch)
    if isinstance(concept, URIRef) and not own:
        exact.insert(0, str(concept))
    return Item(
        table,
        name,
        key if own else str(concept),
        english,
        edtf(one(begin)),
        edtf(one(end)),
        tuple(aliases),
        one(SKOS.scopeNote) or one(SKOS.definition),
        "",
        tuple(dict.fromkeys(exact)),
        tuple(all_(SKOS.closeMatch)),
    )


def _table(graph: Graph, concept: object) -> str:
    for kind in graph.objects(concept, RDF.type):  # type: ignore[arg-type]
        word = str(kind).rpartition("/")[2].rpartition("#")[2].lower()
        if word in TYPES:
            return TYPES[word]
    return ""


def write_skos(path: Path, items: Iterable[Item]) -> int:
    """Write entries as SKOS concepts in Turtle (or what the file's ending says); returns how
    many."""
    written = 0
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("rico", _RICO)
    graph.bind("schema", _SCHEMA)
    scheme = URIRef(_BASE + "scheme/authority")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, RDFS.label, Literal("史脉规范档", lang="zh")))
    for item in items:
        _add(graph, scheme, item)
        written += 1
    graph.serialize(str(path), format=_FORMATS.get(path.suffix.lower(), "turtle"), encoding="utf-8")
    return written


def _add(graph: Graph, scheme: URIRef, item: Item) -> None:
    prefix, _, key = authority_id(_PREFIX[item.table], item.id).partition(":")
    concept = URIRef(f"{_BASE}{prefix}/{key}")
    begin, end = _DATES.get(item.table, _OTHER_DATES)
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, RDF.type, _CLASSES[item.table]))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, SKOS.prefLabel, Literal(item.name, lang="zh-Hans")))
    if item.name_en:
        graph.add((concept, SKOS.prefLabel, Literal(item.name_en, lang="en")))
    for _, text in item.aliases:
        graph.add((concept, SKOS.altLabel, Literal(text, lang="zh-Hans")))
    for predicate, text in ((begin, item.begin), (end, item.end)):
        if text:
            graph.add((concept, predicate, Literal(text)))
    if item.note:
        graph.add((concept, SKOS.scopeNote, Literal(item.note, lang="zh-Hans")))
    for predicate, targets in ((SKOS.exactMatch, item.exact), (SKOS.closeMatch, item.close)):
        for target in targets:
            graph.add((concept, predicate, URIRef(target)))
