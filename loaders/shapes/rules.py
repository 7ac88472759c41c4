"""Shapes and their rules: those that follow from the graph's schema, and those of
``ontologies/shapes.yaml``. One rule is one property shape of SHACL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph_model.errors import ShimaiError
from graph_model.schema import NodeType, Property, Schema

FILE = "shapes.yaml"
_DATATYPES = {
    "edtf": ("edtf:EDTF",),
    "day": ("xsd:date",),
    "number": ("xsd:decimal", "xsd:integer"),
    "integer": ("xsd:integer",),
}
#: Terms that several properties of a label share, so that they may have several values.
_LABELS = ("rdfs:label", "skos:prefLabel")
_LISTS = ("list", "names", "iris", "map")


class Severity(StrEnum):
    """How bad a finding is (SHACL section 2.1.4)."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold for the values of ``path``, with a message in zh and en; terms are short
    names. ``classes`` and ``datatypes`` are alternatives; ``minimum`` and ``maximum`` are
    inclusive."""

    name: str
    path: str
    zh: str
    en: str
    severity: Severity = Severity.VIOLATION
    min: int = 0
    max: int | None = None
    kind: str = ""
    datatypes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    min_length: int = 0
    not_after: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """The rules for the members of a class, or for the subjects of a property."""

    name: str
    zh: str
    en: str
    target_class: str
    target_subjects_of: str
    rules: tuple[Rule, ...]


@cache
def _file() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load((files("ontologies") / FILE).read_text("utf-8"))
    return data


def shapes(schema: Schema) -> list[Shape]:
    """All shapes: one a label, then those for dates, relations and annotations. Raises
    ``SCHEMA_FILE`` for an entry of the file that is not understood."""
    data, found = _file(), []
    unknown = set(data["labels"]) - set(schema.nodes)
    if unknown:
        raise ShimaiError("SCHEMA_FILE", file=FILE, reason=f"unknown labels {sorted(unknown)}")
    for node in schema.nodes.values():
        rules = [*data["labels"].get(node.label, ()), *_from_schema(schema, node)]
        target = {"class": node.classes[0]}
        found.append(_shape(node.label, node.zh, node.en, target, rules))
    for name, entry in data["others"].items():
        found.append(_shape(name, entry["zh"], entry["en"], entry["target"], entry["rules"]))
    return found


def _shape(
    name: str, zh: str, en: str, target: Mapping[str, str], rules: list[dict[str, Any]]
) -> Shape:
    made = tuple(_rule(f"{name}-{number}", rule) for number, rule in enumerate(rules, start=1))
    return Shape(name, zh, en, target.get("class", ""), target.get("subjects_of", ""), made)


def _rule(name: str, fields: dict[str, Any]) -> Rule:
    lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
    try:
        severity = Severity(fields.get("severity", "Violation"))
        return Rule(name, **{**fields, **lists, "severity": severity})
    except (TypeError, ValueError) as error:
        raise ShimaiError("SCHEMA_FILE", file=FILE, reason=f"{name}: {error}") from None


def _from_schema(schema: Schema, node: NodeType) -> Iterator[dict[str, Any]]:
    yield {
        "path": "rdfs:label", "min": 1, "kind": "literal",
        "zh": f"{node.zh}必须有标签。", "en": f"{node.en}: it must have a label.",
    }  # fmt: skip
    terms = [prop.rdf for prop in node.properties.values()]
    for prop in node.properties.values():
        if prop.rdf and prop.rdf not in _LABELS and prop.type not in _LISTS:
            yield from _from_property(prop, single=terms.count(prop.rdf) == 1)
        if prop.type == "iris":
            yield {
                "path": prop.rdf, "kind": "iri",
                "zh": f"{prop.zh}必须是 IRI。", "en": f"{prop.en}: every value is an IRI.",
            }  # fmt: skip
    yield from _from_edges(schema, node)


def _from_property(prop: Property, *, single: bool) -> Iterator[dict[str, Any]]:
    if single:
        yield {
            "path": prop.rdf, "max": 1, "kind": "literal",
            "zh": f"{prop.zh}至多一个，是文字或数值。",
            "en": f"{prop.en}: at most one value, a literal.",
        }  # fmt: skip
    datatypes = _DATATYPES.get(prop.type)
    if datatypes:
        severity = Severity.WARNING if prop.type == "edtf" else Severity.VIOLATION
        yield {
            "path": prop.rdf, "datatypes": datatypes, "severity": severity,
            "zh": f"{prop.zh}的数据类型应为 {' 或 '.join(datatypes)}。",
            "en": f"{prop.en}: the datatype is {' or '.join(datatypes)}.",
        }  # fmt: skip


def _from_edges(schema: Schema, node: NodeType) -> Iterator[dict[str, Any]]:
    """One rule a property: the classes of all labels that it may lead to from this label."""
    reached: dict[str, list[str]] = {}
    names: dict[str, tuple[str, str]] = {}
    for edge in schema.edges.values():
        if node.label not in edge.domain:
            continue
        for label in edge.range:
            rule = edge.rule_for(node.label, label)
            if rule:
                reached.setdefault(rule.property, []).append(schema.nodes[label].classes[0])
                names.setdefault(rule.property, (edge.zh, edge.en))
    for term, classes in reached.items():
        zh, en = names[term]
        allowed = tuple(dict.fromkeys(classes))
        yield {
            "path": term, "kind": "iri", "classes": allowed,
            "zh": f"“{zh}”只能指向 {'、'.join(allowed)}。",
            "en": f"{en!r} leads to {', '.join(allowed)} only.",
        }  # fmt: skip
