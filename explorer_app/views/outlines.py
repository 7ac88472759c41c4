"""Schematic outlines of provinces for maps, of the years that ``assets/outlines`` has.

They are drawn by ``python -m tools.outlines.draw`` from the county seats of the authority table: a
line between two provinces runs midway between their nearest seats. Only such lines and the coast
are shown; where a drawing ends on land nothing is said about where that limit ran.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

#: The outlines by name, and the last year that each is the nearest of.
LAST = {"1820": 1865, "1911": 1923, "1936": 1949, "modern": 9999}
NONE = "none"
CHOICES = (*LAST, NONE)
_LINE = "#8A8072"
_STYLES = {
    "inner": {"color": _LINE, "opacity": 0.6, "width": 1},
    "coast": {"color": _LINE, "opacity": 0.9, "width": 1.2},
}


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines by kind (``inner``, ``coast``), and where each province's name stands."""

    lines: Mapping[str, list[list[list[float]]]]
    names: tuple[tuple[str, str, float, float], ...]


@cache
def outline(year: str) -> Outline:
    """The outline of a year; raises KeyError for one that is not drawn."""
    if year not in LAST:
        raise KeyError(year)
    path = resources.files("explorer_app").joinpath(f"assets/outlines/{year}.geojson")
    features = json.loads(path.read_text("utf-8"))["features"]
    lines, names = {}, []
    for feature in features:
        told = feature["properties"]
        if "line" in told:
            lines[told["line"]] = feature["geometry"]["coordinates"]
        else:
            names.append((told["zh"], told["en"], *told["label"]))
    return Outline(lines, tuple(names))


def nearest(years: Mapping[int, int]) -> str:
    """The outline nearest to the middle one of the records, whose number a year is given; the
    modern one where no record is dated."""
    half, below = sum(years.values()) / 2, 0
    for year, count in sorted(years.items()):
        below += count
        if below >= half:
            return next(name for name, last in LAST.items() if year <= last)
    return "modern"


def outline_series(year: str, language: str, taken: Collection[str]) -> list[dict[str, Any]]:
    """The series of a chart that draw an outline: its lines, and the names of the provinces but
    those that are ``taken``: written at a dot."""
    held = outline(year)
    series: list[dict[str, Any]] = [
        {
            "type": "lines",
            "coordinateSystem": "cartesian2d",
            "polyline": True,
            "silent": True,
            "z": 0,
            "lineStyle": _STYLES[kind],
            "tooltip": {"show": False},
            "data": [{"coords": line} for line in lines],
        }
        for kind, lines in held.lines.items()
    ]
    label = {"show": True, "formatter": "{@[2]}", "fontSize": 12, "color": _LINE, "opacity": 0.9}
    number = 0 if language == "zh" else 1
    series.append(
        {
            "type": "scatter",
            "symbolSize": 0.1,
            "silent": True,
            "z": 1,
            "label": label,
            "labelLayout": {"hideOverlap": True},
            "encode": {"x": 0, "y": 1},
            "data": [
                {"value": [name[2], name[3], name[number]]}
                for name in held.names
                if name[number] not in taken
            ],
        }
    )
    return series
