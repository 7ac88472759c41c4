"""The spirits in lanes by period, and the links between them that are computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from explorer_app.views.theme_index import ThemeIndex
from extractors.themes import Theme
from loaders.themes import formation_days

FIRST, LAST = 1917, 2023
_KINDS = ("persons", "organizations", "events", "places")


@dataclass(frozen=True, slots=True)
class Bar:
    """A spirit in its lane: ``left`` and ``width`` in percent of the axis."""

    theme: Theme
    left: float
    width: float
    records: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What two spirits have in common."""

    first: Theme
    second: Theme
    entries: tuple[str, ...]
    records: int


def lanes(themes: Iterable[Theme], index: ThemeIndex) -> dict[str, list[Bar]]:
    """Period → bars in the announced order."""
    found: dict[str, list[Bar]] = {}
    for theme in themes:
        found.setdefault(theme.period, []).append(_bar(theme, index))
    return found


def _bar(theme: Theme, index: ThemeIndex) -> Bar:
    first, last = formation_days(theme)
    left = _position(first, 0.0)
    width = max(_position(last, 100.0) - left, 0.6)
    return Bar(theme, left, width, index.firm(theme.id))


def _position(day: str, open_end: float) -> float:
    if not day or day.startswith("9999"):
        return open_end
    year = int(day[:4]) + (int(day[5:7]) - 1) / 12
    return min(max((year - FIRST) / (LAST - FIRST) * 100, 0.0), 100.0)


def ticks() -> list[tuple[int, float]]:
    """Decades of the axis with their places in percent."""
    return [(year, _position(f"{year}-01-01", 0.0)) for year in range(1920, 2021, 10)]


def shared(themes: Iterable[Theme], index: ThemeIndex, *, focus: str = "") -> list[Shared]:
    """Pairs with shared entries or records, most shared first; with ``focus``, its pairs only."""
    listed = list(themes)
    entries = {
        t.id: {link.value for kind in _KINDS for link in t.links.get(kind, ())} for t in listed
    }
    found = []
    for first, second in combinations(listed, 2):
        if focus and focus not in (first.id, second.id):
            continue
        common = tuple(sorted(entries[first.id] & entries[second.id]))
        pair = (first.id, second.id)
        records = index.both[min(pair), max(pair)]
        if common or records:
            found.append(Shared(first, second, common, records))
    return sorted(found, key=lambda s: (-len(s.entries) - s.records, s.first.order, s.second.order))
