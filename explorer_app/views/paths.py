"""Paths between two entities: as a picture and as lists of steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer_app.components.graph_payload import GraphPayload
from explorer_app.links import edge_ref, href
from explorer_app.texts import say
from explorer_app.views.drawn import drawn_edge, drawn_node
from explorer_app.views.names import (
    label_tint,
    node_name,
    relation_name,
    year_span,
)
from graph_model.node import Node
from loaders.stores.results import Link, Path

_END, _BETWEEN = 46.0, 30.0


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: two named ends, the relation read from the first to the second, its evidence."""

    source: str
    source_href: str
    source_color: str
    source_dark: str
    relation: str
    target: str
    target_href: str
    target_color: str
    target_dark: str
    weight: int
    years: str
    edge: str
    arrival: str


@dataclass(frozen=True, slots=True)
class PathView:
    """One path."""

    steps: tuple[StepView, ...]


def path_views(paths: Sequence[Path], language: str) -> list[PathView]:
    """The paths step by step."""
    return [
        PathView(tuple(_step(path, number, language) for number in range(len(path.links))))
        for path in paths
    ]


def _step(path: Path, number: int, language: str) -> StepView:
    first, second, link = path.nodes[number], path.nodes[number + 1], path.links[number]
    back = link.source != first.id
    one, two = label_tint(first.label), label_tint(second.label)
    arrival = path.arrivals[number] if number < len(path.arrivals) else ""
    return StepView(
        source=node_name(first, language),
        source_href=href("entity", language, id=first.id),
        source_color=one.light,
        source_dark=one.dark,
        relation=relation_name(link.type, language, inverse=back),
        target=node_name(second, language),
        target_href=href("entity", language, id=second.id),
        target_color=two.light,
        target_dark=two.dark,
        weight=link.weight,
        years=year_span(link.first, link.last),
        edge=str(edge_ref(link)),
        arrival=say("path_arrival", language).format(day=arrival) if arrival else "",
    )


def path_payload(paths: Sequence[Path], language: str, *, view: str) -> GraphPayload:
    """All paths in one picture; the first path's start is the focus."""
    nodes: dict[str, Node] = {node.id: node for path in paths for node in path.nodes}
    links: dict[str, Link] = {str(edge_ref(k)): k for path in paths for k in path.links}
    ends = {path.nodes[0].id for path in paths} | {path.nodes[-1].id for path in paths}
    start = paths[0].nodes[0].id if paths else ""
    return GraphPayload(
        tuple(
            drawn_node(
                node,
                language,
                size=_END if node.id in ends else _BETWEEN,
                focus=node.id == start,
            )
            for node in nodes.values()
        ),
        tuple(drawn_edge(link, language, spoke=True, counted=True) for link in links.values()),
        view,
    )
