"""Search by words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from graph_model.access import Access
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.columns.base import Columns
from loaders.stores.columns.table import Ints, distinct
from loaders.stores.columns.view import View
from loaders.stores.results import SearchHit, SearchPage

#: A node that stands for thousands is shown with the names of so many of them.
_MOST_OTHERS = 100


def _first_of_each(members: Ints, stands: Ints) -> Ints:
    """The first ``_MOST_OTHERS`` of the members that each node stands for, in their order."""
    leaders = stands[members]
    order = np.argsort(leaders, kind="stable")
    ranked = leaders[order]
    place = np.arange(len(ranked)) - np.searchsorted(ranked, ranked)
    kept: Ints = members[np.sort(order[place < _MOST_OTHERS])]
    return kept


class SearchReads(Columns):
    """What words find, and in which order."""

    def search(
        self,
        text: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        limit: int = 20,
        offset: int = 0,
    ) -> SearchPage:
        """See GraphStore."""
        view = self._view(reader)
        found = self._found(view.table, text)
        if found is None:
            return SearchPage(0, {}, ())
        t = view.table
        found = found[found < t.size]
        kinds = {label: node.kind for label, node in load_schema().nodes.items()}
        listed = [view.labels[k] for k, kind in kinds.items() if kind in ("entity", "record")]
        found = found[view.visible[found] & np.isin(t.label[found], listed)]
        found = distinct(view.stands[found])
        counts = np.bincount(t.label[found], minlength=len(view.labels))
        by_label = {k: int(counts[n]) for k, n in sorted(view.labels.items()) if counts[n]}
        if labels:
            found = found[self._wanted(view, labels)[t.label[found]]]
        exact: dict[int, int] = {}
        for no, preferred in self._named_exactly(t, text).items():
            leader = int(view.stands[no]) if no < t.size else no
            exact[leader] = max(exact.get(leader, 0), preferred if leader == no else 0)
        nos = self._ranked(view, found, exact, offset + limit)[offset:]
        nodes = self._under_all_names(view, nos)
        hits = tuple(
            SearchHit(nodes[no], int(view.degree[no]) if view.entity[no] else 1)
            for no in nos
            if no in nodes
        )
        return SearchPage(len(found), by_label, hits)

    def _under_all_names(self, view: View, nos: Sequence[int]) -> dict[int, Node]:
        """Nodes by number; one that stands for others has their names among its own: of so many
        others as a reader can take in.
        """
        members = np.flatnonzero(np.isin(view.stands, np.asarray(nos, dtype=np.int32)))
        members = _first_of_each(members[np.argsort(view.table.rank[members])], view.stands)
        nodes = self._nodes_at(view, sorted({*nos, *members.tolist()}))
        names: dict[int, list[str]] = {}
        for no in members.tolist():
            leader = int(view.stands[no])
            if no != leader and no in nodes:
                names.setdefault(leader, []).extend((nodes[no].name, *nodes[no].aliases))
        for no, others in names.items():
            if no in nodes:
                own = nodes[no]
                more = dict.fromkeys((*own.aliases, *others))
                more.pop(own.name, None)
                nodes[no] = replace(own, aliases=tuple(more))
        return {no: nodes[no] for no in nos if no in nodes}

    @staticmethod
    def _ranked(view: View, found: Ints, exact: Mapping[int, int], count: int) -> list[int]:
        """The first ``count``: exact names, other exact names, entities by records, then the rest
        by date, id."""
        place = view.found_place[found].astype(np.int64)
        for no, preferred in exact.items():
            if view.entity[no]:
                place[found == no] -= (1 + preferred) * view.table.size
        if count < len(found):
            kept = np.argpartition(place, count)[:count]
            found, place = found[kept], place[kept]
        numbers: list[int] = found[np.argsort(place)].tolist()
        return numbers
