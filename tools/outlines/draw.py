"""Draw the schematic outlines of provinces: ``python -m tools.outlines.draw [OUT_DIR]``.

Writes a GeoJSON file a year: a polygon for each province (rings clockwise), and the lines that maps
show: those between provinces, and the coast. Where a drawing ends on land there is no line, because
nothing is said about where that limit ran. Every feature says that it is schematic.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.outlines.raster import SOUTH, STEP, WEST, Floats, grid, table
from tools.outlines.trace import Arc, arcs, area, rings

OUT = Path(__file__).parents[2] / "explorer_app" / "assets" / "outlines"
YEARS = ("1820", "1911", "1936", "modern")


def names(unit: str, year: str) -> tuple[str, str]:
    """Chinese and English name of a unit in a year."""
    held = {row["unit"]: (row["zh"], row["en"]) for row in table("units.tsv")}
    return held.get(f"{unit}@{year}") or held[unit]


def collection(year: str) -> dict[str, Any]:
    """The outlines of a year as a GeoJSON FeatureCollection."""
    squares, seats = grid(year)
    lines = arcs(squares)
    features: list[dict[str, Any]] = []
    for number, unit in enumerate(seats.units):
        if (squares == number).any():
            zh, en = names(unit, year)
            told = {
                "unit": unit, "zh": zh, "en": en, "schematic": True,
                "label": label_point(squares == number),
                "seats": int((seats.unit == number).sum()),
            }  # fmt: skip
            shape = {"type": "MultiPolygon", "coordinates": _polygons(rings(number, lines))}
            features.append({"type": "Feature", "properties": told, "geometry": shape})
    features.sort(key=lambda f: str(f["properties"]["unit"]))
    for kind in ("inner", "coast"):
        features.append(_lines(kind, [arc for arc in lines if arc.kind == kind]))
    return {"type": "FeatureCollection", "year": year, "features": features}


def _lines(kind: str, lines: list[Arc]) -> dict[str, Any]:
    shape = {"type": "MultiLineString", "coordinates": [arc.points.tolist() for arc in lines]}
    told = {"line": kind, "schematic": True}
    return {"type": "Feature", "properties": told, "geometry": shape}


def _polygons(found: list[Floats]) -> list[list[list[list[float]]]]:
    """Outer rings with their holes; a hole goes to the largest ring."""
    outer = sorted((r for r in found if area(r) < 0), key=area)
    holes = [ring.tolist() for ring in found if area(ring) > 0]
    return [[ring.tolist(), *(holes if not n else [])] for n, ring in enumerate(outer)]


def label_point(mask: NDArray[np.bool_]) -> list[float]:
    """Where a name fits: the square that is farthest from the edge."""
    now = mask
    while True:
        padded = np.pad(now, 1)
        inner = now & padded[2:, 1:-1] & padded[:-2, 1:-1] & padded[1:-1, 2:] & padded[1:-1, :-2]
        if not inner.any():
            break
        now = inner
    middle = np.argwhere(now).mean(axis=0)
    row, column = min(np.argwhere(now).tolist(), key=lambda at: float(np.hypot(*(at - middle))))
    return [round(WEST + STEP * (column + 0.5), 2), round(SOUTH + STEP * (row + 0.5), 2)]


def main() -> None:
    """Draw every year."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=OUT, metavar="OUT_DIR")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for year in YEARS:
        path = out / f"{year}.geojson"
        path.write_text(json.dumps(collection(year), ensure_ascii=False, separators=(",", ":")))
        print(path, path.stat().st_size // 1024, "kB")


if __name__ == "__main__":
    main()
