"""Shapes as SHACL (W3C Recommendation, 2017), one Turtle text a shape; the same rules give the same
bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.exporters.namespaces import PREFIXES, SMO
from loaders.shapes.rules import Rule, Shape

FOLDER = "shapes"
#: IRIs of shapes and of their rules: ``…/shapes#Record``, ``…/shapes#Record-1``.
SHAPES = SMO.removesuffix("ontology#") + "shapes#"
_SH = "http://www.w3.org/ns/shacl#"
_USED = re.compile(r"(?<![\w<\"])([a-z][\w-]*):[A-Za-z]")
_HEAD = (
    "# 由图谱模式与 shapes.yaml 生成，请勿手改。 "
    "Generated from the schema and shapes.yaml; do not edit.\n"
)


def file_name(shape: Shape) -> str:
    """``shapes/Record.ttl``."""
    return f"{FOLDER}/{shape.name}.ttl"


def shape_text(shape: Shape) -> str:
    """The Turtle text of one shape."""
    targets = []
    if shape.target_class:
        targets.append(f"sh:targetClass {shape.target_class}")
    if shape.target_subjects_of:
        targets.append(f"sh:targetSubjectsOf {shape.target_subjects_of}")
    lines = [
        "a sh:NodeShape",
        f"rdfs:label {_quoted(shape.zh)}@zh, {_quoted(shape.en)}@en",
        *targets,
        *(f"sh:property shapes:{rule.name}" for rule in shape.rules),
    ]
    blocks = [_joined(f"shapes:{shape.name}", lines)]
    blocks += [_joined(f"shapes:{rule.name}", list(_constraints(rule))) for rule in shape.rules]
    body = "\n".join(blocks)
    known = {**PREFIXES, "sh": _SH, "shapes": SHAPES}
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', body)
    used = sorted({"rdfs", *_USED.findall(bare)} & set(known))
    return _HEAD + "".join(f"@prefix {p}: <{known[p]}> .\n" for p in used) + "\n" + body


def _constraints(rule: Rule) -> Iterator[str]:
    yield "a sh:PropertyShape"
    yield f"sh:path {rule.path}"
    yield f"sh:severity sh:{rule.severity}"
    yield f"sh:message {_quoted(rule.zh)}@zh, {_quoted(rule.en)}@en"
    if rule.min:
        yield f"sh:minCount {rule.min}"
    if rule.max is not None:
        yield f"sh:maxCount {rule.max}"
    if rule.kind:
        yield f"sh:nodeKind sh:{'IRI' if rule.kind == 'iri' else 'Literal'}"
    yield from _any_of("sh:datatype", rule.datatypes)
    yield from _any_of("sh:class", rule.classes)
    if rule.values:
        yield f"sh:in ( {' '.join(map(_quoted, rule.values))} )"
    if rule.minimum is not None:
        yield f"sh:minInclusive {rule.minimum}"
    if rule.maximum is not None:
        yield f"sh:maxInclusive {rule.maximum}"
    if rule.min_length:
        yield f"sh:minLength {rule.min_length}"
    if rule.not_after:
        yield f"sh:lessThanOrEquals {rule.not_after}"


def _any_of(constraint: str, terms: tuple[str, ...]) -> Iterator[str]:
    if len(terms) == 1:
        yield f"{constraint} {terms[0]}"
    elif terms:
        yield f"sh:or ( {' '.join(f'[ {constraint} {term} ]' for term in terms)} )"


def _joined(subject: str, lines: list[str]) -> str:
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
