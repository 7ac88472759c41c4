"""The steps of paths: pairs of entities that a relation or a record joins, with all the evidence of
each, so that its weight within any days is a few sums over arrays.

A step has one kind of evidence for the records that concern both ends, and one for each
relationship and direction between them. Its weight is that of its strongest kind: the number of
records, or of claims, that overlap the days asked for.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from loaders.stores.columns.table import Ints, firsts, group

if TYPE_CHECKING:
    from loaders.stores.columns.view import View

#: Rows that are looked at together; ten readers at once need ten times what is made of them.
_PART = 500_000
#: Ranges of days whose weights are kept.
_KEPT_DAYS = 4


@dataclass(frozen=True, slots=True)
class Days:
    """Days within which evidence counts, as numbers; 0 for an open end."""

    earliest: int = 0
    latest: int = 0

    def __bool__(self) -> bool:
        return bool(self.earliest or self.latest)


class Steps:
    """All steps among the entities of a view.

    ``low`` and ``high`` are the ends of each pair, the lesser number first. The evidence of pair p
    is rows ``row_of[p]`` to ``row_of[p + 1]`` of ``kind``, ``one`` and ``other``. For kind 0, a
    shared record, these are positions in ``named``: what the record says of the one end and of
    the other. For other kinds ``one`` is a claim of the table.
    """

    #: More than the kinds of evidence.
    KINDS = 128

    def __init__(self, view: View) -> None:
        self.view = view
        t = view.table
        self._claims, self.named = _naming(view)
        left, right = self._together()
        between = view.between
        kind = np.zeros(len(left) + len(between), dtype=np.int8)
        turned = t.src[between] > t.dst[between]
        kind[len(left) :] = 1 + 2 * t.type[between].astype(np.int8) + turned
        one = np.concatenate([left, between])
        other = np.concatenate([right, np.full(len(between), -1, dtype=np.int32)])
        entity = t.dst[self._claims[self.named[:-1]]]
        first = np.concatenate([entity[left], t.src[between]])
        second = np.concatenate([entity[right], t.dst[between]])
        del left, right, entity
        # The lesser number first; for a shared record its two sides turn with it.
        swap = first > second
        turn = swap & (kind == 0)
        one[turn], other[turn] = other[turn], one[turn]
        low, high = np.minimum(first, second), np.maximum(first, second)
        del first, second
        keys = (low.astype(np.int64) * t.size + high) * self.KINDS + kind
        del low, high
        order = np.argsort(keys, kind="stable").astype(np.int32)
        self.kind, self.one, self.other = kind[order], one[order], other[order]
        keys = keys[order]
        del kind, one, other, order
        self._kind_rows = firsts(keys).astype(np.int32)
        keys //= self.KINDS
        starts = firsts(keys)
        self._keys = keys[starts]
        self.low = (self._keys // t.size).astype(np.int32)
        self.high = (self._keys % t.size).astype(np.int32)
        self.row_of = np.r_[starts, len(keys)].astype(np.int32)
        self._kind_of_pair = np.searchsorted(self._kind_rows, starts).astype(np.int32)
        self._weights: OrderedDict[Days, Ints] = OrderedDict()
        self._lock = Lock()
        self._by_end(t.size)

    def _together(self) -> tuple[Ints, Ints]:
        """Every two positions in ``named`` that are of one record."""
        record = self.view.table.src[self._claims[self.named[:-1]]]
        left, right, step = [_NONE], [_NONE], 1
        while step < len(record):
            same = np.flatnonzero(record[step:] == record[:-step]).astype(np.int32)
            if not len(same):
                break
            left.append(same)
            right.append(same + np.int32(step))
            step += 1
        return np.concatenate(left), np.concatenate(right)

    def _by_end(self, size: int) -> None:
        count = len(self.low)
        near = group(np.concatenate([self.low, self.high]), size)
        self._offsets = near.offsets
        self._pairs = near.order % max(count, 1)
        far = np.concatenate([self.high, self.low])
        self._far = far[near.order]

    # -- weights -----------------------------------------------------------------------------------

    def weights(self, days: Days) -> Ints:
        """The weight of every pair within the days; 0 where there is no evidence."""
        with self._lock:
            if days in self._weights:
                self._weights.move_to_end(days)
                return self._weights[days]
            found = self._weighed(days)
            self._weights[days] = found
            while len(self._weights) > _KEPT_DAYS:
                self._weights.popitem(last=False)
            return found

    def _weighed(self, days: Days) -> Ints:
        if not len(self.low):
            return np.empty(0, dtype=np.int32)
        if not days:
            counts = np.diff(np.r_[self._kind_rows, len(self.kind)]).astype(np.int32)
        else:
            counts = np.add.reduceat(self._counted(days), self._kind_rows, dtype=np.int32)
        weights: Ints = np.maximum.reduceat(counts, self._kind_of_pair)
        return weights

    def _counted(self, days: Days) -> Ints:
        """For every row, whether it counts within the days."""
        t = self.view.table
        told = np.zeros(len(self._claims), dtype=bool)
        for part in parts(len(told)):
            claims = self._claims[part]
            told[part] = within(t.first[claims], t.last[claims], days)
        named = np.logical_or.reduceat(told, self.named[:-1]) if len(told) else told
        kept = np.empty(len(self.kind), dtype=bool)
        for part in parts(len(kept)):
            kind, one, other = self.kind[part], self.one[part], self.other[part]
            shared = np.flatnonzero(kind == 0)
            counts = np.empty(len(kind), dtype=bool)
            counts[shared] = named[one[shared]] & named[other[shared]]
            direct = np.flatnonzero(kind)
            claims = one[direct]
            counts[direct] = within(t.first[claims], t.last[claims], days)
            kept[part] = counts
        return kept

    # -- around one, and between two ---------------------------------------------------------------

    def around(self, no: int) -> tuple[Ints, Ints]:
        """The other ends of the steps of an entity, and their pairs."""
        rows = slice(int(self._offsets[no]), int(self._offsets[no + 1]))
        return self._far[rows], self._pairs[rows]

    def around_all(self, nos: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """As ``around`` for many, some at a time: their positions in ``nos``, the other ends, the
        pairs."""
        starts = self._offsets[nos]
        counts = self._offsets[nos + 1] - starts
        ends = np.cumsum(counts)
        begin = 0
        while begin < len(nos):
            before = int(ends[begin - 1]) if begin else 0
            stop = max(begin + 1, int(np.searchsorted(ends, before + _PART, side="right")))
            rows = ranges(starts[begin:stop], counts[begin:stop])
            origin = np.repeat(np.arange(begin, stop, dtype=np.int32), counts[begin:stop])
            yield origin, self._far[rows], self._pairs[rows]
            begin = stop

    def pair(self, a: int, b: int) -> int:
        """The pair of two entities, or -1."""
        key = min(a, b) * self.view.table.size + max(a, b)
        at = int(np.searchsorted(self._keys, key))
        return at if at < len(self._keys) and int(self._keys[at]) == key else -1

    # -- the evidence ------------------------------------------------------------------------------

    def evidence(self, pairs: Ints, days: Days) -> Evidence:
        """The evidence of some pairs within the days."""
        starts = self.row_of[pairs]
        counts = self.row_of[pairs + 1] - starts
        rows = ranges(starts, counts)
        found = Evidence(
            np.repeat(pairs, counts), self.kind[rows], self.one[rows], self.other[rows]
        )
        if not days:
            return found
        t = self.view.table
        kept = np.zeros(len(rows), dtype=bool)
        direct = np.flatnonzero(found.kind)
        claims = found.one[direct]
        kept[direct] = within(t.first[claims], t.last[claims], days)
        shared = np.flatnonzero(found.kind == 0)
        sides = [self.saying(side[shared], days)[0] for side in (found.one, found.other)]
        counts = [np.bincount(side, minlength=len(shared)) for side in sides]
        kept[shared] = (counts[0] > 0) & (counts[1] > 0)
        return found.only(kept)

    def saying(self, positions: Ints, days: Days) -> tuple[Ints, Ints]:
        """The claims at positions of ``named`` that overlap the days, and of which position each
        is."""
        starts = self.named[positions]
        counts = self.named[positions + 1] - starts
        claims = self._claims[ranges(starts, counts)]
        origin = np.repeat(np.arange(len(positions)), counts)
        if days:
            t = self.view.table
            kept = within(t.first[claims], t.last[claims], days)
            return origin[kept], claims[kept]
        return origin, claims

    def record(self, found: Evidence) -> Ints:
        """The record that each piece of evidence is from."""
        t = self.view.table
        shared = found.kind == 0
        claims = found.one.copy()
        claims[shared] = self._claims[self.named[found.one[shared]]]
        return t.source[claims]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Pieces of evidence: the pair, and as in ``Steps``."""

    pair: Ints
    kind: Ints
    one: Ints
    other: Ints

    def only(self, kept: Ints) -> Evidence:
        """Those that are flagged."""
        return Evidence(self.pair[kept], self.kind[kept], self.one[kept], self.other[kept])


def parts(count: int) -> Iterator[slice]:
    """Slices of so many rows that what is made of one at a time stays small."""
    for start in range(0, count, _PART):
        yield slice(start, min(count, start + _PART))


def ranges(starts: Ints, counts: Ints) -> Ints:
    """The numbers of all ranges, one after the other: ``counts`` numbers from ``starts`` on."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    found: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return found


def _naming(view: View) -> tuple[Ints, Ints]:
    """Claims of what records say of entities, those of a record and an entity side by side, and
    where each such group begins."""
    t = view.table
    claims = view.said[view.entity[t.dst[view.said]]]
    keys = t.src[claims].astype(np.int64) * t.size + t.dst[claims]
    order = np.argsort(keys, kind="stable")
    starts = firsts(keys[order])
    return claims[order], np.r_[starts, len(keys)].astype(np.int32)


_NONE: Ints = np.empty(0, dtype=np.int32)


def within(first: Ints, last: Ints, days: Days) -> Ints:
    """Whether days from ``first`` to ``last`` overlap the range; unknown days overlap none, and
    all do where there is no range."""
    if not days:
        return np.ones(len(first), dtype=bool)
    found: Ints = (first > 0) & (first <= (days.latest or 99991231)) & (last >= days.earliest)
    return found
