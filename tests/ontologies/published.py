"""What the published vocabularies say of the outside terms that we use.

``python -m tests.ontologies.published`` prints ``ontologies/terms_used.tsv`` anew: rows of
vocabularies that stand beside the checkout (or where SHIMAI_SHARED says) are derived from their
files, rows marked unverified are kept as they are.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.collection import Collection

from graph_model.schema import load_schema
from loaders.exporters.namespaces import PREFIXES, expand
from loaders.exporters.terms import COLUMNS, terms_used

ROOT = Path(__file__).resolve().parents[2]
#: Prefix -> the vocabulary's file.
FILES = {
    "rico": "RiC-O_1-1.rdf",
    "crm": "CIDOC_CRM_v7.1.3.rdf",
    "prov": "prov-o.ttl",
    "oa": "oa.ttl",
    "org": "org.ttl",
    "skos": "skos.ttl",
}
_RICO = rdflib.Namespace(PREFIXES["rico"])
_CURIE = re.compile(rf"(?<![\w/-])({'|'.join(PREFIXES)}):([A-Za-z][\w-]*)")
_KINDS = [
    (OWL.ObjectProperty, "object property"),
    (OWL.DatatypeProperty, "datatype property"),
    (OWL.AnnotationProperty, "annotation property"),
    (OWL.Class, "class"),
    (RDFS.Class, "class"),
    (RDF.Property, "property"),
]


def folder() -> Path | None:
    """Where the published files are, None when they are not here."""
    place = Path(os.environ.get("SHIMAI_SHARED") or ROOT.parent / "shared") / "ontologies"
    return place if (place / FILES["rico"]).is_file() else None


def outside_terms() -> set[str]:
    """Every outside term named in the schema, in our own terms, and in the exporters' source."""
    texts = [p.read_text("utf-8") for p in sorted((ROOT / "loaders/exporters").glob("*.py"))]
    texts.append((ROOT / "ontologies/own_terms.yaml").read_text("utf-8"))
    found = {f"{prefix}:{name}" for text in texts for prefix, name in _CURIE.findall(text)}
    schema = load_schema()
    for node in schema.nodes.values():
        found |= {*node.classes, *(p.rdf for p in node.properties.values() if p.rdf)}
    for edge in schema.edges.values():
        for rule in edge.rdf:
            found |= {t for t in (rule.property, rule.relation, rule.crm, rule.schema) if t}
    return {term for term in found if not term.startswith("smo:")}


@cache
def _graph(name: str) -> Graph:
    place = folder()
    assert place is not None
    return Graph().parse(place / name)


def derived_row(term: str) -> tuple[str, ...]:
    """The table's row for a term, out of the published file; raises KeyError for a term that is
    not there."""
    prefix = term.partition(":")[0]
    graph, iri = _graph(FILES[prefix]), URIRef(expand(term))
    types = set(graph.objects(iri, RDF.type))
    kinds = [name for kind, name in _KINDS if kind in types]
    if not kinds and not types:
        raise KeyError(term)
    ends: tuple[set[str], set[str]] = (set(), set())
    if kinds and kinds[0] == "class":
        ends = _relation_ends(graph, iri)
    elif kinds:
        ends = (_named(graph, iri, RDFS.domain), _named(graph, iri, RDFS.range))
    upper = {_short(c) for c in _uppers(graph, iri)} - {term}
    cells = ("|".join(sorted(values)) for values in (*ends, upper))
    return (term, FILES[prefix], kinds[0] if kinds else "individual", *cells, "yes")


def _uppers(graph: Graph, iri: URIRef) -> Iterator[URIRef]:
    above = graph.transitive_objects(iri, RDFS.subClassOf)
    if (iri, RDF.type, RDF.Property) in graph or (iri, RDF.type, OWL.ObjectProperty) in graph:
        above = graph.transitive_objects(iri, RDFS.subPropertyOf)
    return (c for c in above if isinstance(c, URIRef) and c != OWL.Thing)


def _named(graph: Graph, iri: URIRef, predicate: URIRef) -> set[str]:
    return {name for node in graph.objects(iri, predicate) for name in _classes(graph, node)}


def _classes(graph: Graph, node: rdflib.term.Node) -> set[str]:
    if not isinstance(node, BNode):
        return {_short(node)}
    union = graph.value(node, OWL.unionOf)
    assert union is not None, "only unions are expected"
    return {_short(member) for member in Collection(graph, union)}


def _relation_ends(graph: Graph, iri: URIRef) -> tuple[set[str], set[str]]:
    """The classes that RiC-O's restrictions on a relation class ask of its source and its
    target."""
    found: dict[URIRef, set[str]] = {}
    for restriction in graph.objects(iri, RDFS.subClassOf):
        on, wanted = graph.value(restriction, OWL.onProperty), graph.value(restriction, OWL.onClass)
        if isinstance(on, URIRef) and wanted is not None:
            found.setdefault(on, set()).update(_classes(graph, wanted))
    both = found.get(_RICO.relationConnects, set())
    return (
        found.get(_RICO.relationHasSource, both),
        found.get(_RICO.relationHasTarget, both),
    )


def _short(iri: object) -> str:
    for prefix, base in PREFIXES.items():
        if str(iri).startswith(base):
            return f"{prefix}:{str(iri).removeprefix(base)}"
    return str(iri)


def table() -> str:
    """The whole table as text."""
    rows = ["\t".join(COLUMNS)]
    for term in sorted(outside_terms()):
        if term.partition(":")[0] in FILES:
            rows.append("\t".join(derived_row(term)))
        else:
            kept = terms_used()[term]
            lists = ("|".join(c) for c in (kept.domain, kept.range, kept.superclasses))
            rows.append("\t".join((term, kept.vocabulary, kept.kind, *lists, "no")))
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
