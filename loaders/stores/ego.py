"""What ego networks and paths have in common in every store: choosing, tidying, and breadth-first
search.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from graph_model.access import Access
from graph_model.node import Node
from graph_model.projection import SAME_AS
from graph_model.schema import load_schema
from loaders.stores.results import CO_MENTIONED, Link, Neighbour, Network, Path

#: Relationships that say where a record is kept, or how it is classed, not whom it names.
NOT_SUBJECT = ("HELD_BY", "PART_OF", "EMBODIES", "IN_SCOPE")
#: More co-mentions than are ever drawn.
MANY = 2000
#: A path search that would visit more entities than this gives up.
MAX_VISITED = 50_000


@cache
def entity_labels() -> tuple[str, ...]:
    """Labels of kind entity."""
    return load_schema().entity_labels()


def range_values(earliest: str, latest: str) -> dict[str, str]:
    """Bounds for a query: an open end reaches to the ends of time."""
    return {"earliest": earliest or "0001-01-01", "latest": latest or "9999-12-31"}


def choose(
    direct: Iterable[Neighbour], shared: Iterable[Neighbour], limit: int
) -> tuple[list[Node], int]:
    """The neighbours with the most claims or shared records, and how many neighbours there are in
    all.
    """
    nodes: dict[str, Node] = {}
    weights: dict[str, int] = {}
    for neighbour in direct:
        nodes[neighbour.node.id] = neighbour.node
        weights[neighbour.node.id] = weights.get(neighbour.node.id, 0) + neighbour.claims
    for neighbour in shared:
        nodes.setdefault(neighbour.node.id, neighbour.node)
        weights[neighbour.node.id] = max(weights.get(neighbour.node.id, 0), neighbour.claims)
    order = sorted(nodes, key=lambda id: (-weights[id], id))
    return [nodes[id] for id in order[:limit]], len(order)


def tidy(links: Iterable[Link], focus: str) -> tuple[Link, ...]:
    """Without co-mentions of pairs that a claim relates; spokes of the focus first, then by ends
    and type.
    """
    links = list(links)
    told = {frozenset((link.source, link.target)) for link in links if link.type != CO_MENTIONED}
    kept = [
        link
        for link in links
        if link.type != CO_MENTIONED or frozenset((link.source, link.target)) not in told
    ]
    kept.sort(key=lambda k: (focus not in (k.source, k.target), k.source, k.target, k.type))
    return tuple(kept)


def best(links: Sequence[Link]) -> Link:
    """The link that stands for a step of a path: direct before co-mentioned, then by weight, then
    by name. A loop at one end joins nothing.
    """
    joining = [link for link in links if link.source != link.target]
    return min(joining, key=lambda k: (k.type == CO_MENTIONED, -k.weight, k.type, k.source))


def shortest_routes(
    start: str,
    end: str,
    adjacent: Callable[[Sequence[str]], dict[str, set[str]]],
    *,
    max_hops: int,
    limit: int,
) -> list[list[str]]:
    """All shortest routes as id lists, first by id, at most ``limit``; none beyond ``max_hops`` or
    MAX_VISITED.
    """
    if start == end:
        return [[start]]
    parents: dict[str, set[str]] = {start: set()}
    frontier = [start]
    for _ in range(max_hops):
        reached: dict[str, set[str]] = {}
        for id, others in adjacent(frontier).items():
            for other in others - parents.keys():
                reached.setdefault(other, set()).add(id)
        parents.update(reached)
        if end in reached:
            return _routes(end, parents, limit)
        frontier = sorted(reached)
        if not frontier or len(parents) > MAX_VISITED:
            break
    return []


def _routes(end: str, parents: dict[str, set[str]], limit: int) -> list[list[str]]:
    routes = [[end]]
    while any(parents[route[0]] for route in routes):
        longer = [[parent, *route] for route in routes for parent in sorted(parents[route[0]])]
        routes = longer[: max(limit * 50, 1000)]
    return sorted(routes)[:limit]


class Around(ABC):
    """Ego networks and paths of the contract, over looks that each store takes in its own way."""

    @abstractmethod
    def node(self, id: str, reader: Access) -> Node:
        """See GraphStore."""

    @abstractmethod
    def co_mentions(
        self,
        id: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        earliest: str = "",
        latest: str = "",
        limit: int = 100,
    ) -> list[Neighbour]:
        """See GraphStore."""

    @abstractmethod
    def _direct(
        self, id: str, reader: Access, labels: Sequence[str], earliest: str, latest: str
    ) -> list[Neighbour]:
        """All neighbours by direct claims, in the order of ``neighbours``."""

    @abstractmethod
    def _links_among(
        self, ids: Sequence[str], reader: Access, earliest: str = "", latest: str = ""
    ) -> list[Link]:
        """Direct links and co-mentions between the given nodes."""

    @abstractmethod
    def _degrees(self, ids: Sequence[str], reader: Access) -> dict[str, int]:
        """Visible records that name each of the nodes."""

    @abstractmethod
    def _adjacent(self, ids: Sequence[str], reader: Access) -> dict[str, set[str]]:
        """Entities one step from each of the ids: by a direct claim or a shared record."""

    def ego_network(
        self,
        id: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        earliest: str = "",
        latest: str = "",
        limit: int = 60,
    ) -> Network:
        """See GraphStore."""
        focus = self.node(id, reader)
        direct = self._direct(id, reader, labels, earliest, latest)
        direct = [neighbour for neighbour in direct if neighbour.type != SAME_AS]
        shared = self.co_mentions(
            id, reader, labels=labels, earliest=earliest, latest=latest, limit=MANY
        )
        chosen, total = choose(direct, shared, limit)
        ids = [focus.id, *(node.id for node in chosen)]
        links = self._links_among(ids, reader, earliest, latest)
        links = [link for link in links if link.type != SAME_AS]
        degrees = self._degrees(ids, reader)
        return Network(focus.id, (focus, *chosen), tidy(links, focus.id), total, degrees)

    def shortest_paths(
        self, start: str, end: str, reader: Access, *, max_hops: int = 4, limit: int = 10
    ) -> list[Path]:
        """See GraphStore."""
        self.node(start, reader)
        self.node(end, reader)
        routes = shortest_routes(
            start, end, lambda ids: self._adjacent(ids, reader), max_hops=max_hops, limit=limit
        )
        paths = []
        for route in routes:
            links = tuple(best(self._links_among([a, b], reader)) for a, b in pairwise(route))
            paths.append(Path(tuple(self.node(id, reader) for id in route), links))
        return paths
