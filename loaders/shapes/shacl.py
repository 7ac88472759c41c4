"""The shapes run by pyshacl: slow and exact, for samples. No inference, no SHACL extensions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyshacl
import rdflib
from rdflib.namespace import SH

from graph_model.errors import BadInput
from loaders.shapes.check import Finding
from loaders.shapes.rules import Shape
from loaders.shapes.turtle import SHAPES, shape_text


def shapes_graph(shapes: Sequence[Shape]) -> rdflib.Graph:
    """All shapes as one graph."""
    graph = rdflib.Graph()
    for shape in shapes:
        graph.parse(data=shape_text(shape), format="turtle")
    return graph


def findings(data: rdflib.Graph, shapes: Sequence[Shape]) -> Iterator[Finding]:
    """What pyshacl reports: each subject and rule once, ordered by subject and rule. Raises
    ``USAGE`` where it cannot compare ill-typed values, which the streaming check can."""
    rules = {SHAPES + rule.name: rule for shape in shapes for rule in shape.rules}
    try:
        _, report, _ = pyshacl.validate(
            data,
            shacl_graph=shapes_graph(shapes),
            inference="none",
            advanced=False,
            meta_shacl=False,
        )
    except TypeError as error:
        raise BadInput(
            "USAGE",
            zh=f"pyshacl 无法比较数据中的值（{error}）；请不用 --shacl。",
            en=f"pyshacl cannot compare values of the data ({error}); leave out --shacl.",
        ) from None
    assert isinstance(report, rdflib.Graph)
    found = {
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.sourceShape)))
        for result in report.subjects(SH.focusNode)
    }
    for subject, shape in sorted(found):
        yield Finding(subject, rules[shape])
