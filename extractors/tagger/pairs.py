"""A map from pairs of small whole numbers to rows, looked up for whole arrays at once.

Each left number has its row of right numbers shifted so far that no two rows share a cell; the cell
remembers whose it is (a double array). Looking up is two table reads and a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int32]
_LOOKED_AT_ONCE = 256


class Pairs:
    """(left, right) → row, from 1; 0 where the pair is not known."""

    def __init__(self, shift: Ints, owner: Ints, row: Ints) -> None:
        self._shift, self._owner, self._row = shift, owner, row

    @classmethod
    def of(cls, rows: Mapping[tuple[int, int], int], lefts: int, rights: int) -> Self:
        """Built from a mapping; left numbers are below ``lefts``, right ones below ``rights``."""
        by_left: dict[int, list[int]] = {}
        for left, right in sorted(rows):
            by_left.setdefault(left, []).append(right)
        shift = np.zeros(lefts, np.int32)
        free = np.ones((len(by_left) + 1) * rights + _LOOKED_AT_ONCE, np.bool_)
        for left, listed in sorted(by_left.items(), key=lambda item: (-len(item[1]), item[0])):
            cells_wanted = np.array(listed)
            shift[left] = at = _first_fit(free, cells_wanted)
            free[cells_wanted + at] = False
        cells = int(shift.max(initial=0)) + rights
        owner, row = np.full(cells, -1, np.int32), np.zeros(cells, np.int32)
        for (left, right), number in rows.items():
            owner[shift[left] + right] = left
            row[shift[left] + right] = number
        return cls(shift, owner, row)

    def rows(self, left: npt.NDArray[Any], right: npt.NDArray[Any]) -> Ints:
        """The row of each pair."""
        cell = self._shift.take(left)
        cell += right
        found: Ints = self._row.take(cell)
        found *= self._owner.take(cell) == left
        return found

    def arrays(self) -> Iterable[tuple[str, Ints]]:
        """What ``__init__`` takes, by name."""
        return (("shift", self._shift), ("owner", self._owner), ("row", self._row))


def _first_fit(free: npt.NDArray[np.bool_], cells: npt.NDArray[Any]) -> int:
    """The least shift that puts all cells on free ones."""
    at = 0
    while True:
        shifts = np.arange(at, at + _LOOKED_AT_ONCE)
        fits = free[shifts[:, None] + cells].all(axis=1)
        if fits.any():
            return at + int(fits.argmax())
        at += _LOOKED_AT_ONCE
