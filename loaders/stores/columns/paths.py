"""Paths between two entities: the shortest, and the best by evidence; if asked, only those that
are possible in time.

A step of a path is a direct relation or a shared record. The evidence of a step is the number of
claims or records behind it, and a step costs one over its evidence, so that the best path is
short and well attested. A path is possible in time when a dated piece of evidence can be taken
from each step so that the days never run backwards from start to end; undated evidence stops
nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx
import numpy as np

from loaders.stores.columns.near import Tie, records_of, ties
from loaders.stores.columns.table import Ints
from loaders.stores.columns.view import View
from loaders.stores.results import CO_MENTIONED

#: A search that would look at more entities than this gives up.
MAX_VISITED = 250_000
#: Entities that the best paths are looked for among, and paths that are looked at.
CANDIDATES = 160
LOOKED_AT = 120
#: Steps of a candidate that are looked at, besides those to the ends.
STRONGEST = 12


@dataclass(frozen=True, slots=True)
class Days:
    """Days within which evidence counts, as numbers; 0 for an open end."""

    earliest: int = 0
    latest: int = 0

    def __bool__(self) -> bool:
        return bool(self.earliest or self.latest)


def adjacent(view: View, nos: Ints, days: Days) -> Ints:
    """Entities one step from any of the nodes, each once."""
    t = view.table
    out = view.overlapping(view.between[view.between_by_src.rows(nos)], days.earliest, days.latest)
    back = view.overlapping(view.between[view.between_by_dst.rows(nos)], days.earliest, days.latest)
    claims = view.overlapping(view.said[view.said_by_node.rows(nos)], days.earliest, days.latest)
    records = np.unique(t.src[claims])
    onward = view.said[view.said_by_record.rows(records)]
    others = t.dst[view.overlapping(onward, days.earliest, days.latest)]
    found = np.zeros(t.size, dtype=bool)
    found[t.dst[out]] = True
    found[t.src[back]] = True
    found[others] = True
    return np.flatnonzero(found & view.entity).astype(np.int32)


def distances(view: View, start: int, hops: int, days: Days, until: int = -1) -> Ints:
    """Steps from ``start`` to every node, -1 for those beyond ``hops`` or MAX_VISITED."""
    found = np.full(view.table.size, -1, dtype=np.int32)
    found[start] = 0
    frontier = np.array([start], dtype=np.int32)
    visited = 1
    for hop in range(1, hops + 1):
        if (until >= 0 and found[until] >= 0) or visited > MAX_VISITED:
            break
        reached = adjacent(view, frontier, days)
        frontier = reached[found[reached] < 0]
        if not len(frontier):
            break
        found[frontier] = hop
        visited += len(frontier)
    return found


def shortest(
    view: View, start: int, end: int, *, hops: int, limit: int, days: Days
) -> Iterator[list[int]]:
    """All shortest routes, in the order of their ids; at most ``limit``."""
    if start == end:
        yield [start]
        return
    behind = distances(view, end, hops, days, until=start)
    if behind[start] < 0:
        return
    yield from islice(_routes(view, [start], end, behind, days), limit)


def _routes(
    view: View, route: list[int], end: int, behind: Ints, days: Days
) -> Iterator[list[int]]:
    here = route[-1]
    if here == end:
        yield route
        return
    others = adjacent(view, np.array([here], dtype=np.int32), days)
    onward = others[behind[others] == behind[here] - 1]
    for other in onward[np.argsort(view.table.rank[onward])].tolist():
        yield from _routes(view, [*route, other], end, behind, days)


def best(
    view: View, start: int, end: int, *, hops: int, limit: int, days: Days, in_time: bool
) -> list[list[int]]:
    """The routes with the least cost among the candidates; at most ``limit``."""
    if start == end:
        return [[start]]
    chosen = _candidates(view, start, end, hops, days)
    graph = _weighted(view, chosen, days)
    rank = view.table.rank
    by_rank = {int(rank[no]): no for no in chosen}
    ends = (int(rank[start]), int(rank[end]))
    if not all(one in graph for one in ends) or not nx.has_path(graph, *ends):
        return []
    found: list[list[int]] = []
    routes = nx.shortest_simple_paths(graph, *ends, weight="cost")
    for ranks in islice(routes, LOOKED_AT):
        route = [by_rank[one] for one in ranks]
        if len(route) - 1 > hops or (in_time and not possible(view, route, days)):
            continue
        found.append(route)
        if len(found) == limit:
            break
    return found


def _candidates(view: View, start: int, end: int, hops: int, days: Days) -> list[int]:
    """The ends, and the entities between them that share most records with either end."""
    t = view.table
    ahead = distances(view, start, hops - 1, days)
    behind = distances(view, end, hops - 1, days)
    between = (ahead > 0) & (behind > 0) & (ahead + behind <= hops)
    near = [_evidence_with(view, no, days) for no in (start, end)]
    both = np.minimum(*near)
    chosen: dict[int, None] = {start: None, end: None}
    for score in (both, *near, view.degree):
        nos = np.flatnonzero(between & (score > 0))
        order = np.lexsort((t.rank[nos], -score[nos]))
        for no in nos[order][: CANDIDATES // 4].tolist():
            chosen[no] = None
    return list(chosen)


def _evidence_with(view: View, no: int, days: Days) -> Ints:
    """Records shared with ``no``, for every node."""
    t = view.table
    records = records_of(view, no, days.earliest, days.latest)
    claims = view.said[view.said_by_record.rows(records)]
    pairs = np.unique(t.src[claims].astype(np.int64) * t.size + t.dst[claims]) % t.size
    counts = np.bincount(pairs, minlength=t.size)
    direct = [
        t.dst[view.between[view.between_by_src.one(no)]],
        t.src[view.between[view.between_by_dst.one(no)]],
    ]
    np.add.at(counts, np.concatenate(direct), 1)
    return counts


def _weighted(view: View, nos: Sequence[int], days: Days) -> nx.Graph[int]:
    """The candidates by the rank of their ids, which is the same in every store."""
    rank = view.table.rank
    evidence: dict[tuple[int, int], int] = {}
    for tie in ties(view, nos, earliest=days.earliest, latest=days.latest):
        a, b = sorted((int(rank[tie.source]), int(rank[tie.target])))
        evidence[a, b] = max(evidence.get((a, b), 0), tie.weight)
    graph: nx.Graph[int] = nx.Graph()
    degree: dict[int, int] = {}
    ends = {int(rank[no]) for no in nos[:2]}
    for (a, b), weight in sorted(evidence.items(), key=lambda e: (-e[1], e[0])):
        # The strongest steps of each candidate are enough, and all that touch an end.
        full = degree.get(a, 0) >= STRONGEST and degree.get(b, 0) >= STRONGEST
        if full and not ends & {a, b}:
            continue
        degree[a], degree[b] = degree.get(a, 0) + 1, degree.get(b, 0) + 1
        graph.add_edge(a, b, cost=1 / weight)
    return graph


def step(view: View, a: int, b: int, days: Days) -> Tie | None:
    """The link that stands for a step: direct before shared, then by weight, then by name."""
    found = [
        tie
        for tie in ties(view, [a, b], earliest=days.earliest, latest=days.latest)
        if tie.source != tie.target
    ]
    rank = view.table.rank
    return min(
        found,
        key=lambda k: (k.type == CO_MENTIONED, -k.weight, k.type, int(rank[k.source])),
        default=None,
    )


def possible(view: View, route: Sequence[int], days: Days) -> bool:
    """Whether evidence can be taken from each step so that the days never run backwards."""
    return bool(passage(view, route, days)) or len(route) == 1


def passage(view: View, route: Sequence[int], days: Days) -> list[int]:
    """The earliest day by which each step can have been made, 0 while no day is known; empty
    when the path is not possible in time."""
    now, found = 0, []
    for a, b in pairwise(route):
        first, last = _evidence_days(view, a, b, days)
        dated = first > 0
        if len(first) and dated.all():
            still = last >= now
            if not still.any():
                return []
            now = max(now, int(first[still].min()))
        found.append(now)
    return found


def _evidence_days(view: View, a: int, b: int, days: Days) -> tuple[Ints, Ints]:
    """First and last days of all evidence between two nodes."""
    t = view.table
    out = view.between[view.between_by_src.one(a)]
    back = view.between[view.between_by_dst.one(a)]
    direct = np.concatenate([out[t.dst[out] == b], back[t.src[back] == b]])
    ours = view.said[view.said_by_node.one(a)]
    theirs = view.said[view.said_by_node.one(b)]
    both = np.intersect1d(t.src[ours], t.src[theirs])
    chosen = ours[np.isin(t.src[ours], both)]
    claims = view.overlapping(np.concatenate([direct, chosen]), days.earliest, days.latest)
    return t.first[claims], t.last[claims]
