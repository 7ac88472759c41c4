"""The timeline of an entity as an ECharts option: lanes of dated neighbours over bars of
records a year.

Colours are not in the option: series stand in the order of the theme's categorical colours
(person, organization,
place, event, record), so that the chart follows the theme in the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from explorer_app.texts import say
from explorer_app.views.names import label_name, node_name
from loaders.stores.results import Network

#: From the bottom lane to the top one.
LANES = ("Person", "Organization", "Event")
#: Order of the theme's categorical colours; labels without a lane hold their place with no data.
_PALETTE = ("Person", "Organization", "Place", "Event")
HEIGHT = 348
#: Width of the plot, in pixels, that labels are thinned for.
PLOT_WIDTH = 1150
_LEFT, _RIGHT = 74, 30
_LETTER, _GAP = 12.5, 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A dated neighbour: year of its first claim, name, weight; ``place``: where its name is
    written, or ``""``."""

    label: str
    year: int
    name: str
    weight: int
    place: str = "right"


def marks_of(network: Network, language: str) -> list[Mark]:
    """The neighbours of the lanes with the first year of their link with the focus."""
    first: dict[str, str] = {}
    weights: dict[str, int] = {}
    for link in network.links:
        if network.focus not in (link.source, link.target) or link.first < "0002":
            continue
        other = link.target if link.source == network.focus else link.source
        first[other] = min(first.get(other, link.first), link.first)
        weights[other] = weights.get(other, 0) + link.weight
    return [
        Mark(node.label, int(first[node.id][:4]), node_name(node, language), weights[node.id])
        for node in network.nodes
        if node.id in first and node.label in LANES
    ]


def timeline_option(
    years: Mapping[int, int], marks: Iterable[Mark], language: str
) -> dict[str, Any] | None:
    """The chart, or None when nothing is dated. Neighbours dated outside the records' years are
    left out."""
    if not years:
        return None
    low, high = min(years), max(years)
    if high - low < 9:
        low, high = low - 1, max(high + 1, low + 9)
    axis = [str(year) for year in range(low, high + 1)]
    kept = thin(together(m for m in marks if low <= m.year <= high), low, high)
    lanes = [label for label in LANES if any(mark.label == label for mark in kept)]
    top = 8
    lane_height = 52 * len(lanes)
    series: list[dict[str, Any]] = [_lane(label, kept, language) for label in _PALETTE]
    series.append(_bars(years, axis, language))
    return {
        "animation": False,
        "grid": [
            {"left": _LEFT, "right": _RIGHT, "top": top, "height": max(lane_height, 1)},
            {
                "left": _LEFT,
                "right": _RIGHT,
                "top": top + lane_height + 12,
                "height": HEIGHT - lane_height - top - 70,
            },
        ],
        "xAxis": [_axis(axis, 0, visible=False), _axis(axis, 1, visible=True)],
        "yAxis": [_lane_axis(lanes, language), _count_axis(language)],
        "tooltip": {"trigger": "item", "confine": True},
        "dataZoom": _zoom(),
        "series": series,
    }


def height_of(option: Mapping[str, Any]) -> int:
    """The height in pixels that suits the number of lanes."""
    return HEIGHT if option["grid"][0]["height"] > 1 else HEIGHT - 110


def together(marks: Iterable[Mark]) -> list[Mark]:
    """One mark a lane and year: the heaviest gives the name, and how many more there are is
    added."""
    found: dict[tuple[str, int], list[Mark]] = {}
    for mark in marks:
        found.setdefault((mark.label, mark.year), []).append(mark)
    merged = []
    for (label, year), same in found.items():
        same.sort(key=lambda m: (-m.weight, m.name))
        more = f" +{len(same) - 1}" if len(same) > 1 else ""
        weight = sum(mark.weight for mark in same)
        merged.append(Mark(label, year, same[0].name + more, weight))
    return sorted(merged, key=lambda m: (LANES.index(m.label), m.year))


def thin(marks: Sequence[Mark], low: int, high: int) -> list[Mark]:
    """Write the names that have room, heaviest first: right of the dot, above or below it.

    No name lies over another name or another dot of its lane; the rest are read by pointing.
    """
    step = PLOT_WIDTH / max(high - low + 1, 1)
    taken: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for mark in marks:
        at = (mark.year - low + 0.5) * step
        taken.setdefault((mark.label, "right"), []).append((at - 7, at + 7))
    places: dict[int, str] = {}
    for i in sorted(range(len(marks)), key=lambda i: (-marks[i].weight, marks[i].year)):
        mark = marks[i]
        for place, begin, end in _boxes(mark, (mark.year - low + 0.5) * step):
            row = taken.setdefault((mark.label, place), [])
            inside = begin > -_LEFT / 2 and end < PLOT_WIDTH + _RIGHT
            if inside and all(end < a or b < begin for a, b in row):
                row.append((begin, end))
                places[i] = place
                break
    return [replace(mark, place=places.get(i, "")) for i, mark in enumerate(marks)]


