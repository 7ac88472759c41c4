"""Turtle and JSON-LD, for a subset or a small graph: rdflib holds the whole graph in memory.

JSON-LD carries its context in the file; nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, BinaryIO

import rdflib

from loaders.exporters.base import Literal, Part, Quoted, Triple, flat, repaired
from loaders.exporters.namespaces import PREFIXES

CONTEXT_FILE = "context.jsonld"


def context() -> dict[str, Any]:
    """The committed JSON-LD context."""
    text = (files("ontologies") / CONTEXT_FILE).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


def graph_of(triples: Iterable[Triple]) -> rdflib.Graph:
    """The triples as an rdflib graph, lexical forms kept as they are."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for subject, predicate, object_ in triples:
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), _term(object_)))
    return graph


def _term(value: str | Literal | Quoted) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(value, Quoted):
        raise TypeError("rdflib holds no RDF 1.2 triple terms")
    if not isinstance(value, Literal):
        return rdflib.URIRef(value)
    text = repaired(value.text)
    kind = rdflib.URIRef(value.datatype) if value.datatype else None
    return rdflib.Literal(text, lang=value.language or None, datatype=kind, normalize=False)


class Turtle:
    """For people to read."""

    name = "ttl"
    media_type = "text/turtle"
    streams = False
    quotes = False

    def write(self, parts: Iterable[Part], out: BinaryIO) -> int:
        """Write one Turtle document; returns the number of distinct triples."""
        graph = graph_of(flat(parts))
        out.write(graph.serialize(format="turtle", encoding="utf-8"))
        return len(graph)


class JsonLd:
    """For programs that read JSON."""

    name = "jsonld"
    media_type = "application/ld+json"
    streams = False
    quotes = False

    def write(self, parts: Iterable[Part], out: BinaryIO) -> int:
        """Write one JSON-LD document, nodes in the order of their IRIs; returns the number of
        distinct triples."""
        graph = graph_of(flat(parts))
        text = graph.serialize(format="json-ld", context=context(), auto_compact=False)
        document = json.loads(text)
        if "@graph" not in document:
            body = {key: value for key, value in document.items() if key != "@context"}
            document = {"@context": document["@context"], "@graph": [body] if body else []}
        document["@graph"].sort(key=lambda node: str(node.get("@id")))
        out.write(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode())
        out.write(b"\n")
        return len(graph)
