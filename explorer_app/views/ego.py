"""An ego network as the graph component draws it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer_app.components.graph_payload import (
    FOCUS_SIZE,
    GraphPayload,
    node_size,
)
from explorer_app.links import edge_ref
from explorer_app.views.drawn import drawn_edge, drawn_node
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
            drawn_node(
                node,
                language,
                size=FOCUS_SIZE if id == network.focus else node_size(degrees.get(id, 0), most),
                focus=id == network.focus,
            )
            for id, node in nodes.items()
        ),
        tuple(
            drawn_edge(link, language, spoke=network.focus in (link.source, link.target))
            for link in links
        ),
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
