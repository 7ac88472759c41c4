"""What one reader may see of a table, in the forms that reads need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph_model.access import Access
from graph_model.projection import SAME_AS
from loaders.stores.columns.steps import Steps
from loaders.stores.columns.table import (
    Flags,
    Group,
    Ints,
    Table,
    counted,
    distinct,
    group,
    label_numbers,
    type_numbers,
)
from loaders.stores.ego import KEPT, NO_STEP, NOT_SUBJECT, entity_labels
from loaders.stores.results import Summary


@dataclass(frozen=True)
class Pairs:
    """Pairs of nodes, each once, ordered by the left one."""

    left: Ints
    right: Ints
    size: int

    @cached_property
    def by_left(self) -> Group:
        """Pairs by their left node."""
        return group(self.left, self.size)

    @cached_property
    def by_right(self) -> Group:
        """Pairs by their right node."""
        return group(self.right, self.size)


def pairs_of(left: Ints, right: Ints, size: int) -> Pairs:
    """The pairs, each once."""
    keys = distinct(left.astype(np.int64) * size + right)
    return Pairs((keys // size).astype(np.int32), (keys % size).astype(np.int32), size)


class View:
    """The part of ``table`` that ``reader`` sees; every array is made when it is first asked."""

    def __init__(self, table: Table, reader: Access) -> None:
        self.table = table
        self.reader = int(reader)
        self.labels = label_numbers()
        self.types = type_numbers()

    @cached_property
    def records(self) -> Flags:
        """Records that are seen."""
        own = (self.table.access >= 0) & (self.table.access <= self.reader)
        found: Flags = own & (self.table.label == self.labels["Record"])
        return found

    @cached_property
    def entity(self) -> Flags:
        """Nodes whose label is of kind entity."""
        numbers = [self.labels[label] for label in entity_labels()]
        found: Flags = np.isin(self.table.label, numbers)
        return found

    @cached_property
    def seen(self) -> Flags:
        """Claims at or below the reader's level, rejected ones too."""
        found: Flags = self.table.claim_access <= self.reader
        return found

    @cached_property
    def live(self) -> Flags:
        """Claims that are seen and not rejected."""
        return self.seen & ~self.table.rejected

    @cached_property
    def visible(self) -> Flags:
        """Nodes that are seen: by their own level, or, without one, by a claim."""
        t = self.table
        named = np.zeros(t.size, dtype=bool)
        named[t.dst[self.seen]] = True
        named[t.src[self.seen]] = True
        own = (t.access >= 0) & (t.access <= self.reader)
        return own | ((t.access < 0) & (t.label >= 0) & named)

    @cached_property
    def stands(self) -> Ints:
        """For each node the one that stands for it: itself where nothing was decided."""
        t = self.table
        found = np.arange(t.size, dtype=np.int32)
        same = np.flatnonzero(self.live & self._types(SAME_AS))
        same = same[self.visible[t.src[same]] & self.visible[t.dst[same]]]
        found[t.src[same]] = t.dst[same]
        return found

    @cached_property
    def not_closed(self) -> Flags:
        """Nodes whose own level, if they have one, lets them be seen."""
        return (self.table.access <= self.reader) & (self.table.label >= 0)

    def _types(self, *names: str) -> Flags:
        found: Flags = np.isin(
            self.table.type, [self.types[name] for name in names if name in self.types]
        )
        return found

    @cached_property
    def said(self) -> Ints:
        """Claims of seen records about what they concern (not where they are kept)."""
        t = self.table
        keep = self.live & ~self._types(*NOT_SUBJECT)
        keep &= self.records[t.src]
        keep &= self.not_closed[t.dst]
        return np.flatnonzero(keep).astype(np.int32)

    @cached_property
    def said_by_record(self) -> Group:
        """Positions in ``said`` by record."""
        return group(self.table.src[self.said], self.table.size)

    @cached_property
    def said_by_node(self) -> Group:
        """Positions in ``said`` by what is named."""
        return group(self.table.dst[self.said], self.table.size)

    @cached_property
    def subjects(self) -> Pairs:
        """Records and the entities that they concern, and how they are classed."""
        t = self.table
        keep = self.live & ~self._types(*KEPT) & self.records[t.src]
        keep &= self.not_closed[t.dst] & self.entity[t.dst]
        return pairs_of(t.src[keep], t.dst[keep], t.size)

    @cached_property
    def holders(self) -> Pairs:
        """Records and who holds them."""
        t = self.table
        keep = self.live & self._types("HELD_BY") & self.records[t.src] & self.not_closed[t.dst]
        return pairs_of(t.src[keep], t.dst[keep], t.size)

    @cached_property
    def sets(self) -> Pairs:
        """Records and the record sets that they lie in, at every level."""
        t = self.table
        keep = self.live & self._types("PART_OF") & self.records[t.source]
        keep &= t.label[t.dst] == self.labels["RecordSet"]
        keep &= self.not_closed[t.dst]
        return pairs_of(t.source[keep], t.dst[keep], t.size)

    @cached_property
    def degree(self) -> Ints:
        """For each node, the seen records that name it, in whatever way."""
        t = self.table
        keep = self.seen & self.records[t.src]
        named = pairs_of(t.src[keep], t.dst[keep], t.size)
        return np.bincount(named.right, minlength=t.size).astype(np.int32)

    @cached_property
    def found_place(self) -> Ints:
        """The position of each node among what a search finds: entities by records, then the rest
        by date, id."""
        t = self.table
        count = np.where(self.entity, -self.degree, 0)
        first = t.earliest.astype(np.int64)
        first[first == 0] = 1 << 40
        order = np.lexsort((t.rank, first, count, ~self.entity))
        found = np.empty(t.size, dtype=np.int32)
        found[order] = np.arange(t.size, dtype=np.int32)
        return found

    @cached_property
    def between(self) -> Ints:
        """Claims from a seen entity to another: relations that need no record in between."""
        t = self.table
        keep = self.live & self.entity[t.src] & self.entity[t.dst] & ~self._types(*NO_STEP)
        keep &= self.visible[t.src] & self.visible[t.dst] & (t.src != t.dst)
        return np.flatnonzero(keep).astype(np.int32)

    @cached_property
    def steps(self) -> Steps:
        """The steps that paths are made of."""
        return Steps(self)

    def summary(self) -> Summary:
        """Counts of what is seen: entities that a seen record names, records, sets and the like,
        claims, and records a year."""
        t = self.table
        named = np.zeros(t.size, dtype=bool)
        named[t.dst[self.seen & self.records[t.src]]] = True
        held = t.label[self.visible & (named | ~self.entity)]
        nodes = np.bincount(held, minlength=len(self.labels))
        claims = np.bincount(t.type[self.seen], minlength=len(self.types))
        first = t.earliest[self.records]
        years, records = counted(first[first > 0] // 10000)
        return Summary(
            {name: int(nodes[no]) for name, no in sorted(self.labels.items()) if nodes[no]},
            {name: int(claims[no]) for name, no in sorted(self.types.items()) if claims[no]},
            dict(zip(years.tolist(), records.tolist(), strict=True)),
        )

    def overlapping(self, claims: Ints, earliest: int, latest: int) -> Ints:
        """Those of the claims that overlap a range of days; all of them for no range."""
        if not (earliest or latest):
            return claims
        first, last = self.table.first[claims], self.table.last[claims]
        return claims[(first > 0) & (first <= (latest or 99991231)) & (last >= earliest)]

    def in_order(self, records: Ints) -> Ints:
        """Records by date, undated last, then by id."""
        t = self.table
        if len(records) * 20 < t.size:
            return records[np.argsort(t.place[records])]
        chosen = np.zeros(t.size, dtype=bool)
        chosen[records] = True
        found: Ints = t.by_date[chosen[t.by_date]]
        return found
