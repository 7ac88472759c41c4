"""The records behind an entity or a link."""

from __future__ import annotations

import numpy as np

from graph_model.access import Access
from graph_model.claim import Claim
from loaders.stores.columns.base import Columns
from loaders.stores.columns.table import Ints, common, counted, day_number, distinct
from loaders.stores.columns.view import View
from loaders.stores.results import CO_MENTIONED, RecordHit, RecordPage


class RecordReads(Columns):
    """Lists of records, and their years."""

    def records(
        self,
        id: str,
        reader: Access,
        *,
        other: str = "",
        link_type: str = "",
        earliest: str = "",
        latest: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> RecordPage:
        """See GraphStore."""
        view = self._view(reader)
        found = self._behind(view, id, other, link_type, day_number(earliest), day_number(latest))
        return self._page(view, found, reader, limit, offset)

    def _behind(
        self, view: View, id: str, other: str, link_type: str, earliest: int, latest: int
    ) -> Ints:
        """The records of ``records``, each once, in no order."""
        t = view.table
        known = self._numbers(t, [id, other] if other else [id])
        nos = [known.get(one, -1) for one in ([id, other] if other else [id])]
        if any(not 0 <= no < t.size for no in nos):
            return np.empty(0, dtype=np.int32)
        claims = t.by_dst.one(nos[0])
        if other and link_type and link_type != CO_MENTIONED:
            back = t.by_src.one(nos[0])
            claims = np.concatenate([claims[t.src[claims] == nos[1]], back[t.dst[back] == nos[1]]])
            claims = claims[t.type[claims] == view.types.get(link_type, -1)]
        claims = view.overlapping(claims[view.seen[claims]], earliest, latest)
        if other and (not link_type or link_type == CO_MENTIONED):
            theirs = t.by_dst.one(nos[1])
            both = common(t.src[claims], t.src[theirs[view.seen[theirs]]])
        else:
            both = distinct(t.source[claims])
        found: Ints = both[view.records[both]]
        return found

    def _page(
        self, view: View, records: Ints, reader: Access, limit: int, offset: int
    ) -> RecordPage:
        nos = view.in_order(records)[offset : offset + limit].tolist()
        held = self._nodes_at(view, nos)
        nodes = [held[no] for no in nos if no in held]
        claims: dict[str, list[Claim]] = {node.id: [] for node in nodes}
        for claim in self.claims_of(list(claims), reader):
            claims[claim.evidence.source].append(claim)
        hits = tuple(RecordHit(node, tuple(claims[node.id])) for node in nodes)
        return RecordPage(len(records), hits)

    def years(self, id: str, reader: Access) -> dict[int, int]:
        """See GraphStore."""
        view = self._view(reader)
        first = view.table.earliest[self._behind(view, id, "", "", 0, 0)]
        values, counts = counted(first[first > 0] // 10000)
        return {int(year): int(n) for year, n in zip(values, counts, strict=True)}