def _boxes(mark: Mark, at: float) -> list[tuple[str, float, float]]:
    """Where a name may stand, best first: place, and its left and right end in pixels."""
    width = _width(mark.name)
    around = (at - width / 2 - _GAP, at + width / 2 + _GAP)
    return [("right", at + 8, at + 14 + width + _GAP), ("top", *around), ("bottom", *around)]


def _width(name: str) -> float:
    return sum(_LETTER if ord(letter) > 0x2E80 else _LETTER * 0.56 for letter in name)


def _lane(label: str, marks: Sequence[Mark], language: str) -> dict[str, Any]:
    lane = label_name(label, language)
    return {
        "type": "scatter",
        "name": lane,
        "symbolSize": 10,
        "itemStyle": {"opacity": 0.95},
        "label": {
            "show": True,
            "position": "right",
            "distance": 4,
            "formatter": "{@[2]}",
            "color": "inherit",
            "fontSize": 12,
        },
        "encode": {"x": 0, "y": 1, "tooltip": [0]},
        "tooltip": {"formatter": "{@[0]}　{@[2]}"},
        "data": [_dot(mark, lane) for mark in marks if mark.label == label],
    }


def _dot(mark: Mark, lane: str) -> dict[str, Any]:
    where = {"position": mark.place} if mark.place else {"show": False}
    return {"value": [str(mark.year), lane, mark.name], "label": where}


def _bars(years: Mapping[int, int], axis: Sequence[str], language: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": say("records", language),
        "xAxisIndex": 1,
        "yAxisIndex": 1,
        "barMaxWidth": 11,
        "barMinHeight": 2,
        "itemStyle": {"borderRadius": [2, 2, 0, 0]},
        "data": [years.get(int(year)) for year in axis],
    }


def _axis(axis: Sequence[str], index: int, *, visible: bool) -> dict[str, Any]:
    hidden = {"axisLine": {"show": False}, "axisTick": {"show": False}}
    return {
        "type": "category",
        "gridIndex": index,
        "data": list(axis),
        "axisLabel": {"show": visible, "hideOverlap": True, "fontSize": 12},
        "splitLine": {"show": False},
        "boundaryGap": True,
        **hidden,
    }


def _lane_axis(lanes: Sequence[str], language: str) -> dict[str, Any]:
    return {
        "type": "category",
        "gridIndex": 0,
        "data": [label_name(label, language) for label in lanes],
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "axisLabel": {"fontSize": 12.5},
        "splitLine": {"show": True, "lineStyle": {"type": "dashed", "opacity": 0.5}},
    }


def _count_axis(language: str) -> dict[str, Any]:
    return {
        "type": "value",
        "gridIndex": 1,
        "name": say("records", language),
        "nameLocation": "middle",
        "nameRotate": 0,
        "nameGap": 30,
        "minInterval": 1,
        "splitNumber": 2,
        "axisLabel": {"show": False},
        "splitLine": {"show": False},
    }


def _zoom() -> list[dict[str, Any]]:
    return [
        {
            "type": "slider",
            "xAxisIndex": [0, 1],
            "height": 14,
            "bottom": 8,
            "left": _LEFT,
            "right": _RIGHT,
            "showDetail": False,
            "brushSelect": False,
            "filterMode": "filter",
        }
    ]


def year_bars(years: Mapping[int, int], language: str) -> dict[str, Any] | None:
    """Records by year for the front page, or None when nothing is dated."""
    if not years:
        return None
    axis = [str(year) for year in range(min(years), max(years) + 1)]
    empty = [{"type": "scatter", "data": []} for _ in _PALETTE]
    bars = {**_bars(years, axis, language), "xAxisIndex": 0, "yAxisIndex": 0}
    return {
        "animation": False,
        "grid": {"left": 8, "right": 8, "top": 10, "bottom": 26},
        "xAxis": _axis(axis, 0, visible=True),
        "yAxis": {**_count_axis(language), "gridIndex": 0, "name": "", "show": False},
        "tooltip": {"trigger": "item", "formatter": "{b}　{c}"},
        "series": [*empty, bars],
    }


def selection_bars(years: Mapping[int, int], language: str) -> dict[str, Any] | None:
    """Records by year with a zoom and a picture to save, or None when nothing is dated."""
    option = year_bars(years, language)
    if option is None:
        return None
    return {
        **option,
        "grid": {"left": 44, "right": 20, "top": 30, "bottom": 58},
        "yAxis": {**option["yAxis"], "show": True, "axisLabel": {"show": True}, "splitNumber": 3},
        "dataZoom": [{**_zoom()[0], "xAxisIndex": 0, "left": 44, "right": 20}],
        "toolbox": {"feature": {"saveAsImage": {"title": say("save_picture", language)}}},
    }


def decades(years: Mapping[int, int], most: int) -> list[tuple[int, int]]:
    """First years of the decades that have records, and their records; of more than ``most`` those
    with most records, in order of time."""
    counts: dict[int, int] = {}
    for year, count in years.items():
        counts[year // 10 * 10] = counts.get(year // 10 * 10, 0) + count
    kept = sorted(counts, key=lambda begin: (-counts[begin], begin))[:most]
    return [(begin, counts[begin]) for begin in sorted(kept)]
