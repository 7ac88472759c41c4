"""Who is near whom: direct neighbours, co-mentions, and the links among chosen nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loaders.stores.columns.steps import Days, Evidence, Steps
from loaders.stores.columns.table import Flags, Ints, counted, day_text, distinct, firsts
from loaders.stores.columns.view import View
from loaders.stores.ego import NO_STEP
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


@dataclass(frozen=True, slots=True)
class Grouped:
    """Claims grouped by a key, the keys in order: claims of each, and first and last day (as
    numbers, 0 for none)."""

    keys: Ints
    counts: Ints
    first: Ints
    last: Ints


def grouped(keys: Ints, first: Ints, last: Ints) -> Grouped:
    """Group claims, of which the keys and days are given."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = firsts(keys)
    if not len(keys):
        return Grouped(keys, starts, first, last)
    begun, ended = first[order], last[order]
    lows = np.minimum.reduceat(np.where(begun > 0, begun, LATE + 1), starts)
    highs = np.maximum.reduceat(ended, starts)
    counts = np.diff(np.r_[starts, len(keys)])
    return Grouped(keys[starts], counts, np.where(lows > LATE, 0, lows), highs)


@dataclass(frozen=True, slots=True)
class Direct:
    """Neighbours by claims, in the order of the contract: the other end, the type's number,
    whether the claim points to it, and as in ``Grouped``."""

    nos: Ints
    types: Ints
    outward: Flags
    counts: Ints
    begun: Ints
    ended: Ints

    def first(self, view: View, limit: int) -> list[Near]:
        """The first of them."""
        names = {number: name for name, number in view.types.items()}
        rows = zip(
            self.nos[:limit].tolist(),
            self.types[:limit].tolist(),
            self.outward[:limit].tolist(),
            self.counts[:limit].tolist(),
            self.begun[:limit].tolist(),
            self.ended[:limit].tolist(),
            strict=True,
        )
        return [
            Near(no, names[type], "out" if out else "in", count, day_text(begun), day_text(ended))
            for no, type, out, count, begun, ended in rows
        ]


