"""The lines between the units of a grid, each once, and the rings that they make."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from tools.outlines.raster import LAND, SEA, SOUTH, STEP, WEST, Floats, Ints

#: How far a line may be moved when it is made simpler, in degrees.
TOLERANCE = 0.13
Corner = tuple[int, int]


@dataclass(frozen=True)
class Arc:
    """A line from one junction to the next: the units on its left and right, and its points."""

    left: int
    right: int
    points: Floats

    @property
    def kind(self) -> str:
        """``inner`` between two units, ``coast``, or ``frame`` where the drawing ends on land."""
        outside = {self.left, self.right}
        return "coast" if SEA in outside else "frame" if LAND in outside else "inner"


def arcs(squares: Ints) -> list[Arc]:
    """All lines of a grid. Rows run from the south."""
    steps = _steps(squares)
    junction = {corner for corner, ways in steps.items() if not _passes(ways)}
    found, done = [], set()
    starts = sorted(junction) + sorted(set(steps) - junction)
    for start in starts:
        for following, sides in sorted(steps[start].items()):
            if (start, following) in done:
                continue
            line, before, here = [start], start, following
            done.update({(start, following), (following, start)})
            while here not in junction and here != start:
                line.append(here)
                (onward,) = (n for n in steps[here] if n != before)
                done.update({(here, onward), (onward, here)})
                before, here = here, onward
            line.append(here)
            found.append(Arc(*sides, _degrees(simple(np.array(line, dtype=float)))))
    return found


def _steps(squares: Ints) -> dict[Corner, dict[Corner, tuple[int, int]]]:
    """From each corner of squares to the next along a line: the units on the left and right."""
    steps: dict[Corner, dict[Corner, tuple[int, int]]] = defaultdict(dict)

    def add(one: Corner, other: Corner, left: int, right: int) -> None:
        steps[one][other] = (left, right)
        steps[other][one] = (right, left)

    differ = (squares[:, 1:] != squares[:, :-1]) & ((squares[:, 1:] >= 0) | (squares[:, :-1] >= 0))
    for row, column in np.argwhere(differ).tolist():
        west, east = int(squares[row, column]), int(squares[row, column + 1])
        add((column + 1, row), (column + 1, row + 1), west, east)
    differ = (squares[1:] != squares[:-1]) & ((squares[1:] >= 0) | (squares[:-1] >= 0))
    for row, column in np.argwhere(differ).tolist():
        below, above = int(squares[row, column]), int(squares[row + 1, column])
        add((column, row + 1), (column + 1, row + 1), above, below)
    return steps


def _passes(ways: dict[Corner, tuple[int, int]]) -> bool:
    """Whether a line only passes here: two ways on, with the same units beside it."""
    sides = [frozenset(side) for side in ways.values()]
    return len(sides) == 2 and sides[0] == sides[1]


def simple(line: Floats) -> Floats:
    """Fewer points, none of those left out further than TOLERANCE from the line (Douglas and
    Peucker, 1973). A closed line is cut at its far point first."""
    if np.array_equal(line[0], line[-1]):
        far = int(((line - line[0]) ** 2).sum(axis=1).argmax())
        return np.concatenate([_simple(line[: far + 1])[:-1], _simple(line[far:])])
    return _simple(line)


def _simple(line: Floats) -> Floats:
    kept, open_ = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_:
        first, last = open_.pop()
        if last - first < 2:
            continue
        one, way = line[first], line[last] - line[first]
        between = line[first + 1 : last] - one
        length = float(np.hypot(*way))
        apart = (
            np.abs(way[0] * between[:, 1] - way[1] * between[:, 0]) / length
            if length
            else np.hypot(between[:, 0], between[:, 1])
        )
        at = int(apart.argmax())
        if apart[at] * STEP > TOLERANCE:
            middle = first + 1 + at
            kept.add(middle)
            open_ += [(first, middle), (middle, last)]
    found: Floats = line[sorted(kept)]
    return found


def _degrees(line: Floats) -> Floats:
    found: Floats = np.round(line * STEP + np.array([WEST, SOUTH]), 2)
    return found


def rings(unit: int, lines: list[Arc]) -> list[Floats]:
    """The rings of a unit, itself on the right: clockwise around it, the other way around holes."""
    ways = [arc.points for arc in lines if arc.right == unit]
    ways += [arc.points[::-1] for arc in lines if arc.left == unit]
    by_start: dict[tuple[float, ...], list[Floats]] = defaultdict(list)
    for way in ways:
        by_start[tuple(way[0])].append(way)
    found = []
    while any(by_start.values()):
        start = next(key for key, held in by_start.items() if held)
        ring, here = [by_start[start].pop()], start
        here = tuple(ring[0][-1])
        while here != start:
            ring.append(by_start[here].pop())
            here = tuple(ring[-1][-1])
        found.append(np.concatenate([part[:-1] for part in ring] + [ring[0][:1]]))
    return found


def area(ring: Floats) -> float:
    """Twice the signed area in square degrees: negative for a ring that runs clockwise."""
    x, y = ring[:, 0], ring[:, 1]
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())
