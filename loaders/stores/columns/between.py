"""The ways from one entity to another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from graph_model.access import Access
from loaders.stores.columns import paths
from loaders.stores.columns.base import Columns
from loaders.stores.columns.steps import Days
from loaders.stores.columns.table import day_number, day_text
from loaders.stores.columns.view import View
from loaders.stores.results import Path


class PathReads(Columns):
    """Shortest and best paths."""

    def shortest_paths(
        self,
        start: str,
        end: str,
        reader: Access,
        *,
        max_hops: int = 4,
        limit: int = 10,
        earliest: str = "",
        latest: str = "",
        in_time: bool = False,
    ) -> list[Path]:
        """See GraphStore."""
        view, days = self._view(reader), Days(day_number(earliest), day_number(latest))
        first, last = self._number(view, start), self._number(view, end)
        many = paths.MOST_SHORTEST if in_time else limit
        routes = paths.shortest(view, first, last, hops=max_hops, limit=many, days=days)
        if in_time:
            routes = (r for r in routes if paths.possible(view, r, days))
        return self._paths(view, list(islice(routes, limit)), days)

    def best_paths(
        self,
        start: str,
        end: str,
        reader: Access,
        *,
        max_hops: int = 4,
        limit: int = 5,
        earliest: str = "",
        latest: str = "",
        in_time: bool = False,
    ) -> list[Path]:
        """See GraphStore."""
        view, days = self._view(reader), Days(day_number(earliest), day_number(latest))
        first, last = self._number(view, start), self._number(view, end)
        routes = paths.best(
            view, first, last, hops=max_hops, limit=limit, days=days, in_time=in_time
        )
        return self._paths(view, routes, days)

    def _paths(self, view: View, routes: Sequence[list[int]], days: Days) -> list[Path]:
        nodes = self._nodes_at(view, sorted({no for route in routes for no in route}))
        found = []
        for route in routes:
            if not all(no in nodes for no in route):
                continue
            steps = [paths.step(view, a, b, days) for a, b in pairwise(route)]
            ties = [tie for tie in steps if tie is not None]
            arrivals = tuple(day_text(day) for day in paths.passage(view, route, days))
            links = tuple(self._links(nodes, ties))
            found.append(Path(tuple(nodes[no] for no in route), links, arrivals))
        return found
