"""Which province each square of a grid lies in: that of the nearest county seat.

The outer frame is drawn by hand (``frames.tsv``). Counties come from the authority table of places,
with a few seats of regions that it does not cover (``seeds.tsv``); ``rules.tsv`` says which unit of
a year the counties of a present province belonged to, in a part of it where an area is given.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int16]

HERE = Path(__file__).parent
PLACES = HERE.parents[1] / "extractors" / "tables" / "places.tsv"
#: Side of a square, and the corner that the grid begins at, in degrees.
STEP, WEST, SOUTH = 0.1, 70.0, 16.0
COLUMNS, ROWS = 780, 420
#: Values of squares outside the frame.
LAND, SEA = -1, -2
#: Parts of a unit of fewer squares go to their neighbours.
LEAST = 40


def table(name: str | Path) -> Iterator[dict[str, str]]:
    """The rows of a table of this folder."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    yield from csv.DictReader(lines, delimiter="\t")


def points(text: str) -> Floats:
    """``120 30 121 31`` as pairs of degrees east and north."""
    return np.array(text.split(), dtype=float).reshape(-1, 2)


def inside(ring: Floats, where: Floats) -> NDArray[np.bool_]:
    """Whether each point lies in a ring, by counting crossings."""
    found = np.zeros(len(where), dtype=bool)
    x, y = where[:, 0], where[:, 1]
    for (x1, y1), (x2, y2) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if y1 != y2:
            crosses = (y1 > y) != (y2 > y)
            found ^= crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return found


@dataclass(frozen=True)
class Ring:
    """A ring of the frame; ``coast`` says of each point whether the line to the next is coast."""

    name: str
    points: Floats
    coast: NDArray[np.bool_]


def frame(year: str) -> list[Ring]:
    """The rings of a year."""
    rows = list(table("frames.tsv"))
    named = {row["year"]: row["points"] for row in rows if row["year"].startswith("=")}
    held: dict[str, tuple[list[Floats], list[bool]]] = {}
    for row in rows:
        if row["year"] == year:
            text = " ".join(named.get(word, word) for word in row["points"].split())
            parts, coast = held.setdefault(row["ring"], ([], []))
            part = points(text)
            parts.append(part)
            coast.extend([row["edge"] == "coast"] * len(part))
    return [Ring(k, np.concatenate(parts), np.array(c)) for k, (parts, c) in held.items()]


@dataclass(frozen=True)
class Seats:
    """County seats of a year: where they are, and the unit of each, by number."""

    where: Floats
    unit: Ints
    units: tuple[str, ...]


@cache
def _counties() -> tuple[tuple[str, float, float], ...]:
    """Counties and cities with coordinates: their province, degrees east and north."""
    found = []
    for row in table(PLACES):
        if row["lon"] and row["kind"] in ("county", "city"):
            parent = {"": "", "zhili": "hebei", "nanjing": "jiangsu", "suiyuan": "neimenggu"}.get(
                row["parent"], row["parent"]
            )
            found.append((parent, float(row["lon"]), float(row["lat"])))
    return tuple(found)


def seats(year: str) -> Seats:
    """The seats of a year with their units."""
    rules = [row for row in table("rules.tsv") if row["year"] == year]
    rows = [(parent, lon, lat, "") for parent, lon, lat in _counties()]
    for row in table("seeds.tsv"):
        at = (float(row["lon"]), float(row["lat"]))
        if row["years"] == "*":
            rows.append((row["unit"], *at, ""))
        elif year in row["years"].split("|"):
            rows.append(("", *at, row["unit"]))
    known = {row["parent"] for row in table("rules.tsv")} | {r["unit"] for r in table("units.tsv")}
    kept = [(p, lon, lat, unit) for p, lon, lat, unit in rows if unit or p in known]
    where = np.array([(lon, lat) for _, lon, lat, _ in kept])
    named = [unit or parent for parent, _, _, unit in kept]
    for rule in rules:
        area = inside(points(rule["area"]), where) if rule["area"] else None
        for number, (parent, _, _, unit) in enumerate(kept):
            if parent == rule["parent"] and not unit and (area is None or area[number]):
                named[number] = rule["unit"]
    units = tuple(dict.fromkeys(named))
    numbers = {unit: number for number, unit in enumerate(units)}
    return Seats(where, np.array([numbers[unit] for unit in named], dtype=np.int16), units)


