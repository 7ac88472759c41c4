"""The columns themselves: what the graph says, as arrays. A node's position is its number.

Days are numbers that sort like ISO days (``1936-09-18`` is 19360918); 0 is an unknown day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph_model.schema import load_schema

#: Numbers of nodes, claims, days or rows; and one truth for each node or claim.
Ints = NDArray[Any]
Flags = NDArray[Any]

#: Nodes come in the order of their ids; ``term`` numbers a text of ``terms`` (see ``NODE_TERM``).
NODE_ROW = np.dtype(
    [
        ("no", "<i4"),
        ("label", "i1"),
        ("access", "i1"),
        ("earliest", "<i4"),
        ("latest", "<i4"),
        ("term", "<i4"),
    ]
)
CLAIM_ROW = np.dtype(
    [
        ("src", "<i4"),
        ("dst", "<i4"),
        ("source", "<i4"),
        ("type", "i1"),
        ("access", "i1"),
        ("rejected", "?"),
        ("earliest", "<i4"),
        ("latest", "<i4"),
    ]
)
#: The property that ``term`` holds: a record's documentary form, a set's level, else the kind.
NODE_TERM = {"Record": "genre", "RecordSet": "level"}
#: ``access`` of a node that has no level of its own.
NO_LEVEL = -1


def label_numbers() -> dict[str, int]:
    """Numbers of the labels, in the schema's order."""
    return {label: number for number, label in enumerate(load_schema().nodes)}


def type_numbers() -> dict[str, int]:
    """Numbers of the relationships, in the schema's order."""
    return {type: number for number, type in enumerate(sorted(load_schema().edges))}


def numbering() -> list[str]:
    """All that is numbered by the schema, in order. Columns that were kept under another schema
    say other things than they did, and are not to be read."""
    return [*label_numbers(), *type_numbers()]


def day_number(day: str) -> int:
    """``1936-09-18`` as 19360918, ``""`` as 0."""
    return int(day.replace("-", "")) if day else 0


def day_text(number: int) -> str:
    """19360918 as ``1936-09-18``, 0 as ``""``."""
    text = f"{number:08d}"
    return f"{text[:-4]}-{text[-4:-2]}-{text[-2:]}" if number else ""


def distinct(keys: Ints) -> Ints:
    """The keys in order, each once. By sorting: ``numpy.unique`` hashes, which takes seconds
    where sorting takes tenths of one."""
    ordered = np.sort(keys)
    return ordered[firsts(ordered)]


def firsts(ordered: Ints) -> Ints:
    """Positions at which a new key begins among keys that are in order."""
    if not len(ordered):
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])


def common(keys: Ints, others: Ints) -> Ints:
    """The keys that are among the others too, in order, each once."""
    both = np.sort(np.concatenate([distinct(keys), distinct(others)]))
    found: Ints = both[:-1][both[1:] == both[:-1]]
    return found


def counted(keys: Ints) -> tuple[Ints, Ints]:
    """As ``distinct``, and how often each key is there."""
    ordered = np.sort(keys)
    starts = firsts(ordered)
    return ordered[starts], np.diff(np.r_[starts, len(ordered)])


def by_own(own: Ints) -> Ints:
    """The position of each number; -1 for the numbers between them."""
    found = np.full(int(own.max()) + 1 if len(own) else 0, -1, dtype=np.int32)
    found[own] = np.arange(len(own), dtype=np.int32)
    return found


@dataclass(frozen=True)
class Group:
    """Row numbers grouped by a key: those of key k are ``order[offsets[k]:offsets[k + 1]]``, or
    the numbers themselves where the rows are in the order of their keys (``order`` is None)."""

    order: Ints | None
    offsets: Ints

    def rows(self, keys: Ints | Sequence[int]) -> Ints:
        """The rows of all the keys, key after key."""
        found = np.asarray(keys, dtype=np.int64)
        starts = self.offsets[found]
        rows = ranges(starts, self.offsets[found + 1] - starts)
        return rows if self.order is None else self.order[rows]

    def one(self, key: int) -> Ints:
        """The rows of one key."""
        start, stop = int(self.offsets[key]), int(self.offsets[key + 1])
        if self.order is None:
            return np.arange(start, stop, dtype=np.int32)
        return self.order[start:stop]


