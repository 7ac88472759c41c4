"""What stands around an entity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph_model.access import Access
from loaders.stores.columns import near
from loaders.stores.columns.base import Columns
from loaders.stores.columns.steps import Days
from loaders.stores.columns.table import day_number
from loaders.stores.results import CO_MENTIONED, Neighbour, Network, Writing

#: Records of which it is looked at how they write a name.
MOST_WRITINGS = 1000


class AroundReads(Columns):
    """Neighbours and the network around an entity."""

    def neighbours(
        self, id: str, reader: Access, *, labels: Sequence[str] = (), limit: int = 200
    ) -> list[Neighbour]:
        """See GraphStore."""
        view = self._view(reader)
        no = self._known(view, id)
        if no < 0:
            return []
        found = near.direct(view, no, self._wanted(view, labels), 0, 0).first(view, limit)
        nodes = self._nodes_at(view, [n.no for n in found])
        return [
            Neighbour(nodes[n.no], n.type, n.direction, n.claims, n.first, n.last)
            for n in found
            if n.no in nodes
        ]

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
        view = self._view(reader)
        no = self._known(view, id)
        if no < 0:
            return []
        records = near.records_of(view, no, day_number(earliest), day_number(latest))
        found = near.shared(view, records, self._wanted(view, labels), no)
        nos = found.nos[:limit].tolist()
        nodes, days = self._nodes_at(view, nos), near.spans(view, found, nos)
        counts = dict(zip(nos, found.counts.tolist(), strict=False))
        return [
            Neighbour(nodes[n], CO_MENTIONED, "out", counts[n], *days[n]) for n in nos if n in nodes
        ]

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
        view = self._view(reader)
        no = self._number(view, id)
        low, high = day_number(earliest), day_number(latest)
        wanted = self._wanted(view, labels)
        days = Days(low, high)
        others = near.around(view, no, wanted, days)
        nos = [no, *others[:limit].tolist()]
        ties = near.ties(view, nos, days)
        return self._network(view, nos, ties, total=len(others), focus=id)

    def writings(self, id: str, reader: Access, *, limit: int = 20) -> list[Writing]:
        """See GraphStore."""
        view = self._view(reader)
        no = self._known(view, id)
        if no < 0 or not view.visible[no]:
            return []
        records = view.in_order(near.records_of(view, no))
        if len(records) > MOST_WRITINGS:
            records = records[np.linspace(0, len(records) - 1, MOST_WRITINGS).astype(int)]
        said: dict[str, list[tuple[int, str, str]]] = {}
        for record, text, first, last in self._words_of(records.tolist(), no, reader):
            said.setdefault(text, []).append((record, first, last))
        found = [
            Writing(
                text,
                len({record for record, _, _ in rows}),
                min((first for _, first, _ in rows if first), default=""),
                max(last for _, _, last in rows),
            )
            for text, rows in said.items()
        ]
        return sorted(found, key=lambda w: (-w.records, w.text))[:limit]
