"""A node and a link of the graph as the graph component draws them, the same in every picture."""

from __future__ import annotations

from explorer_app.components.graph_payload import GraphEdge, GraphNode
from explorer_app.links import edge_ref
from explorer_app.views.names import (
    Tint,
    label_name,
    label_tint,
    node_name,
    relation_name,
    relation_tint,
    year_span,
)
from graph_model.node import Node
from loaders.stores.results import CO_MENTIONED, Link


def drawn_node(
    node: Node, language: str, *, size: float, focus: bool = False, tint: Tint | None = None
) -> GraphNode:
    """A node of ``size`` pixels across, in the colour of its label unless ``tint`` is another."""
    tint = tint or label_tint(node.label)
    return GraphNode(
        id=node.id,
        name=node_name(node, language),
        label=node.label,
        color=tint.light,
        color_dark=tint.dark,
        size=size,
        focus=focus,
        label_name=label_name(node.label, language),
    )


def drawn_edge(link: Link, language: str, *, spoke: bool, counted: bool = False) -> GraphEdge:
    """A link in its family's colour; ``spoke`` lines carry their name, ``counted`` ones the number
    of claims or records behind them as well. Undirected when the two are only named together.
    """
    tint, ref = relation_tint(link.type), edge_ref(link)
    name = relation_name(link.type, language)
    return GraphEdge(
        id=str(ref),
        source=ref.source,
        target=ref.target,
        type=link.type,
        name=f"{name} {link.weight}" if counted else name,
        color=tint.light,
        color_dark=tint.dark,
        weight=link.weight,
        spoke=spoke,
        directed=link.type != CO_MENTIONED,
        years=year_span(link.first, link.last),
    )
