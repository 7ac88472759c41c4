"""Graphs that break one rule each: the good graph with some triples taken away or added."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.exporters import Literal, Profile, Triple
from loaders.exporters.namespaces import expand
from loaders.shapes import Rule, Shape
from tests.loaders.exporters.reading import select

Triples = list[Triple]
STRANGER = "https://example.org/elsewhere"


def good() -> Triples:
    """The fake graph, which conforms."""
    return list(select(profile=Profile.FULL).triples())


def broken(shape: Shape, rule: Rule) -> Iterator[tuple[str, Triples]]:
    """Names and graphs: each breaks the rule for one subject of the shape."""
    triples = good()
    subject = _subject(shape, rule, triples)
    if subject is None:
        return
    path = expand(rule.path)
    own = [t for t in triples if t[0] == subject and t[1] == path]
    if rule.min:
        yield "none", [t for t in triples if t not in own]
    if rule.max is not None:
        many = [(subject, path, Literal(f"{n}")) for n in range(rule.max + 1)]
        yield "too many", [*triples, *many]
    for name, value in _wrong(rule):
        yield name, [*[t for t in triples if t not in own], (subject, path, value)]
    if rule.not_after:
        later = expand(rule.not_after)
        kind = next((t[2] for t in triples if t[1] == later), None)
        date = isinstance(kind, Literal) and kind.datatype == expand("xsd:date")
        first, last = ("1937-01-02", "1937-01-01") if date else ("7", "6")
        datatype = kind.datatype if isinstance(kind, Literal) else ""
        rest = [t for t in triples if t[0] != subject or t[1] not in (path, later)]
        pair = [
            (subject, path, Literal(first, datatype)),
            (subject, later, Literal(last, datatype)),
        ]
        yield "after", [*rest, *pair]


def _wrong(rule: Rule) -> Iterator[tuple[str, str | Literal]]:
    wrong: list[tuple[bool, str, str | Literal]] = [
        (rule.kind == "iri", "a literal", Literal("x")),
        (rule.kind == "literal", "an IRI", STRANGER),
        (bool(rule.datatypes), "a plain string", Literal("x")),
        (bool(rule.datatypes), "a language", Literal("x", language="zh")),
        ("xsd:date" in rule.datatypes, "no day", Literal("1937-13-45", expand("xsd:date"))),
        ("xsd:decimal" in rule.datatypes, "no number", Literal("x", expand("xsd:decimal"))),
        (bool(rule.classes), "a stranger", STRANGER),
        (bool(rule.values), "another word", Literal("perhaps")),
        (rule.minimum is not None, "too small", Literal("-999.5", expand("xsd:decimal"))),
        (rule.maximum is not None, "too large", Literal("999.5", expand("xsd:decimal"))),
        (bool(rule.min_length), "no words", Literal("")),
    ]
    yield from ((name, value) for applies, name, value in wrong if applies)


def _subject(shape: Shape, rule: Rule, triples: Triples) -> str | None:
    if shape.target_class:
        kind = expand(shape.target_class)
        found = [t[0] for t in triples if t[1] == expand("rdf:type") and t[2] == kind]
    else:
        found = [t[0] for t in triples if t[1] == expand(shape.target_subjects_of)]
        if rule.path == shape.target_subjects_of and rule.min:
            return None
    return sorted(found)[0] if found else None
