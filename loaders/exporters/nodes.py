"""Nodes as triples, driven by the schema: classes, names, properties, parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from graph_model.node import Node
from graph_model.schema import NodeType, Property, Schema
from loaders.exporters.base import Literal, Triple
from loaders.exporters.iris import Iris
from loaders.exporters.namespaces import expand
from loaders.exporters.parts import PARTS, Part
from loaders.exporters.values import is_iri, label, literals, plain_names

_TYPE = expand("rdf:type")
_LABEL = expand("rdfs:label")
_ACCESS = expand("smo:accessStatus")
#: Terms that hold a node's name as a label, besides rdfs:label, for the members of a class.
_LABELS_OF = {"skos:Concept": "skos:prefLabel"}
#: Terms whose values are keys of other nodes, and the id prefix that completes such a key.
_KEYS_OF = {"dcterms:source": "source"}
#: Terms whose values are not always plain strings.
_SPECIAL = {"rdfs:label", "skos:prefLabel", *_KEYS_OF}
_KEY = re.compile(r"(?:source:)?[0-9a-z-]+")


class NodeMapping:
    """Turns nodes into triples. One instance serves one export: it writes each shared part once."""

    def __init__(self, schema: Schema, iris: Iris) -> None:
        self._schema = schema
        self._iris = iris
        self._terms = {
            node.label: [(p, expand(p.rdf)) for p in node.properties.values() if p.rdf]
            for node in schema.nodes.values()
        }
        self._names = {
            label: term
            for label, terms in self._terms.items()
            for prop, term in terms
            if prop.name == "name" and prop.rdf not in _SPECIAL
        }
        self._heads = {node.label: _head(node) for node in schema.nodes.values()}
        self._parts = {
            label: [_ready(p, schema.nodes[label]) for p in PARTS[label]] for label in PARTS
        }
        self._written: set[str] = set()

    def brief(self, node: Node) -> Iterator[Triple]:
        """Classes, label and name only: what the other end of a claim needs to be readable, and
        to conform to the shapes."""
        subject = self._iris.thing(node.id)
        classes, labels = self._heads[node.label]
        for term in classes:
            yield subject, _TYPE, term
        if node.name:
            name = label(node.name)
            for term in labels:
                yield subject, term, name
            named = self._names.get(node.label)
            if named:
                yield subject, named, Literal(node.name)

    def triples(self, node: Node) -> Iterator[Triple]:
        """All that is exported of a node, every triple once."""
        yield from dict.fromkeys(self._triples(node))

    def _triples(self, node: Node) -> Iterator[Triple]:
        yield from self.brief(node)
        subject, kind = self._iris.thing(node.id), self._schema.nodes[node.label]
        values = _values(node, kind)
        for prop, predicate in self._terms[node.label]:
            for value in self._objects(prop, values.get(prop.name)):
                yield subject, predicate, value
        if kind.kind == "record" and node.access is not None:
            yield subject, _ACCESS, Literal(node.access.en)
        for part in self._parts.get(node.label, ()):
            yield from self._part(part, node, subject, values)

    def _objects(self, prop: Property, value: Any) -> Iterator[str | Literal]:
        if prop.type == "string" and value.__class__ is str and prop.rdf not in _SPECIAL:
            if value:
                yield Literal(value)
            return
        if prop.type == "iris":
            for text in sorted(set(value or ())):
                # One that is no IRI stays to be seen: the shapes say that it must be one.
                yield text if is_iri(text) else Literal(text)
            return
        found = literals(value, prop.type)
        # RDF keeps no order: several values are written in that of their texts.
        for literal in sorted(found) if prop.type in ("list", "names") else found:
            if prop.rdf in ("rdfs:label", "skos:prefLabel") and prop.name != "name":
                yield label(literal.text, "en" if prop.name.endswith("_en") else "")
            elif prop.rdf in _KEYS_OF and _KEY.fullmatch(literal.text):
                prefix = _KEYS_OF[prop.rdf]
                yield self._iris.thing(f"{prefix}:{literal.text.removeprefix(prefix + ':')}")
            else:
                yield literal

    def _part(
        self, ready: _Ready, node: Node, subject: str, values: dict[str, Any]
    ) -> Iterator[Triple]:
        iri = ready.part.iri(self._iris, node.id, values)
        if not iri:
            return
        yield subject, ready.link, iri
        if ready.part.shared:
            if iri in self._written:
                return
            self._written.add(iri)
        yield iri, _TYPE, ready.type
        for name, term, type in ready.fields:
            for literal in literals(values.get(name), type):
                yield iri, term, label(literal.text) if term == _LABEL else literal


class _Ready(NamedTuple):
    """A part with its terms as IRIs; ``fields`` have the property's type in the schema."""

    part: Part
    link: str
    type: str
    fields: tuple[tuple[str, str, str], ...]


def _ready(part: Part, node: NodeType) -> _Ready:
    types = {name: prop.type for name, prop in node.properties.items()}
    fields = tuple((name, expand(term), types[name]) for name, term in part.fields)
    return _Ready(part, expand(part.link), expand(part.type), fields)


def _head(node: NodeType) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The classes of a label, and the terms that hold a name as a label."""
    labels = ("rdfs:label", *(_LABELS_OF[c] for c in node.classes if c in _LABELS_OF))
    return tuple(map(expand, node.classes)), tuple(map(expand, labels))


def _values(node: Node, kind: NodeType) -> dict[str, Any]:
    """The node's properties, with those that it keeps outside ``properties`` under their schema
    names."""
    values = dict(node.properties)
    values["name"] = node.name
    values["aliases"] = [*plain_names(values.get("aliases") or ()), *node.aliases]
    for name, day in (("date_earliest", node.earliest), ("date_latest", node.latest)):
        if name in kind.properties and not values.get(name):
            values[name] = day
    return values
