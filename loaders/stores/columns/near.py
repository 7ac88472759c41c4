"""Who is near whom: direct neighbours, co-mentions, and the links among chosen nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loaders.stores.columns.table import Flags, Ints, day_text
from loaders.stores.columns.view import View
from loaders.stores.results import CO_MENTIONED, Direction

LATE = 99991231


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour by number; see ``results.Neighbour``."""

    no: int
    type: str
    direction: Direction
    claims: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two chosen nodes by number; see ``results.Link``."""

    source: int
    target: int
    type: str
    weight: int
    first: str
    last: str


def direct(view: View, no: int, wanted: Flags, earliest: int, latest: int) -> list[Near]:
    """Nodes of the ``wanted`` labels that a claim relates to ``no``, in the order of the
    contract."""
    t = view.table
    names = {number: name for name, number in view.types.items()}
    found: list[Near] = []
    ways: tuple[tuple[Direction, Ints, Ints], ...] = (
        ("out", t.by_src.one(no), t.dst),
        ("in", t.by_dst.one(no), t.src),
    )
    for direction, claims, far in ways:
        claims = view.overlapping(claims[view.live[claims]], earliest, latest)
        others = far[claims]
        keep = view.visible[others] & wanted[t.label[others]]
        claims, others = claims[keep], others[keep]
        keys = t.type[claims].astype(np.int64) * t.size + others
        for key, count, first, last in _groups(keys, t.first[claims], t.last[claims]):
            type, other = divmod(key, t.size)
            found.append(Near(other, names[type], direction, count, first, last))
    found.sort(key=lambda n: (-n.claims, n.type, n.direction, int(t.rank[n.no])))
    return found


def _groups(keys: Ints, first: Ints, last: Ints) -> list[tuple[int, int, str, str]]:
    """Key, count, and first and last day of each group of claims."""
    if not len(keys):
        return []
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    counts = np.diff(np.r_[starts, len(keys)])
    begun, ended = first[order], last[order]
    lows = np.minimum.reduceat(np.where(begun > 0, begun, LATE + 1), starts)
    highs = np.maximum.reduceat(ended, starts)
    return [
        (int(key), int(count), day_text(0 if low > LATE else int(low)), day_text(int(high)))
        for key, count, low, high in zip(keys[starts], counts, lows, highs, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Shared:
    """Nodes that occur in some records: number, records shared, and the claims that say so."""

    nos: Ints
    counts: Ints
    claims: Ints


def records_of(view: View, no: int, earliest: int = 0, latest: int = 0) -> Ints:
    """Records that concern ``no``, each once."""
    claims = view.overlapping(view.said[view.said_by_node.one(no)], earliest, latest)
    return np.unique(view.table.src[claims])


def shared(view: View, records: Ints, wanted: Flags, without: int = -1) -> Shared:
    """Nodes of the wanted labels that the records concern, by records descending, then id."""
    t = view.table
    claims = view.said[view.said_by_record.rows(records)]
    others = t.dst[claims]
    keep = wanted[t.label[others]] & (others != without)
    claims, others = claims[keep], others[keep]
    pairs = np.unique(t.src[claims].astype(np.int64) * t.size + others) % t.size
    nos, counts = np.unique(pairs, return_counts=True)
    order = np.lexsort((t.rank[nos], -counts))
    return Shared(nos[order].astype(np.int32), counts[order], claims)


def spans(view: View, found: Shared, nos: Sequence[int]) -> dict[int, tuple[str, str]]:
    """First and last day of the claims of each of the nodes."""
    t = view.table
    chosen = np.zeros(t.size, dtype=bool)
    chosen[list(nos)] = True
    claims = found.claims[chosen[t.dst[found.claims]]]
    keys = t.dst[claims].astype(np.int64)
    return {k: (a, b) for k, _, a, b in _groups(keys, t.first[claims], t.last[claims])}


def ties(
    view: View,
    nos: Sequence[int],
    *,
    earliest: int = 0,
    latest: int = 0,
    within: Flags | None = None,
) -> list[Tie]:
    """All direct links and co-mentions among the nodes; ``within`` keeps evidence of those
    records."""
    t = view.table
    local = np.full(t.size, -1, dtype=np.int32)
    local[list(nos)] = np.arange(len(nos), dtype=np.int32)
    return [
        *_direct_ties(view, local, earliest, latest, within),
        *_shared_ties(view, list(nos), local, earliest, latest, within),
    ]


def _direct_ties(
    view: View, local: Ints, earliest: int, latest: int, within: Flags | None
) -> list[Tie]:
    t = view.table
    claims = view.between
    claims = claims[(local[t.src[claims]] >= 0) & (local[t.dst[claims]] >= 0)]
    if within is not None:
        claims = claims[within[t.source[claims]]]
    claims = view.overlapping(claims, earliest, latest)
    names = sorted(view.types, key=view.types.__getitem__)
    count = len(names)
    keys = (t.src[claims].astype(np.int64) * t.size + t.dst[claims]) * count + t.type[claims]
    found = []
    for key, weight, first, last in _groups(keys, t.first[claims], t.last[claims]):
        ends, type = divmod(key, count)
        source, target = divmod(ends, t.size)
        found.append(Tie(source, target, names[type], weight, first, last))
    return found


def _shared_ties(
    view: View, nos: list[int], local: Ints, earliest: int, latest: int, within: Flags | None
) -> list[Tie]:
    """Pairs of the nodes that records concern together; the claims of a record and node are
    taken as one, from the first to the last of their days."""
    t = view.table
    claims = view.said[np.sort(view.said_by_node.rows(np.asarray(nos, dtype=np.int32)))]
    if within is not None:
        claims = claims[within[t.src[claims]]]
    claims = view.overlapping(claims, earliest, latest)
    count = len(nos)
    keys = t.src[claims].astype(np.int64) * count + local[t.dst[claims]]
    order = np.argsort(keys, kind="stable")
    keys, claims = keys[order], claims[order]
    if not len(keys):
        return []
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    begun = np.where(t.first[claims] > 0, t.first[claims], LATE + 1)
    low = np.minimum.reduceat(begun, starts)
    high = np.maximum.reduceat(t.last[claims], starts)
    record, node = keys[starts] // count, (keys[starts] % count).astype(np.int64)
    left, right, lows, highs = [], [], [], []
    step = 1
    while step < len(record):
        same = np.flatnonzero(record[step:] == record[:-step])
        if not len(same):
            break
        a, b = node[same], node[same + step]
        # The first by id gives the days, as its claims do in a list of neighbours.
        rank = t.rank[np.asarray(nos)]
        swap = rank[a] > rank[b]
        left.append(np.where(swap, b, a))
        right.append(np.where(swap, a, b))
        near = np.where(swap, same + step, same)
        lows.append(low[near])
        highs.append(high[near])
        step += 1
    if not left:
        return []
    pairs = np.concatenate(left) * count + np.concatenate(right)
    found = []
    first = np.concatenate(lows)
    days = np.where(first > LATE, 0, first).astype(np.int32)
    for key, weight, begin, end in _groups(pairs, days, np.concatenate(highs)):
        one, other = divmod(key, count)
        found.append(Tie(nos[one], nos[other], CO_MENTIONED, weight, begin, end))
    return found
