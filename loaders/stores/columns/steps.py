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

from loaders.stores.columns.table import Ints, distinct, firsts, ranges

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
        del kind, one, other
        begins = np.zeros(len(keys), dtype=bool)
        begins[firsts(keys)] = True
        keys //= self.KINDS
        starts = firsts(keys)
        keys = keys[starts]
        self.low = (keys // t.size).astype(np.int32)
        self.high = (keys % t.size).astype(np.int32)
        self.row_of = np.r_[starts, len(order)].astype(np.int32)
        del keys, starts, order
        self._several(begins)
        del begins
        self._weights: OrderedDict[Days, Ints] = OrderedDict()
        self._lock = Lock()
        self._by_end(t.size)
        self._code_days()

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
        ends = np.concatenate([self.low, self.high])
        self._offsets = np.zeros(size + 1, dtype=np.int32)
        np.cumsum(np.bincount(ends, minlength=size), out=self._offsets[1:])
        order = np.argsort(ends, kind="stable").astype(np.int32)
        del ends
        self._far = np.concatenate([self.high, self.low])[order]
        order %= max(count, 1)
        self._pairs = order

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

    def _several(self, begins: Ints) -> None:
        """Set aside the pairs with more than one row (``_many``), since the weight of others is
        whether their row counts: their rows, where among these each kind of evidence ends, and
        which kind is the first of each pair.
        """
        counts = np.diff(self.row_of)
        self._many = np.flatnonzero(counts > 1).astype(np.int32)
        counts = counts[self._many]
        self._rows = ranges(self.row_of[self._many], counts)
        begins = begins[self._rows]
        kinds = np.flatnonzero(begins)
        self._kind_ends = (np.r_[kinds[1:], len(begins)] - 1).astype(np.int32)
        first_rows = np.cumsum(counts) - counts
        self._first_kinds = (np.cumsum(begins, dtype=np.int32)[first_rows] - 1).astype(np.int32)

    def _weighed(self, days: Days) -> Ints:
        if not len(self.low):
            return np.empty(0, dtype=np.int32)
        counted = self._counted(days) if days else np.ones(len(self.kind), dtype=bool)
        if not len(self._many):
            single: Ints = counted[self.row_of[:-1]].astype(np.uint8)
            return single
        totals = np.cumsum(counted[self._rows], dtype=np.int32)[self._kind_ends]
        sums = np.diff(totals, prepend=np.int32(0))
        most = np.maximum.reduceat(sums, self._first_kinds)
        weights: Ints = counted[self.row_of[:-1]].astype(np.min_scalar_type(max(1, most.max())))
        weights[self._many] = most
        return weights

    def _counted(self, days: Days) -> Ints:
        """For every row, whether it counts within the days."""
        kept: Ints = np.r_[False, within(self._first, self._last, days)][self._code]
        for part in parts(len(self._mixed)):
            rows = self._mixed[part]
            kept[rows] = self._holds(self.kind[rows], self.one[rows], self.other[rows], days)
        return kept

    def _code_days(self) -> None:
        """Number the days of every row: ``_first`` and ``_last`` of its ``_code``, less one. Rows
        of code 0 (``_mixed``) are those whose two sides, or the claims of one side, differ."""
        t = self.view.table
        starts = self._claims[self.named[:-1]]
        group = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(self.named))
        differ = (t.first[self._claims] != t.first[starts[group]]) | (
            t.last[self._claims] != t.last[starts[group]]
        )
        uneven = distinct(group[differ])
        del group, differ
        direct = np.flatnonzero(self.kind)
        shared = np.flatnonzero(self.kind == 0)
        claims = np.concatenate([starts, self.one[direct]])
        keys = t.first[claims].astype(np.int64) * 100_000_000 + t.last[claims]
        known = distinct(keys)
        self._first, self._last = (part.astype(np.int32) for part in np.divmod(known, 100_000_000))
        codes = (np.searchsorted(known, keys) + 1).astype(np.min_scalar_type(len(known)))
        del keys, claims
        codes[uneven] = 0
        self._code = np.empty(len(self.kind), dtype=codes.dtype)
        self._code[direct] = codes[len(starts) :]
        ours, theirs = codes[self.one[shared]], codes[self.other[shared]]
        ours[ours != theirs] = 0
        self._code[shared] = ours
        self._mixed = np.flatnonzero(self._code == 0).astype(np.int32)

    def _holds(self, kind: Ints, one: Ints, other: Ints, days: Days) -> Ints:
        """Whether pieces of evidence overlap the days: both sides of a shared record must."""
        t = self.view.table
        kept = np.zeros(len(kind), dtype=bool)
        direct = np.flatnonzero(kind)
        claims = one[direct]
        kept[direct] = within(t.first[claims], t.last[claims], days)
        shared = np.flatnonzero(kind == 0)
        sides = [self.saying(side[shared], days)[0] for side in (one, other)]
        counts = [np.bincount(side, minlength=len(shared)) for side in sides]
        kept[shared] = (counts[0] > 0) & (counts[1] > 0)
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
        far, pairs = self.around(a)
        found = pairs[far == b]
        return int(found[0]) if len(found) else -1

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
        return found.only(self._holds(found.kind, found.one, found.other, days))

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
