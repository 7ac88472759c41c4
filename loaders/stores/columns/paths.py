"""Paths between two entities: the shortest, and the best by evidence; if asked, only those that
are possible in time.

A step of a path is a direct relation or a shared record (``steps``). It costs one over its
weight, so that the best path is short and well attested. A path is possible in time when a dated
piece of evidence can be taken from each step so that the days never run backwards from start to
end; undated evidence stops nobody.

The best paths are looked for from the start, the most promising first. What the rest of a path
costs at least is known for every entity and every number of steps left, because it was counted
from the end beforehand; so the first path that arrives is the best, and the next the second best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np

from loaders.stores.columns.near import Tie, ties_of
from loaders.stores.columns.steps import Days, Steps
from loaders.stores.columns.table import Ints
from loaders.stores.columns.view import View
from loaders.stores.results import CO_MENTIONED

__all__ = ["Days", "best", "passage", "possible", "shortest", "step"]

#: Beginnings of paths that are looked at before a search for the best gives up.
LOOKED_AT = 20_000
#: Shortest paths that are looked at for some that are possible in time.
MOST_SHORTEST = 120
#: Cost of a step of weight 1. A multiple of the first numbers, so that sums of costs are exact.
SCALE = 720_720_000
_NEVER = np.iinfo(np.int64).max // 4


def shortest(
    view: View, start: int, end: int, *, hops: int, limit: int, days: Days
) -> Iterator[list[int]]:
    """All shortest routes, in the order of their ids; at most ``limit``."""
    if start == end:
        yield [start]
        return
    steps = view.steps
    seen = steps.weights(days) > 0
    far = _distances(steps, start, end, hops, seen)
    if far is None:
        return
    for number, route in enumerate(_routes(steps, [start], end, far, seen)):
        if number == limit:
            return
        yield route


def _distances(steps: Steps, start: int, end: int, hops: int, seen: Ints) -> Ints | None:
    """Steps to ``end`` of the entities nearer to it than ``start``, -1 for others; None when
    ``start`` is more than ``hops`` away."""
    found = np.full(steps.view.table.size, -1, dtype=np.int32)
    found[end] = 0
    first, pairs = steps.around(start)
    first = first[seen[pairs]]
    frontier = np.array([end], dtype=np.int32)
    for hop in range(1, hops + 1):
        if (found[first] == hop - 1).any():
            return found
        if hop < hops:
            for _, far, pairs in steps.around_all(frontier):
                reached = far[seen[pairs]]
                found[reached[found[reached] < 0]] = hop
            frontier = np.flatnonzero(found == hop).astype(np.int32)
    return None


def _routes(steps: Steps, route: list[int], end: int, far: Ints, seen: Ints) -> Iterator[list[int]]:
    here = route[-1]
    if here == end:
        yield route
        return
    others, pairs = steps.around(here)
    others = others[seen[pairs]]
    # The start itself has no distance: it is as far as its nearest neighbour and one more.
    nearer = far[others]
    left = int(nearer[nearer >= 0].min()) if len(route) == 1 else int(far[here]) - 1
    onward = others[nearer == left]
    for other in onward[np.argsort(steps.view.table.rank[onward])].tolist():
        yield from _routes(steps, [*route, other], end, far, seen)


def best(
    view: View, start: int, end: int, *, hops: int, limit: int, days: Days, in_time: bool
) -> list[list[int]]:
    """The ``limit`` simple routes of the least cost, ties in the order of their ids."""
    if start == end:
        return [[start]]
    search = _Search(view.steps, start, end, hops, days, in_time)
    bound = search.bound(limit)
    found = search.routes(limit, bound)
    if len(found) < limit and bound < _NEVER:
        # Those that gave the bound were not all possible in time.
        found = search.routes(limit, _NEVER)
    return found


@dataclass(frozen=True, slots=True, order=True)
class _Turn:
    """A way on from a beginning: the least cost of a path by it, and the ranks of the path so
    far; then which of the beginning's ways it is."""

    cost: int
    ranks: tuple[int, ...]
    number: int = field(compare=False)
    ways: _Ways = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Ways:
    """A beginning of a path, what it costs, the day by which it was made, and all ways on from it:
    the least cost of a path by each, and the entity."""

    route: tuple[int, ...]
    ranks: tuple[int, ...]
    day: int
    costs: list[int]
    onward: list[int]
    spent: list[int]


