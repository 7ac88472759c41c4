"""The timeline: what stands in it, and that no name lies over another."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

from explorer_app.views.timeline import (
    LANES,
    Mark,
    _boxes,
    marks_of,
    thin,
    timeline_option,
    together,
    year_bars,
)
from tests.explorer_app.views.graph import EVENT, MAO, OPEN, make_store


def test_marks_are_the_dated_neighbours(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    marks = marks_of(store.ego_network(MAO.id, OPEN), "zh")
    assert {(m.label, m.year, m.name) for m in marks} == {
        ("Person", 1936, "宋庆龄"),
        ("Event", 1936, EVENT.name),
    }
    store.close()


def test_without_dates_there_is_no_chart() -> None:
    assert timeline_option({}, [], "zh") is None
    assert year_bars({}, "zh") is None


def test_the_option_is_json_with_lanes_bars_and_one_slider() -> None:
    marks = [Mark("Person", 1936, "宋庆龄", 2), Mark("Event", 1950, "早已过去", 1)]
    option = timeline_option({1930: 2, 1937: 1}, marks, "en")
    assert option is not None
    json.dumps(option)
    axis = option["xAxis"][0]["data"]
    assert all(isinstance(year, str) for year in axis)
    assert len(axis) >= 10
    assert option["yAxis"][0]["data"] == ["Person"]
    assert [len(s["data"]) for s in option["series"][:4]] == [1, 0, 0, 0]
    bars = dict(zip(axis, option["series"][4]["data"], strict=True))
    assert (bars["1930"], bars["1931"], bars["1937"]) == (2, None, 1)
    assert [zoom["type"] for zoom in option["dataZoom"]] == ["slider"]


def test_one_dot_a_lane_and_year() -> None:
    same = [
        Mark("Person", 1936, name, weight) for name, weight in (("甲", 1), ("乙", 3), ("丙", 2))
    ]
    (mark,) = together(same)
    assert (mark.name, mark.weight) == ("乙 +2", 6)


def test_no_name_lies_over_another_name_or_dot() -> None:
    crowd = [
        Mark(label, year, "某某重要会议名称" + str(year), year % 7)
        for label in LANES
        for year in range(1900, 1981, 2)
    ]
    shown = thin(crowd, 1900, 1980)
    step = 1150 / 81
    written = [mark for mark in shown if mark.place]
    assert len(written) >= 15
    for one, other in combinations(written, 2):
        if (one.label, one.place) != (other.label, other.place):
            continue
        spans = []
        for mark in (one, other):
            at = (mark.year - 1900 + 0.5) * step
            spans.append(next(box[1:] for box in _boxes(mark, at) if box[0] == mark.place))
        assert spans[0][1] < spans[1][0] or spans[1][1] < spans[0][0]


def test_a_lonely_name_is_written_beside_its_dot() -> None:
    assert thin([Mark("Event", 1936, "西安事变", 1)], 1900, 1980)[0].place == "right"
