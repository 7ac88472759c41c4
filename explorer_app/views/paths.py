"""Paths between two entities: as a picture and as lists of steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer_app.components.graph_payload import GraphEdge, GraphNode, GraphPayload
from explorer_app.links import edge_ref, href
from explorer_app.texts import say
from explorer_app.views.names import (
    label_name,
    label_tint,
    node_name,
    relation_name,
    relation_tint,
    year_span,
)
from graph_model.node import Node
from loaders.stores.results import CO_MENTIONED, Link, Path

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
        tuple(_node(node, node.id in ends, node.id == start, language) for node in nodes.values()),
        tuple(_edge(ref, link, language) for ref, link in links.items()),
        view,
    )


def _node(node: Node, end: bool, focus: bool, language: str) -> GraphNode:
    tint = label_tint(node.label)
    return GraphNode(
        id=node.id,
        name=node_name(node, language),
        label=node.label,
        color=tint.light,
        color_dark=tint.dark,
        size=_END if end else _BETWEEN,
        focus=focus,
        label_name=label_name(node.label, language),
    )


def _edge(ref: str, link: Link, language: str) -> GraphEdge:
    tint = relation_tint(link.type)
    ends = edge_ref(link)
    return GraphEdge(
        id=ref,
        source=ends.source,
        target=ends.target,
        type=link.type,
        name=f"{relation_name(link.type, language)} {link.weight}",
        color=tint.light,
        color_dark=tint.dark,
        weight=link.weight,
        spoke=True,
        directed=link.type != CO_MENTIONED,
        years=year_span(link.first, link.last),
    )
