"""The reads of the contract that look at many claims, over a view of the columns.

A store that inherits from here says how its graph is streamed, how ids and numbers go together,
and what words find; the answers are then the same in every store.
"""

from __future__ import annotations

import json

from graph_model.access import Access
from loaders.stores.columns.around import AroundReads
from loaders.stores.columns.between import PathReads
from loaders.stores.columns.search import SearchReads
from loaders.stores.columns.selected import SelectionReads
from loaders.stores.results import Summary


class ColumnReads(AroundReads, PathReads, SelectionReads, SearchReads):
    """Neighbours, networks, paths, record lists, search, selections and the whole graph."""

    def aggregate(self, reader: Access) -> Summary:
        """See GraphStore. What ``summarize`` has kept is used while the graph is the same."""
        kept = self.get_state(f"summary:{int(reader)}")
        if kept:
            generation, *counts = json.loads(kept)
            if generation == self._generation():
                nodes, claims, years = counts
                return Summary(nodes, claims, {int(year): n for year, n in years.items()})
        return self._aggregate(reader)

    def _keep_summaries(self) -> None:
        for reader in Access:
            seen = self._aggregate(reader)
            held = [self._generation(), dict(seen.nodes), dict(seen.claims), dict(seen.years)]
            self.set_state(f"summary:{int(reader)}", json.dumps(held))
