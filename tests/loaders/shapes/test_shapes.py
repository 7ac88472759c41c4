"""The shapes: up to date, in both languages, and checked alike by pyshacl and while streaming."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from graph_model.schema import load_schema
from loaders.exporters import Profile, Triple
from loaders.exporters.documents import graph_of
from loaders.exporters.namespaces import expand
from loaders.shapes import Severity, shapes
from loaders.shapes.check import Checker
from loaders.shapes.shacl import findings, shapes_graph
from loaders.shapes.turtle import file_name, shape_text
from tests.loaders.exporters.reading import select
from tests.loaders.shapes.broken import broken, good
from tests.paths import ROOT

SHAPES = shapes(load_schema())
#: Shape, rule, what is wrong, and the graph that has it.
CASES = [
    (shape, rule, name, triples)
    for shape in SHAPES
    for rule in shape.rules
    for name, triples in broken(shape, rule)
]


def streamed(triples: Iterable[Triple]) -> set[tuple[str, str]]:
    by_subject: dict[str, list] = {}
    classes: dict[str, set[str]] = {}
    for subject, predicate, value in triples:
        by_subject.setdefault(subject, []).append((predicate, value))
        if predicate == expand("rdf:type"):
            classes.setdefault(subject, set()).add(str(value))
    checker = Checker(SHAPES, lambda iri: classes.get(iri, ()))
    return {
        (found.subject, found.rule.name)
        for subject, pairs in by_subject.items()
        for found in checker.check(subject, pairs)
    }


def by_pyshacl(triples: Iterable[Triple]) -> set[tuple[str, str]]:
    return {(f.subject, f.rule.name) for f in findings(graph_of(triples), SHAPES)}


def test_the_committed_shapes_are_those_of_the_schema():
    folder = ROOT / "ontologies" / "shapes"
    committed = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert committed == {file_name(s).rpartition("/")[2]: shape_text(s) for s in SHAPES}


def test_every_rule_has_a_severity_and_a_message_in_both_languages():
    graph = shapes_graph(SHAPES)
    rules = set(graph.subjects(RDF.type, SH.PropertyShape))
    assert len(rules) == sum(len(shape.rules) for shape in SHAPES)
    for rule in rules:
        languages = {message.language for message in graph.objects(rule, SH.message)}
        assert languages == {"zh", "en"}
        assert graph.value(rule, SH.severity) in (SH.Violation, SH.Warning, SH.Info)


def test_every_label_has_a_shape_and_the_terms_exist():
    assert {shape.name for shape in SHAPES} >= set(load_schema().nodes)
    known = {str(t) for t in rdflib.Graph().parse(ROOT / "ontologies" / "shimai.ttl").subjects()}
    for shape in SHAPES:
        for rule in shape.rules:
            for term in (rule.path, *rule.classes, *rule.datatypes):
                assert not term.startswith("smo:") or expand(term) in known


@pytest.mark.parametrize("profile", list(Profile))
def test_the_fake_graph_violates_nothing(profile):
    triples = list(select(profile=profile).triples())
    bad = {r.name for s in SHAPES for r in s.rules if r.severity is Severity.VIOLATION}
    assert {name for _, name in streamed(triples)} & bad == set()
    assert streamed(triples) == by_pyshacl(triples)


@pytest.mark.parametrize(
    ("shape", "rule", "name", "triples"), CASES, ids=[f"{r.name} {n}" for _, r, n, _ in CASES]
)
def test_a_broken_rule_is_found_while_streaming(shape, rule, name, triples):  # noqa: ARG001
    assert rule.name in {found for _, found in streamed(triples)} - {
        found for _, found in streamed(good()) if found != rule.name
    }


def test_every_rule_that_the_fake_graph_reaches_is_broken_once():
    reached = {rule.name for _, rule, _, _ in CASES}
    assert len(reached) > 100
    untested = {s.name for s in SHAPES if not any(r.name in reached for r in s.rules)}
    assert untested == set()


@pytest.mark.parametrize("part", range(4))
def test_pyshacl_and_the_stream_agree_on_broken_graphs(part):
    """Several rules are broken at once, for speed; a dozen graphs in each part."""
    dice = random.Random(part)
    # pyshacl cannot compare a day that is none.
    cases = dice.sample([case for case in CASES if case[2] != "no day"], 60)
    base = good()
    for start in range(0, len(cases), 5):
        triples = set(base)
        for _, _, _, changed in cases[start : start + 5]:
            triples = (triples - (set(base) - set(changed))) | (set(changed) - set(base))
        assert streamed(sorted(triples, key=str)) == by_pyshacl(triples)
