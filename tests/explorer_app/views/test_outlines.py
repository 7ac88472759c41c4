"""Outlines of provinces: which one is drawn, and that the drawings say what they should."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import numpy as np
import pytest

from explorer_app.views.map import Point, map_option
from explorer_app.views.outlines import LAST, nearest, outline_series
from tools.outlines.raster import PLACES, centres, grid, inside, table
from tools.outlines.trace import area


def features(year: str) -> list[dict[str, Any]]:
    path = resources.files("explorer_app").joinpath(f"assets/outlines/{year}.geojson")
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["features"]
    return found


def unit_at(year: str, lon: float, lat: float) -> str:
    where = np.array([[lon, lat]])
    for feature in features(year):
        if feature["geometry"]["type"] == "MultiPolygon":
            for outer, *holes in feature["geometry"]["coordinates"]:
                if inside(np.array(outer), where)[0] and not any(
                    inside(np.array(hole), where)[0] for hole in holes
                ):
                    return str(feature["properties"]["unit"])
    return ""


@pytest.mark.parametrize(
    ("years", "name"),
    [
        ({1850: 5, 1937: 2}, "1820"),
        ({1850: 2, 1900: 9}, "1911"),
        ({1936: 1, 1911: 1, 1945: 3}, "1936"),
        ({1950: 1}, "modern"),
        ({}, "modern"),
    ],
)
def test_the_outline_follows_the_middle_year_of_the_records(
    years: dict[int, int], name: str
) -> None:
    assert nearest(years) == name


@pytest.mark.parametrize("year", LAST)
def test_rings_are_closed_and_clockwise_and_all_is_schematic(year: str) -> None:
    found = features(year)
    assert all(feature["properties"]["schematic"] for feature in found)
    shapes = [f["geometry"]["coordinates"] for f in found if "unit" in f["properties"]]
    assert len(shapes) > 20
    for polygons in shapes:
        for outer, *holes in polygons:
            assert outer[0] == outer[-1]
            assert area(np.array(outer)) < 0
            assert all(area(np.array(hole)) > 0 for hole in holes)


@pytest.mark.parametrize(
    ("place", "units"),
    [
        ((117.94, 40.97), ("zhili", "zhili", "rehe", "hebei")),  # 承德
        ((101.96, 30.05), ("sichuan", "sichuan", "xikang", "sichuan")),  # 康定
        ((101.78, 36.62), ("gansu", "gansu", "qinghai", "qinghai")),  # 西宁
        ((109.12, 21.6), ("guangdong", "guangdong", "guangdong", "guangxi")),  # 北海
        ((106.55, 29.56), ("sichuan", "sichuan", "sichuan", "chongqing")),  # 重庆
        ((121.0, 24.3), ("fujian", "", "taiwan", "taiwan")),  # 台中
    ],
)
def test_places_lie_in_the_provinces_of_each_year(
    place: tuple[float, float], units: tuple[str, ...]
) -> None:
    assert tuple(unit_at(year, *place) for year in LAST) == units


def test_nearly_all_counties_lie_in_their_own_province_today() -> None:
    shapes = {
        f["properties"]["unit"]: f["geometry"]["coordinates"]
        for f in features("modern")
        if "unit" in f["properties"]
    }
    rows = [r for r in table(PLACES) if r["kind"] == "county" and r["lon"]]
    rows = [r for r in rows if r["parent"] in shapes and r["parent"] != "sichuan"]
    right = 0
    for unit, polygons in shapes.items():
        where = np.array([(float(r["lon"]), float(r["lat"])) for r in rows if r["parent"] == unit])
        if len(where):
            right += int(sum(inside(np.array(polygon[0]), where) for polygon in polygons).sum())
    assert right / len(rows) > 0.95


def test_the_file_is_what_the_tables_draw_but_for_seats_that_came_since() -> None:
    squares, held = grid("1936")
    drawn = np.flatnonzero(squares.reshape(-1) >= 0)[::20]
    where, units = centres()[drawn], squares.reshape(-1)[drawn]
    same = 0
    for feature in features("1936"):
        if "unit" in feature["properties"]:
            number = held.units.index(feature["properties"]["unit"])
            for outer, *holes in feature["geometry"]["coordinates"]:
                within = inside(np.array(outer), where)
                for hole in holes:
                    within &= ~inside(np.array(hole), where)
                same += int((within & (units == number)).sum())
    assert same / len(drawn) > 0.97


def test_a_map_shows_lines_and_names_but_not_those_written_at_a_dot() -> None:
    series = outline_series("1936", "zh", {"四川"})
    assert [one["type"] for one in series] == ["lines", "lines", "scatter"]
    names = {value["value"][2] for value in series[-1]["data"]}
    assert "热河" in names
    assert "四川" not in names
    points = [Point("四川", 104.1, 30.6, 3)]
    drawn = map_option(points, "zh", width=800, height=400, outline="1936")["series"]
    bare = map_option(points, "zh", width=800, height=400)["series"]
    assert len(drawn) == len(bare) + 3
