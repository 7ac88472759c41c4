"""Our own terms: what the schema says of them, completed by ``ontologies/own_terms.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph_model.errors import ShimaiError
from graph_model.schema import EdgeType, NodeType, Schema

FILE = "own_terms.yaml"
#: Kinds of terms, in the order in which they are written, and the OWL class of each.
KINDS = {
    "classes": "owl:Class",
    "object_properties": "owl:ObjectProperty",
    "annotation_properties": "owl:AnnotationProperty",
    "datatype_properties": "owl:DatatypeProperty",
}
_RANGES = {"day": "xsd:date", "number": "xsd:decimal", "integer": "xsd:integer"}
_OPEN_RANGE = {"edtf": "rdfs:Literal"}


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """A term of our own; ``sub`` names what it is below, ``domain`` and ``range`` list
    alternatives."""

    name: str
    kind: str
    zh: str
    en: str
    comment: Mapping[str, str]
    sub: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()


@cache
def own_terms_file() -> Mapping[str, Any]:
    """The YAML file as it is."""
    data: Mapping[str, Any] = yaml.safe_load((files("ontologies") / FILE).read_text("utf-8"))
    return data


def own_terms(schema: Schema) -> list[OwnTerm]:
    """All own terms, by kind, then name. Raises ``SCHEMA_FILE`` for one that is not fully
    described."""
    from_schema = dict(_from_edges(schema)) | dict(_from_nodes(schema))
    data, found = own_terms_file(), []
    for section, kind in KINDS.items():
        for name, entry in sorted(data[section].items()):
            found.append(_term(name, kind, from_schema.pop(name, {}) | entry))
    if from_schema:
        reason = f"smo: terms of the schema without an entry: {sorted(from_schema)}"
        raise ShimaiError("SCHEMA_FILE", file=FILE, reason=reason)
    return found


def _term(name: str, kind: str, fields: Mapping[str, Any]) -> OwnTerm:
    missing = [key for key in ("zh", "en", "comment") if not fields.get(key)]
    if missing:
        raise ShimaiError("SCHEMA_FILE", file=FILE, reason=f"{name}: no {missing}")
    sub, domain, range_ = (tuple(fields.get(key, ())) for key in ("sub", "domain", "range"))
    words = fields["zh"], fields["en"], fields["comment"]
    return OwnTerm(name, kind, *words, sub, domain, range_)


def _from_edges(schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    for edge in schema.edges.values():
        for rule in edge.rdf:
            prefix, _, name = rule.property.partition(":")
            if prefix == "smo":
                yield name, _edge_fields(edge, schema, rule.property)


def _edge_fields(edge: EdgeType, schema: Schema, term: str) -> dict[str, Any]:
    pairs = [
        (subject, object_)
        for subject in edge.domain
        for object_ in edge.range
        if (rule := edge.rule_for(subject, object_)) and rule.property == term
    ]
    return {
        "zh": edge.zh,
        "en": edge.en,
        "comment": edge.definition,
        "domain": _classes(schema, [subject for subject, _ in pairs]),
        "range": _classes(schema, [object_ for _, object_ in pairs]),
    }


def _from_nodes(schema: Schema) -> Iterator[tuple[str, dict[str, Any]]]:
    users: dict[str, list[NodeType]] = {}
    for node in schema.nodes.values():
        for prop in node.properties.values():
            prefix, _, name = prop.rdf.partition(":")
            if prefix == "smo":
                users.setdefault(name, []).append(node)
    for name, nodes in users.items():
        prop = next(p for p in nodes[0].properties.values() if p.rdf == f"smo:{name}")
        kind = _RANGES.get(prop.type) or _OPEN_RANGE.get(prop.type, "xsd:string")
        domain = _classes(schema, [node.label for node in nodes])
        yield name, {"zh": prop.zh, "en": prop.en, "domain": domain, "range": [kind]}


def _classes(schema: Schema, labels: list[str]) -> list[str]:
    """The labels' first classes, each once, in the schema's order."""
    return [node.classes[0] for node in schema.nodes.values() if node.label in labels]