def group(keys: Ints, size: int) -> Group:
    """Group row numbers by ``keys``, each below ``size``; rows keep their order in a group."""
    offsets = np.zeros(size + 1, dtype=np.int32)
    np.cumsum(np.bincount(keys, minlength=size), out=offsets[1:])
    if len(keys) < 2 or bool((keys[1:] >= keys[:-1]).all()):
        return Group(None, offsets)
    return Group(np.argsort(keys, kind="stable").astype(np.int32), offsets)


def ranges(starts: Ints, counts: Ints) -> Ints:
    """The numbers of all ranges, one after the other: ``counts`` numbers from ``starts`` on."""
    ends = np.cumsum(counts, dtype=np.int32)
    total = int(ends[-1]) if len(ends) else 0
    found: Ints = np.arange(total, dtype=np.int32)
    found += np.repeat((starts - (ends - counts)).astype(np.int32), counts)
    return found


@dataclass(frozen=True)
class Table:
    """All nodes and claims of one state of the graph; ``terms[0]`` is the empty text. ``ids`` are
    held only for a store that does not know these numbers, and ``own`` are then the numbers that
    the store itself has for the nodes.
    """

    version: str
    label: Ints
    access: Ints
    earliest: Ints
    latest: Ints
    term: Ints
    rank: Ints
    src: Ints
    dst: Ints
    source: Ints
    type: Ints
    claim_access: Ints
    rejected: Flags
    first: Ints
    last: Ints
    terms: tuple[str, ...]
    ids: tuple[str, ...] = ()
    own: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Numbers by id, where ``ids`` are held."""
        return {id: no for no, id in enumerate(self.ids)}

    @cached_property
    def by_own(self) -> Ints:
        """The number of a node by the store's own number for it; -1 for none."""
        return by_own(self.own)

    @property
    def size(self) -> int:
        """One more than the greatest node number."""
        return len(self.label)

    @cached_property
    def by_date(self) -> Ints:
        """All nodes by their earliest day, undated last, then by id."""
        first = self.earliest.astype(np.int64)
        first[first == 0] = 1 << 40
        return np.lexsort((self.rank, first)).astype(np.int32)

    @cached_property
    def place(self) -> Ints:
        """The position of each node in ``by_date``."""
        found = np.empty(self.size, dtype=np.int32)
        found[self.by_date] = np.arange(self.size, dtype=np.int32)
        return found

    @cached_property
    def by_src(self) -> Group:
        """Claims by subject."""
        return group(self.src, self.size)

    @cached_property
    def by_dst(self) -> Group:
        """Claims by object."""
        return group(self.dst, self.size)


def table_of(
    version: str,
    nodes: Iterable[NDArray[np.void]],
    claims: Iterable[NDArray[np.void]],
    terms: Sequence[str],
    ids: Sequence[str] = (),
) -> Table:
    """The table of rows that come in parts: nodes in the order of their ids, claims in any; they
    are held in the order of their subjects, which is then known without saying."""
    rows = _columns(nodes, NODE_ROW)
    where = rows.pop("no")
    size = int(where.max()) + 1 if len(where) else 1
    columns: dict[str, Ints] = {}
    for name, empty in (
        ("label", -1), ("access", NO_LEVEL), ("earliest", 0), ("latest", 0), ("term", 0),
    ):  # fmt: skip
        columns[name] = np.full(size, empty, dtype=rows[name].dtype)
        columns[name][where] = rows.pop(name)
    rank = np.zeros(size, dtype=np.int32)
    rank[where] = np.arange(len(where), dtype=np.int32)
    said = _columns(claims, CLAIM_ROW)
    order = np.argsort(said["src"], kind="stable").astype(np.int32)
    for name in said:
        said[name] = said[name][order]
    return Table(
        version=version,
        rank=rank,
        claim_access=said.pop("access"),
        first=said.pop("earliest"),
        last=said.pop("latest"),
        terms=tuple(terms),
        ids=tuple(ids),
        **columns,
        **said,
    )


def _columns(parts: Iterable[NDArray[np.void]], dtype: np.dtype[np.void]) -> dict[str, Ints]:
    """Rows that come in parts as columns; a part is let go before the next one comes."""
    names = dtype.names or ()
    held: dict[str, list[Ints]] = {name: [] for name in names}
    for part in parts:
        for name in names:
            held[name].append(np.ascontiguousarray(part[name]))
    empty = np.empty(0, dtype=dtype)
    return {name: np.concatenate([empty[name], *held.pop(name)]) for name in names}
