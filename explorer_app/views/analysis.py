"""A network measured: communities, centrality, bridges, and its groups drawn as one node each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from explorer_app.components.graph_payload import GraphEdge, GraphNode, GraphPayload, node_size
from explorer_app.texts import say
from explorer_app.views.drawn import drawn_edge, drawn_node
from explorer_app.views.names import (
    Tint,
    node_name,
    relation_tint,
)
from graph_model.node import Node
from loaders.stores.results import CO_MENTIONED, Network

_SEED = 7
#: Lines drawn for each node: the heaviest.
LINES_PER_NODE = 2.4
#: Colours of communities, told apart on either ground; those after are grey.
GROUP_TINTS = tuple(
    Tint(*pair)
    for pair in (
        ("#A63A2E", "#E07A6B"),
        ("#2F5D8A", "#7FB0DC"),
        ("#467449", "#8FC08F"),
        ("#8F6010", "#E0B25A"),
        ("#7B3F72", "#C08AB8"),
        ("#2E7D78", "#6FC2BC"),
        ("#8A5A2B", "#CFA274"),
        ("#5B6B7A", "#A5B4C2"),
    )
)
_REST = Tint("#6F665A", "#B3A998")


@dataclass(frozen=True, slots=True)
class Measured:
    """One entity of a network: records, links, betweenness (0 to 1), community (0 the largest),
    and whether one of its links is a bridge."""

    node: Node
    records: int
    linked: int
    between: float
    group: int
    bridge: bool


@dataclass(frozen=True, slots=True)
class Analysis:
    """All entities, most central first; the communities as ids, largest first; the bridges as
    pairs of ids, by weight of what they join."""

    members: tuple[Measured, ...]
    groups: tuple[tuple[str, ...], ...]
    bridges: tuple[tuple[str, str], ...]

    def group_of(self) -> dict[str, int]:
        """Community by entity."""
        return {id: number for number, ids in enumerate(self.groups) for id in ids}


def graph_of(network: Network) -> nx.Graph[str]:
    """The network as an undirected graph; parallel links add up their weight."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(node.id for node in network.nodes))
    for link in sorted(network.links, key=lambda k: (k.source, k.target, k.type)):
        if link.source == link.target:
            continue
        held = graph.get_edge_data(link.source, link.target, {"weight": 0})["weight"]
        graph.add_edge(link.source, link.target, weight=held + link.weight)
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / data["weight"]
    return graph


def analyse(network: Network) -> Analysis:
    """Measure a network; the same network gives the same answer."""
    graph = graph_of(network)
    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    groups = sorted((tuple(sorted(ids)) for ids in found), key=lambda ids: (-len(ids), ids))
    number = {id: place for place, ids in enumerate(groups) for id in ids}
    between = nx.betweenness_centrality(graph, weight="length", seed=_SEED)
    bridges = sorted(tuple(sorted(pair)) for pair in nx.bridges(graph))
    on_bridge = {id for pair in bridges for id in pair}
    members = [
        Measured(
            node=node,
            records=network.degrees.get(node.id, 0),
            linked=graph.degree(node.id),
            between=between[node.id],
            group=number[node.id],
            bridge=node.id in on_bridge,
        )
        for node in network.nodes
    ]
    members.sort(key=lambda m: (-m.between, -m.linked, -m.records, m.node.id))
    return Analysis(tuple(members), tuple(groups), tuple(bridges))  # type: ignore[arg-type]


def group_tint(number: int) -> Tint:
    """The colour of a community."""
    return GROUP_TINTS[number] if number < len(GROUP_TINTS) else _REST


def network_payload(
    network: Network, analysis: Analysis, language: str, *, by_group: bool, view: str
) -> GraphPayload:
    """The entities with their heaviest links, coloured by type or by community."""
    group = analysis.group_of()
    most = max(network.degrees.values(), default=0)
    nodes = tuple(
        drawn_node(
            node,
            language,
            size=node_size(network.degrees.get(node.id, 0), most),
            tint=group_tint(group[node.id]) if by_group else None,
        )
        for node in network.nodes
    )
    links = sorted(network.links, key=lambda k: (-k.weight, k.source, k.target, k.type))
    kept = [k for k in links if k.source != k.target][: int(len(nodes) * LINES_PER_NODE)]
    edges = {edge.id: edge for edge in (drawn_edge(k, language, spoke=False) for k in kept)}
    return GraphPayload(nodes, tuple(edges.values()), view)


def group_name(analysis: Analysis, nodes: Mapping[str, Node], number: int, language: str) -> str:
    """A community by its most recorded member: ``毛泽东 等 12 个``."""
    ids = set(analysis.groups[number])
    first = max(
        (m for m in analysis.members if m.node.id in ids),
        key=lambda m: (m.records, m.linked, m.node.id),
    )
    name = node_name(nodes[first.node.id], language)
    if len(ids) == 1:
        return name
    return say("group_more", language).format(name=name, count=len(ids))


def groups_payload(
    network: Network, analysis: Analysis, language: str, *, view: str
) -> GraphPayload:
    """One node a community, with the links between communities added up."""
    nodes = {node.id: node for node in network.nodes}
    group = analysis.group_of()
    largest = max(map(len, analysis.groups), default=1)
    drawn = []
    for number, ids in enumerate(analysis.groups):
        tint = group_tint(number)
        drawn.append(
            GraphNode(
                id=f"group:{number}",
                name=group_name(analysis, nodes, number, language),
                label="group",
                color=tint.light,
                color_dark=tint.dark,
                size=node_size(len(ids), largest),
                label_name=say("group_n", language).format(n=number + 1),
            )
        )
    weights: dict[tuple[int, int], int] = {}
    for link in network.links:
        a, b = sorted((group[link.source], group[link.target]))
        if a != b:
            weights[a, b] = weights.get((a, b), 0) + link.weight
    tint = relation_tint(CO_MENTIONED)
    edges = tuple(
        GraphEdge(
            id=f"groups:{a}:{b}",
            source=f"group:{a}",
            target=f"group:{b}",
            type=CO_MENTIONED,
            name=str(weight),
            color=tint.light,
            color_dark=tint.dark,
            weight=weight,
            spoke=True,
            directed=False,
        )
        for (a, b), weight in sorted(weights.items())
    )
    return GraphPayload(tuple(drawn), edges, view)


@dataclass(frozen=True, slots=True)
class Compared:
    """An entity on both sides of a comparison: its records on the left and on the right."""

    node: Node
    left: int
    right: int


def compare(left: Network, right: Network) -> tuple[Compared, ...]:
    """The entities of two networks, those of both sides first, most records first."""
    nodes = {node.id: node for network in (left, right) for node in network.nodes}
    rows = [
        Compared(node, left.degrees.get(id, 0), right.degrees.get(id, 0))
        for id, node in nodes.items()
    ]
    return tuple(
        sorted(rows, key=lambda r: (not (r.left and r.right), -(r.left + r.right), r.node.id))
    )


def of_side(rows: Sequence[Compared], side: str) -> list[Compared]:
    """``shared``, ``left`` or ``right``: those of both sides, or of one alone."""
    if side == "shared":
        return [row for row in rows if row.left and row.right]
    return [
        row for row in rows if (row.left > 0) == (side == "left") and not (row.left and row.right)
    ]
