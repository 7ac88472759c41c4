"""An ego network as the graph component draws it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer_app.components.graph_payload import (
    FOCUS_SIZE,
    GraphEdge,
    GraphNode,
    GraphPayload,
    node_size,
)
from explorer_app.links import edge_ref
from explorer_app.views.names import (
    label_name,
    label_tint,
    node_name,
    relation_name,
    relation_tint,
    year_span,
)
from graph_model.node import Node
from loaders.stores.results import CO_MENTIONED, Link, Network

#: Never draw more than this; a hairball helps nobody.
MAX_NODES = 300
#: Lines between neighbours, per neighbour drawn: the strongest are kept.
CROSS_PER_NODE = 1.2


def ego_payload(
    network: Network,
    language: str,
    *,
    view: str,
    opened: Sequence[Network] = (),
) -> GraphPayload:
    """The picture of ``network``, with the networks of opened neighbours merged into it.

    ``view`` names the picture: the same name keeps nodes where they are (see GraphPayload).
    """
    nodes = _nodes([network, *opened])
    degrees: dict[str, int] = {}
    for part in reversed([network, *opened]):
        degrees.update(part.degrees)
    links = _links([network, *opened], set(nodes))
    others = [degrees.get(id, 0) for id in nodes if id != network.focus]
    most = max(others, default=0)
    return GraphPayload(
        tuple(
            _node(node, language, node.id == network.focus, node_size(degrees.get(id, 0), most))
            for id, node in nodes.items()
        ),
        tuple(_edge(link, network.focus, language) for link in links),
        view,
    )


def _nodes(networks: Iterable[Network]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for network in networks:
        for node in network.nodes:
            if len(found) < MAX_NODES:
                found.setdefault(node.id, node)
    return found


def _links(networks: Sequence[Network], known: set[str]) -> list[Link]:
    """Spokes, all lines of opened nodes to their neighbours, and the strongest of the cross
    links."""
    centres = {network.focus for network in networks}
    found = {str(edge_ref(link)): link for network in networks for link in network.links}
    drawn = [link for link in found.values() if {link.source, link.target} <= known]
    kept = [link for link in drawn if {link.source, link.target} & centres]
    cross = [link for link in drawn if not {link.source, link.target} & centres]
    cross.sort(key=lambda k: (k.type == CO_MENTIONED, -k.weight, k.source, k.target, k.type))
    chosen = {id(link) for link in [*kept, *cross[: int(len(known) * CROSS_PER_NODE)]]}
    return [link for link in drawn if id(link) in chosen]


def _node(node: Node, language: str, focus: bool, size: float) -> GraphNode:
    tint = label_tint(node.label)
    return GraphNode(
        id=node.id,
        name=node_name(node, language),
        label=node.label,
        color=tint.light,
        color_dark=tint.dark,
        size=FOCUS_SIZE if focus else size,
        focus=focus,
        label_name=label_name(node.label, language),
    )


def _edge(link: Link, focus: str, language: str) -> GraphEdge:
    tint = relation_tint(link.type)
    ref = edge_ref(link)
    return GraphEdge(
        id=str(ref),
        source=ref.source,
        target=ref.target,
        type=link.type,
        name=relation_name(link.type, language),
        color=tint.light,
        color_dark=tint.dark,
        weight=link.weight,
        spoke=focus in (link.source, link.target),
        directed=link.type != CO_MENTIONED,
        years=year_span(link.first, link.last),
    )
