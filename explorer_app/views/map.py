"""Places as an ECharts option: dots on a graticule, with provinces and towns to find one's way.

Equirectangular: a degree of longitude is drawn as long as it is at the middle latitude.
Coordinates are those of the authority table. Provinces are drawn schematically (``outlines``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from explorer_app.texts import say
from explorer_app.views.names import node_name
from explorer_app.views.outlines import NONE, outline_series
from extractors.authority import load_authority
from graph_model.node import Node

#: Towns whose names help to find one's way, where the authority table has their coordinates.
TOWNS = (
    "北京", "上海", "天津", "南京", "武汉", "广州", "重庆", "成都", "昆明", "西安", "兰州", "沈阳",
    "哈尔滨", "长沙", "福州", "杭州", "济南", "太原", "贵阳", "南宁", "拉萨", "迪化", "台北",
    "香港", "延安",
)  # fmt: skip
#: Names that are written beside their dots: of the places with most records.
WRITTEN = 28
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 18, 14, 30
_LEAST_SPAN = 6.0
#: Share of the records at each end that may lie outside the first view, and its margin in degrees.
_TAIL, _NEAR = 0.03, 4.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place: name, degrees east and north, and its records."""

    name: str
    lon: float
    lat: float
    count: int


def coordinates(node: Node) -> tuple[float, float] | None:
    """Degrees east and north of a place, or None."""
    try:
        lon, lat = float(node.properties["lon"]), float(node.properties["lat"])
    except (KeyError, TypeError, ValueError):
        return None
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def points_of(places: Iterable[tuple[Node, int]], language: str) -> list[Point]:
    """The places that have coordinates, most records first."""
    found = []
    for node, count in places:
        at = coordinates(node)
        if at is not None:
            found.append(Point(node_name(node, language), *at, count))
    return sorted(found, key=lambda p: (-p.count, p.name))


@cache
def towns(language: str) -> tuple[Point, ...]:
    """The towns to find one's way by, from the authority table."""
    authority = load_authority()
    found = []
    for name in TOWNS:
        entry = authority.entries.get(authority.find(name, "PLACE"))
        if entry and entry.fields.get("lon") and entry.fields.get("lat"):
            shown = entry.fields.get("name_en", name) if language == "en" else name
            place = (float(entry.fields["lon"]), float(entry.fields["lat"]))
            found.append(Point(shown or name, *place, 0))
    return tuple(found)


def bounds(points: Sequence[Point], width: int, height: int) -> tuple[float, float, float, float]:
    """West, east, south and north of a view that holds all points in a plot of the given pixels,
    a degree of longitude shortened by the cosine of the middle latitude."""
    west, east = min(p.lon for p in points), max(p.lon for p in points)
    south, north = min(p.lat for p in points), max(p.lat for p in points)
    middle = (south + north) / 2
    shrink = max(math.cos(math.radians(middle)), 0.2)
    wide = max(east - west, _LEAST_SPAN) * 1.14
    tall = max(north - south, _LEAST_SPAN * 0.7) * 1.14
    if wide * shrink / width > tall / height:
        tall = wide * shrink / width * height
    else:
        wide = tall / height * width / shrink
    across, up = (west + east) / 2, middle
    return across - wide / 2, across + wide / 2, up - tall / 2, up + tall / 2