def centres() -> Floats:
    """The middles of all squares, row by row from the south."""
    lon = WEST + STEP * (np.arange(COLUMNS) + 0.5)
    lat = SOUTH + STEP * (np.arange(ROWS) + 0.5)
    found: Floats = np.stack(np.meshgrid(lon, lat), axis=-1).reshape(-1, 2)
    return found


def grid(year: str) -> tuple[Ints, Seats]:
    """The unit of every square of a year, row by row from the south."""
    held, rings = seats(year), frame(year)
    where = centres()
    within = [inside(ring.points, where) for ring in rings]
    found = np.full(len(where), LAND, dtype=np.int16)
    beside = np.flatnonzero(_beside(np.logical_or.reduce(within)))
    found[beside[_by_sea(rings, where[beside])]] = SEA
    home = np.zeros(len(held.where), dtype=int)
    for number, ring in enumerate(rings):
        home[inside(ring.points, held.where)] = number
    for number, part in enumerate(within):
        squares = np.flatnonzero(part)
        chosen = np.flatnonzero(home == number)
        nearest = _nearest(held.where[chosen], where[squares])
        found[squares] = held.unit[chosen[nearest]]
    return _tidy(found.reshape(ROWS, COLUMNS)), held


def _beside(within: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Squares outside the frame that touch one inside."""
    squares = within.reshape(ROWS, COLUMNS)
    wide = np.pad(squares, 1)
    near = wide[2:, 1:-1] | wide[:-2, 1:-1] | wide[1:-1, 2:] | wide[1:-1, :-2]
    found: NDArray[np.bool_] = (near & ~squares).reshape(-1)
    return found


def _scaled(where: Floats) -> Floats:
    """Degrees as distances: those of longitude shortened as at 35 degrees north."""
    found: Floats = where * np.array([np.cos(np.radians(35.0)), 1.0])
    return found


def _nearest(seats: Floats, where: Floats) -> NDArray[Any]:
    near, found = _scaled(seats), np.empty(len(where), dtype=int)
    own = (near**2).sum(axis=1)
    for start in range(0, len(where), 4000):
        part = _scaled(where[start : start + 4000])
        found[start : start + 4000] = (own - 2 * part @ near.T).argmin(axis=1)
    return found


def _by_sea(rings: list[Ring], where: Floats) -> NDArray[np.bool_]:
    """Whether the line of the frame that is nearest to each point is coast."""
    least = np.full(len(where), np.inf)
    sea = np.zeros(len(where), dtype=bool)
    for ring in rings:
        following = np.roll(ring.points, -1, axis=0)
        for one, other, coast in zip(ring.points, following, ring.coast, strict=True):
            line = other - one
            along = np.clip(((where - one) @ line) / max(float(line @ line), 1e-9), 0, 1)
            apart = ((where - one - along[:, None] * line) ** 2).sum(axis=1)
            nearer = apart < least
            least[nearer], sea[nearer] = apart[nearer], bool(coast)
    return sea


def _tidy(squares: Ints) -> Ints:
    """Small parts of a unit that lie apart from its largest part go to what surrounds them."""
    for unit in np.unique(squares[squares >= 0]):
        parts = pieces(squares == unit)
        for part in sorted(parts, key=len)[:-1]:
            if len(part) < LEAST:
                for row, column in part:
                    squares[row, column] = LAND
                _fill(squares, part)
    return squares


def _fill(squares: Ints, part: list[tuple[int, int]]) -> None:
    left = list(part)
    while left:
        rest = []
        for row, column in left:
            near = [squares[row + a, column + b] for a, b in _SIDES]
            units = [int(n) for n in near if n >= 0]
            if units:
                squares[row, column] = max(units, key=units.count)
            else:
                rest.append((row, column))
        if len(rest) == len(left):
            return
        left = rest


_SIDES = ((0, 1), (1, 0), (0, -1), (-1, 0))


def pieces(mask: NDArray[np.bool_]) -> list[list[tuple[int, int]]]:
    """The connected parts of a mask."""
    left = {(int(r), int(c)) for r, c in np.argwhere(mask)}
    found = []
    while left:
        open_, part = [left.pop()], []
        while open_:
            row, column = open_.pop()
            part.append((row, column))
            for a, b in _SIDES:
                near = (row + a, column + b)
                if near in left:
                    left.remove(near)
                    open_.append(near)
        found.append(part)
    return found