def direct(view: View, no: int, wanted: Flags, earliest: int, latest: int) -> Direct:
    """Nodes of the ``wanted`` labels that a claim relates to ``no``."""
    t = view.table
    parts = []
    for outward, claims, far in (
        (1, t.by_src.one(no), t.dst),
        (0, t.by_dst.one(no), t.src),
    ):
        claims = view.overlapping(claims[view.live[claims]], earliest, latest)
        others = far[claims]
        keep = view.visible[others] & wanted[t.label[others]]
        claims, others = claims[keep], others[keep]
        keys = (t.type[claims].astype(np.int64) * 2 + outward) * t.size + others
        parts.append((keys, claims))
    keys = np.concatenate([keys for keys, _ in parts])
    claims = np.concatenate([claims for _, claims in parts])
    found = grouped(keys, t.first[claims], t.last[claims])
    ways, nos = np.divmod(found.keys, t.size)
    types, directions = np.divmod(ways, 2)
    # Types are numbered in the order of their names, and "in" comes before "out".
    order = np.lexsort((t.rank[nos], directions, types, -found.counts))
    return Direct(
        nos[order],
        types[order],
        directions[order] == 1,
        found.counts[order],
        found.first[order],
        found.last[order],
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """Nodes that occur in some records: number, records shared, and the claims that say so."""

    nos: Ints
    counts: Ints
    claims: Ints


def records_of(view: View, no: int, earliest: int = 0, latest: int = 0) -> Ints:
    """Records that concern ``no``, each once."""
    claims = view.overlapping(view.said[view.said_by_node.one(no)], earliest, latest)
    return distinct(view.table.src[claims])


def shared(view: View, records: Ints, wanted: Flags, without: int = -1) -> Shared:
    """Nodes of the wanted labels that the records concern, by records descending, then id."""
    t = view.table
    claims = view.said[view.said_by_record.rows(records)]
    others = t.dst[claims]
    keep = wanted[t.label[others]] & (others != without)
    claims, others = claims[keep], others[keep]
    pairs = distinct(t.src[claims].astype(np.int64) * t.size + others) % t.size
    nos, counts = counted(pairs)
    order = np.lexsort((t.rank[nos], -counts))
    return Shared(nos[order].astype(np.int32), counts[order], claims)


def spans(view: View, found: Shared, nos: Sequence[int]) -> dict[int, tuple[str, str]]:
    """First and last day of the claims of each of the nodes."""
    t = view.table
    chosen = np.zeros(t.size, dtype=bool)
    chosen[list(nos)] = True
    claims = found.claims[chosen[t.dst[found.claims]]]
    by_node = grouped(t.dst[claims], t.first[claims], t.last[claims])
    rows = zip(by_node.keys.tolist(), by_node.first.tolist(), by_node.last.tolist(), strict=True)
    return {no: (day_text(first), day_text(last)) for no, first, last in rows}


def around(view: View, no: int, wanted: Flags, days: Days) -> Ints:
    """Nodes near ``no``, those with most direct claims or shared records first, then by id."""
    t = view.table
    weights = np.zeros(t.size, dtype=np.int64)
    beside = direct(view, no, wanted, days.earliest, days.latest)
    steps = ~np.isin(beside.types, [view.types[name] for name in NO_STEP if name in view.types])
    np.add.at(weights, beside.nos[steps], beside.counts[steps])
    found = shared(view, records_of(view, no, days.earliest, days.latest), wanted, no)
    weights[found.nos] = np.maximum(weights[found.nos], found.counts)
    weights[no] = 0
    nos = np.flatnonzero(weights)
    return nos[np.lexsort((t.rank[nos], -weights[nos]))]


def ties(view: View, nos: Sequence[int], days: Days, *, within: Flags | None = None) -> list[Tie]:
    """All direct links and co-mentions among the nodes; ``within`` keeps evidence of those
    records. Directed links come as their claims point; of a co-mention the end that is first by
    id is the source, and its claims give the days."""
    steps, t = view.steps, view.table
    chosen = np.zeros(t.size, dtype=bool)
    chosen[list(nos)] = True
    near = np.asarray(nos, dtype=np.int64)
    kept = [pairs[chosen[far]] for _, far, pairs in steps.around_all(near)]
    pairs = distinct(np.concatenate(kept)) if kept else np.empty(0, dtype=np.int32)
    return ties_of(view, pairs, days, within=within)


def ties_of(view: View, pairs: Ints, days: Days, *, within: Flags | None = None) -> list[Tie]:
    """The links of some pairs of ``view.steps``."""
    steps, t = view.steps, view.table
    found = steps.evidence(pairs, days)
    if within is not None:
        found = found.only(within[steps.record(found)])
    # The days of a shared record are those of the end that is first by id.
    low_first = t.rank[steps.low[found.pair]] < t.rank[steps.high[found.pair]]
    first, last = _days_of(view, found, np.where(low_first, found.one, found.other), days)
    keys = found.pair.astype(np.int64) * Steps.KINDS + found.kind
    each = grouped(keys, first, last)
    names = {number: name for name, number in view.types.items()}
    made = []
    rows = zip(
        each.keys.tolist(), each.counts.tolist(), each.first.tolist(), each.last.tolist(),
        strict=True,
    )  # fmt: skip
    for key, weight, first, last in rows:
        pair, kind = divmod(key, Steps.KINDS)
        source, target = int(steps.low[pair]), int(steps.high[pair])
        type, turned = divmod(kind - 1, 2)
        swap = t.rank[source] > t.rank[target] if not kind else turned
        if swap:
            source, target = target, source
        name = names[type] if kind else CO_MENTIONED
        made.append(Tie(source, target, name, weight, day_text(first), day_text(last)))
    return made


def _days_of(view: View, found: Evidence, sides: Ints, days: Days) -> tuple[Ints, Ints]:
    """First and last day of each piece of evidence: of the claim, or of the claims of one side."""
    t = view.table
    first, last = np.zeros((2, len(found.kind)), dtype=np.int32)
    direct, shared = np.flatnonzero(found.kind), np.flatnonzero(found.kind == 0)
    first[direct], last[direct] = t.first[found.one[direct]], t.last[found.one[direct]]
    origin, claims = view.steps.saying(sides[shared], days)
    each = grouped(origin, t.first[claims], t.last[claims])
    first[shared[each.keys]], last[shared[each.keys]] = each.first, each.last
    return first, last