def map_option(
    points: Sequence[Point], language: str, *, width: int, height: int, outline: str = NONE
) -> dict[str, Any]:
    """The chart, with the outline of a year. Series stand in the order of the theme's colours: the
    third is that of places, the fifth a quiet grey."""
    plot = (width - _LEFT - _RIGHT, height - _TOP - _BOTTOM)
    west, east, south, north = bounds(most_of(points), *plot)
    steps = (_step(east - west), _step(north - south))
    whole = (
        min(p.lon for p in points),
        max(p.lon for p in points),
        min(p.lat for p in points),
        max(p.lat for p in points),
    )
    taken = {(round(p.lon, 1), round(p.lat, 1)) for p in points}
    quiet = [
        t
        for t in towns(language)
        if west < t.lon < east
        and south < t.lat < north
        and (round(t.lon, 1), round(t.lat, 1)) not in taken
    ]
    most = max(p.count for p in points)
    written = {p.name for p in points[:WRITTEN]}
    empty: dict[str, Any] = {"type": "scatter", "data": []}
    return {
        "animation": False,
        "grid": {"left": _LEFT, "right": _RIGHT, "top": _TOP, "bottom": _BOTTOM},
        "xAxis": _axis(min(west, whole[0]), max(east, whole[1]), steps[0], "E"),
        "yAxis": _axis(min(south, whole[2]), max(north, whole[3]), steps[1], "N"),
        "dataZoom": [
            _window("xAxisIndex", west, east, steps[0]),
            _window("yAxisIndex", south, north, steps[1]),
        ],
        "tooltip": {"trigger": "item", "confine": True},
        "toolbox": {"feature": {"saveAsImage": {"title": say("save_picture", language)}}},
        "series": [
            empty,
            empty,
            _places(points, most, language),
            empty,
            _towns(quiet),
            *(outline_series(outline, language, written) if outline != NONE else ()),
        ],
    }


def most_of(points: Sequence[Point]) -> list[Point]:
    """The points that the first view shows: all, without those far from the places of nearly all
    records, which are found by zooming out."""
    total = sum(p.count for p in points)
    kept = list(points)
    for axis in ("lon", "lat"):
        ordered = sorted(points, key=lambda p: float(getattr(p, axis)))
        below, inner = 0, []
        for point in ordered:
            if total * _TAIL <= below + point.count and below <= total * (1 - _TAIL):
                inner.append(point)
            below += point.count
        low = min(float(getattr(p, axis)) for p in inner) - _NEAR
        high = max(float(getattr(p, axis)) for p in inner) + _NEAR
        kept = [p for p in kept if low <= float(getattr(p, axis)) <= high]
    return kept or list(points)


def _step(span: float) -> int:
    return next((s for s in (1, 2, 5, 10, 20, 30) if span / s <= 9), 60)


def _window(axis: str, low: float, high: float, step: int) -> dict[str, Any]:
    """The part that is shown at first; the wheel zooms, dragging moves."""
    return {
        "type": "inside",
        axis: 0,
        "startValue": math.floor(low / step) * step,
        "endValue": math.ceil(high / step) * step,
        "filterMode": "none",
    }


def _axis(low: float, high: float, step: int, side: str) -> dict[str, Any]:
    return {
        "type": "value",
        "min": math.floor(low / step) * step,
        "max": math.ceil(high / step) * step,
        "interval": step,
        "axisLabel": {"formatter": "{value}°" + side, "hideOverlap": True},
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "splitLine": {"show": True, "lineStyle": {"type": "dashed", "opacity": 0.45}},
    }


def _places(points: Sequence[Point], most: int, language: str) -> dict[str, Any]:
    data = []
    for number, point in enumerate(points):
        size = 7 + 31 * math.sqrt(point.count / most)
        data.append(
            {
                "value": [point.lon, point.lat, point.count, point.name],
                "symbolSize": round(size, 1),
                "label": {"show": number < WRITTEN},
            }
        )
    return {
        "type": "scatter",
        "name": say("places", language),
        "itemStyle": {"opacity": 0.72},
        "label": {"position": "right", "formatter": "{@[3]}", "fontSize": 12.5, "color": "inherit"},
        "labelLayout": {"hideOverlap": True},
        "encode": {"x": 0, "y": 1, "tooltip": [2]},
        "tooltip": {"formatter": "{@[3]}　{@[2]}"},
        "data": data,
    }


def _towns(points: Sequence[Point]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "symbolSize": 4,
        "silent": True,
        "itemStyle": {"opacity": 0.55},
        "label": {
            "show": True,
            "position": "bottom",
            "formatter": "{@[2]}",
            "fontSize": 11,
            "color": "inherit",
            "opacity": 0.75,
        },
        "labelLayout": {"hideOverlap": True},
        "encode": {"x": 0, "y": 1},
        "data": [{"value": [p.lon, p.lat, p.name]} for p in points],
    }
