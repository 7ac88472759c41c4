"""Selections over the columns: which records, how many of each facet, and the network of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from loaders.stores.columns.table import Flags, Ints, counted, day_number
from loaders.stores.columns.view import Pairs, View
from loaders.stores.selection import ALL_OF, ONE_OF, Selection, period_bounds

#: Numbers of nodes by id; ids that the store does not hold are left out.
Numbers = Callable[[Iterable[str]], Mapping[str, int]]
Counts = list[tuple[str | int, int]]
_SETS = ("fonds", "series", "file")


class Chooser:
    """The records of a selection in a view. ``matching`` are the numbers of nodes that the words
    find, or None where there are no words."""

    def __init__(
        self, view: View, asked: Selection, numbers: Numbers, matching: Ints | None
    ) -> None:
        self._view = view
        self._asked = asked
        self._numbers = numbers
        self._parts = self._restrictions(matching)
        self._last: tuple[Pairs, Flags, Ints] | None = None

    # -- which records -----------------------------------------------------------------------------

    def _restrictions(self, matching: Ints | None) -> dict[str, Flags]:
        view, asked = self._view, self._asked
        parts = {"": view.records.copy()}
        if matching is not None:
            parts[""] &= self._flags(matching)
        if asked.among is not None:
            parts[""] &= self._flags(list(self._numbers(asked.among).values()))
        if asked.earliest or asked.latest:
            t = view.table
            low, high = day_number(asked.earliest), day_number(asked.latest) or 99991231
            parts[""] &= (t.earliest > 0) & (t.earliest <= high) & (t.latest >= low)
        for facet, values in asked.facets:
            parts[facet] = self._having(facet, values)
        return parts

    def _flags(self, nos: Ints | Sequence[int]) -> Flags:
        found = np.zeros(self._view.table.size, dtype=bool)
        chosen = np.asarray(nos, dtype=np.int64)
        found[chosen[chosen < len(found)]] = True
        return found

    def _having(self, facet: str, values: Sequence[str]) -> Flags:
        t = self._view.table
        found: Flags = np.zeros(t.size, dtype=bool)
        if facet == "period":
            for key, low, high in period_bounds():
                if key in values:
                    found |= (t.earliest >= low) & (t.earliest <= high)
        elif facet == "access":
            found |= np.isin(t.access, [int(v) for v in values if v.isdecimal()])
        elif facet == "genre":
            found |= np.isin(t.term, [n for n, term in enumerate(t.terms) if n and term in values])
        else:
            pairs, nos = self._pairs(facet), self._numbers(values)
            chosen = [self._flags(pairs.left[pairs.by_right.one(no)]) for no in nos.values()]
            if facet not in ALL_OF:
                for flags in chosen:
                    found |= flags
            elif len(nos) == len(values):
                found = np.logical_and.reduce(chosen)
        return found

    def _pairs(self, facet: str) -> Pairs:
        view = self._view
        if facet == "holder":
            return view.holders
        return view.sets if facet in _SETS else view.subjects

    def flags(self, without: str = "") -> Flags:
        """The records chosen, as flags; ``without`` leaves out what is chosen of one facet."""
        kept = [part for facet, part in self._parts.items() if not facet or facet != without]
        found: Flags = np.logical_and.reduce(kept)
        return found

    # -- counting ----------------------------------------------------------------------------------

    def counts(self, facet: str, chosen: Flags) -> Counts:
        """Values of a facet with their records, most first. Entities and sets by number."""
        if facet in ONE_OF and facet in self._parts:
            chosen = self.flags(facet)
        t = self._view.table
        if facet == "period":
            first = t.earliest[chosen]
            found: Counts = []
            for key, low, high in period_bounds():
                found.append((key, int(((first >= low) & (first <= high)).sum())))
            return [pair for pair in found if pair[1]]
        if facet == "access":
            values = np.bincount(t.access[chosen].astype(np.int64), minlength=3)
            return [(str(level), int(n)) for level, n in enumerate(values) if n]
        if facet == "genre":
            values = np.bincount(t.term[chosen], minlength=len(t.terms))
            held = [(t.terms[n], int(values[n])) for n in np.flatnonzero(values) if n]
            return sorted(held, key=lambda v: (-v[1], v[0]))
        return self._node_counts(facet, self._counted(facet, chosen))

    def _counted(self, facet: str, chosen: Flags) -> Ints:
        """Records of each node that a facet may have; facets of one kind share the count."""
        pairs = self._pairs(facet)
        if self._last is None or self._last[0] is not pairs or self._last[1] is not chosen:
            found = np.bincount(pairs.right[chosen[pairs.left]], minlength=pairs.size)
            self._last = (pairs, chosen, found)
        return self._last[2]

    def _node_counts(self, facet: str, counted: Ints) -> Counts:
        view, t = self._view, self._view.table
        keep = counted > 0
        if facet in ALL_OF:
            keep &= t.label == view.labels[ALL_OF[facet]]
        elif facet in _SETS:
            level = t.terms.index(facet) if facet in t.terms else -1
            keep &= t.term == level
        nos = np.flatnonzero(keep)
        order = np.lexsort((t.rank[nos], -counted[nos]))
        return [(int(no), int(counted[no])) for no in nos[order]]

    def years(self, chosen: Flags) -> dict[int, int]:
        """Records by the year of their earliest day."""
        t = self._view.table
        first = t.earliest[chosen]
        values, counts = counted(first[first > 0] // 10000)
        return {int(year): int(n) for year, n in zip(values, counts, strict=True)}

    def entities(self, chosen: Flags, labels: Sequence[str]) -> tuple[Ints, Ints]:
        """Entities that the records chosen concern, most records first, and the records of each."""
        view, t = self._view, self._view.table
        counted = self._counted("person", chosen)
        wanted = np.isin(t.label, [view.labels[label] for label in labels if label in view.labels])
        nos = np.flatnonzero((counted > 0) & wanted)
        order = np.lexsort((t.rank[nos], -counted[nos]))
        return nos[order].astype(np.int32), counted[nos[order]]
