"""Selections of records by words, facets and days."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from graph_model.access import Access
from loaders.stores.columns import near
from loaders.stores.columns.choose import Chooser, Counts
from loaders.stores.columns.listed import RecordReads
from loaders.stores.columns.steps import Days
from loaders.stores.columns.view import View
from loaders.stores.results import Network, RecordPage
from loaders.stores.selection import ALL_OF, FACETS, FacetValue, Overview, Selection

#: Entities of which a network's links are looked for.
MOST_NODES = 400


class SelectionReads(RecordReads):
    """The records of a selection, what they have in common, and their network."""

    def _chooser(self, asked: Selection, reader: Access) -> tuple[View, Chooser]:
        view = self._view(reader)
        matching = self._found(view.table, asked.text) if asked.text else None
        if asked.text and matching is None:
            matching = np.empty(0, dtype=np.int32)
        return view, Chooser(view, asked, partial(self._numbers, view.table), matching)

    def select(
        self, asked: Selection, reader: Access, *, limit: int = 20, offset: int = 0
    ) -> RecordPage:
        """See GraphStore."""
        view, chooser = self._chooser(asked, reader)
        chosen = np.flatnonzero(chooser.flags()).astype(np.int32)
        return self._page(view, chosen, reader, limit, offset)

    def overview(
        self,
        asked: Selection,
        reader: Access,
        *,
        facets: Sequence[str] = FACETS,
        limit: int = 12,
    ) -> Overview:
        """See GraphStore."""
        view, chooser = self._chooser(asked, reader)
        chosen = chooser.flags()
        counted = {facet: chooser.counts(facet, chosen) for facet in facets if facet in FACETS}
        top = {
            facet: self._first_and_chosen(view, asked.chosen(facet), values, limit)
            for facet, values in counted.items()
        }
        nos = sorted({v for values in top.values() for v, _ in values if isinstance(v, int)})
        nodes = self._nodes_at(view, nos)
        shown = {
            facet: tuple(
                FacetValue(nodes[v].id, n, nodes[v]) if isinstance(v, int) else FacetValue(v, n)
                for v, n in values
                if not isinstance(v, int) or v in nodes
            )
            for facet, values in top.items()
        }
        years = chooser.years(chosen)
        total = int(chosen.sum())
        sizes = {facet: len(values) for facet, values in counted.items()}
        return Overview(total, shown, sizes, years, total - sum(years.values()))

    def _first_and_chosen(
        self, view: View, chosen: Sequence[str], values: Counts, limit: int
    ) -> Counts:
        """The first values, and after them those that are chosen and come later."""
        if not chosen:
            return values[:limit]
        known = {*chosen, *self._numbers(view.table, chosen).values()}
        return values[:limit] + [pair for pair in values[limit:] if pair[0] in known]

    def network_of(
        self,
        asked: Selection,
        reader: Access,
        *,
        labels: Sequence[str] = tuple(ALL_OF.values()),
        limit: int = 60,
    ) -> Network:
        """See GraphStore."""
        view, chooser = self._chooser(asked, reader)
        chosen = chooser.flags()
        nos, counts = chooser.entities(chosen, labels)
        kept = nos[: min(limit, MOST_NODES)].tolist()
        ties = near.ties(view, kept, Days(), within=chosen)
        degrees = dict(zip(kept, counts.tolist(), strict=False))
        return self._network(view, kept, ties, total=len(nos), degrees=degrees)