class _Search:
    """The search for the best paths between two entities."""

    def __init__(
        self, steps: Steps, start: int, end: int, hops: int, days: Days, in_time: bool
    ) -> None:
        self._steps, self._days, self._in_time = steps, days, in_time
        self._start, self._end, self._hops = start, end, hops
        self._weights = steps.weights(days)
        self._rank = steps.view.table.rank

    def _around(self, no: int) -> tuple[Ints, Ints]:
        """The other ends of the steps of an entity, and what each step costs."""
        far, pairs = self._steps.around(no)
        weights = self._weights[pairs]
        kept = weights > 0
        return far[kept], SCALE // weights[kept].astype(np.int64)

    def bound(self, limit: int) -> int:
        """The cost of the ``limit``-th best path of one or two steps: none that costs more is
        looked for."""
        if self._hops < 2:
            return _NEVER
        ours, costs = self._around(self._start)
        spent = np.full(self._steps.view.table.size, _NEVER, dtype=np.int64)
        spent[ours] = costs
        theirs, rest = self._around(self._end)
        both = spent[theirs] + rest
        both = both[(both < _NEVER) & (theirs != self._start)]
        sums = np.r_[both, costs[ours == self._end]]
        if len(sums) < limit:
            return _NEVER
        return int(np.partition(sums, limit - 1)[limit - 1])

    def routes(self, limit: int, bound: int) -> list[list[int]]:
        """The best paths that cost at most ``bound``."""
        rest = self._rests(bound)
        turns: list[_Turn] = []
        self._push(turns, (self._start,), (int(self._rank[self._start]),), 0, 0, rest, bound)
        found: list[list[int]] = []
        for _ in range(LOOKED_AT):
            if not turns or len(found) == limit:
                break
            turn = heappop(turns)
            ways = turn.ways
            self._next(turns, ways, turn.number + 1)
            here = ways.onward[turn.number]
            day = ways.day
            if self._in_time:
                later = _later(self._steps, ways.route[-1], here, day, self._days)
                if later is None:
                    continue
                day = later
            route = (*ways.route, here)
            if here == self._end:
                found.append(list(route))
            else:
                spent = ways.spent[turn.number]
                self._push(turns, route, turn.ranks, spent, day, rest, bound)
        return found

    def _rests(self, bound: int) -> list[Ints]:
        """For every number of steps, the least cost from each entity to the end within them."""
        size = self._steps.view.table.size
        layer = np.full(size, _NEVER, dtype=np.int64)
        layer[self._end] = 0
        layers = [layer]
        frontier = np.array([self._end], dtype=np.int32)
        _, first = self._around(self._start)
        most = bound - int(first.min()) if len(first) else -1
        for _ in range(1, self._hops):
            after = layer.copy()
            for origin, far, pairs in self._steps.around_all(frontier):
                weights = self._weights[pairs]
                kept = np.flatnonzero(weights > 0)
                costs = layer[frontier[origin[kept]]] + SCALE // weights[kept].astype(np.int64)
                cheap = costs <= most
                np.minimum.at(after, far[kept[cheap]], costs[cheap])
            frontier = np.flatnonzero(after < layer).astype(np.int32)
            layer = after
            layers.append(layer)
        return layers

    def _push(
        self,
        turns: list[_Turn],
        route: tuple[int, ...],
        ranks: tuple[int, ...],
        spent: int,
        day: int,
        rest: list[Ints],
        bound: int,
    ) -> None:
        """Put the cheapest way on from a beginning among the turns; the others follow it."""
        left = self._hops - len(route)
        others, costs = self._around(route[-1])
        costs = costs + spent
        least = costs + rest[left][others]
        kept = np.flatnonzero((least <= bound) & (least < _NEVER))
        if len(route) > 1:
            kept = kept[~np.isin(others[kept], route)]
        order = kept[np.lexsort((self._rank[others[kept]], least[kept]))]
        ways = _Ways(
            route,
            ranks,
            day,
            least[order].tolist(),
            others[order].tolist(),
            costs[order].tolist(),
        )
        self._next(turns, ways, 0)

    def _next(self, turns: list[_Turn], ways: _Ways, number: int) -> None:
        if number < len(ways.onward):
            ranks = (*ways.ranks, int(self._rank[ways.onward[number]]))
            heappush(turns, _Turn(ways.costs[number], ranks, number, ways))


def step(view: View, a: int, b: int, days: Days) -> Tie | None:
    """The link that stands for a step: direct before shared, then by weight, then by name."""
    pair = view.steps.pair(a, b)
    rank = view.table.rank
    return min(
        ties_of(view, np.array([pair]), days) if pair >= 0 else (),
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
        later = _later(view.steps, a, b, now, days)
        if later is None:
            return []
        now = later
        found.append(now)
    return found


def _later(steps: Steps, a: int, b: int, now: int, days: Days) -> int | None:
    """The earliest day, from ``now`` on, by which a step can have been made; None for never."""
    t = steps.view.table
    found = steps.evidence(np.array([steps.pair(a, b)]), days)
    shared = found.kind == 0
    ours = found.one if a < b else found.other
    _, said = steps.saying(ours[shared], days)
    claims = np.concatenate([found.one[~shared], said])
    first, last = t.first[claims], t.last[claims]
    if not len(first) or not (first > 0).all():
        return now
    still = last >= now
    return max(now, int(first[still].min())) if still.any() else None
