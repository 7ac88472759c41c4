"""The payloads of the components: what they accept, refuse and hand to the browser."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from explorer_app.components import (
    GraphEdge,
    GraphNode,
    GraphPayload,
    RecordRow,
    Selection,
    TitleSpan,
    node_size,
    without_overlap,
)
from explorer_app.components.graph import graph_data
from explorer_app.components.graph_payload import read_opened, read_selection
from explorer_app.components.records import records_data

BUILD = Path(__file__).resolve().parents[3] / "explorer_app" / "components" / "build"

NODE = GraphNode("a", "林怀远", "Person", "#A63A2E", focus=True, size=58)
OTHER = GraphNode("b", "钱海兰", "Person", "#A63A2E")
EDGE = GraphEdge("r", "a", "b", "CORRESPONDED_WITH", "致电", "#A63A2E", spoke=True)
PICTURE = GraphPayload((NODE, OTHER), (EDGE,), view="v")
SPAN = TitleSpan(0, 3, "人物", "#A63A2E", "a")


def test_sizes_follow_the_square_root_of_degree() -> None:
    assert node_size(0, 16) == 18
    assert node_size(4, 16) == 28
    assert node_size(16, 16) == node_size(99, 16) == 38
    assert node_size(3, 0) == 18


def test_the_graph_payload_is_json_with_the_fields_the_front_end_reads() -> None:
    data = graph_data(PICTURE, key="k", selected=Selection("node", "b"))
    again = json.loads(json.dumps(data, ensure_ascii=False))
    assert again["nodes"][0]["name"] == "林怀远"
    assert again["nodes"][1]["x"] is None
    assert again["edges"][0]["spoke"] is True
    assert again["selected"] == {"kind": "node", "id": "b"}
    assert {"key", "view", "height", "theme", "text"} <= again.keys()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": " "}, "must not be empty"),
        ({"color": "red;background:url(//x)"}, "not a colour"),
        ({"color_dark": "javascript:1"}, "not a colour"),
        ({"size": math.nan}, "size"),
        ({"x": 1.0}, "x and y"),
        ({"x": math.inf, "y": 0.0}, "x"),
    ],
)
def test_a_node_that_cannot_be_drawn_is_refused(change: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(NODE, **change)


@pytest.mark.parametrize("color", ["#fff", "#A63A2E", "#A63A2E80", "teal", "rgb(1, 2, 3)"])
def test_ordinary_colours_pass(color: str) -> None:
    assert replace(NODE, color=color).color == color


def test_a_picture_that_does_not_hang_together_is_refused() -> None:
    with pytest.raises(ValueError, match="occurs twice"):
        GraphPayload((NODE, NODE), ())
    with pytest.raises(ValueError, match="no node 'b'"):
        GraphPayload((NODE,), (EDGE,))
    with pytest.raises(ValueError, match="more than one focus"):
        GraphPayload((NODE, replace(OTHER, focus=True)), ())
    with pytest.raises(ValueError, match="weight"):
        replace(EDGE, weight=-1)
    with pytest.raises(ValueError, match="too small"):
        graph_data(PICTURE, key="k", height=20)


def test_only_a_selection_of_the_present_picture_is_read() -> None:
    assert read_selection({"kind": "edge", "id": "r", "view": "v"}, PICTURE) == Selection(
        "edge", "r"
    )
    for raw in (
        None,
        "a",
        {"kind": "node", "id": "gone", "view": "v"},
        {"kind": "node", "id": "r", "view": "v"},
        {"kind": "node", "id": "a", "view": "old"},
        {"kind": "other", "id": "a", "view": "v"},
        {"kind": "node", "id": 3, "view": "v"},
    ):
        assert read_selection(raw, PICTURE) is None
    assert read_opened({"id": "b"}, PICTURE) == "b"
    assert read_opened({"id": "r"}, PICTURE) is None
    assert read_opened(None, PICTURE) is None


def test_spans_count_code_points() -> None:
    row = RecordRow("d", "1921", "01.08", "𠮷田先生", (replace(SPAN, end=4),))
    assert row.title[row.spans[0].start : row.spans[0].end] == "𠮷田先生"
    with pytest.raises(ValueError, match="ends at 5"):
        replace(row, spans=(replace(SPAN, end=5),))


def test_bad_spans_and_links_are_refused() -> None:
    with pytest.raises(ValueError, match="no span"):
        replace(SPAN, end=0)
    with pytest.raises(ValueError, match="overlap"):
        RecordRow("d", "", "", "林怀远电", (SPAN, replace(SPAN, start=2, end=4)))
    for href in ("javascript:alert(1)", "data:text/html,x", "java\nscript:x", ""):
        with pytest.raises(ValueError, match="link"):
            replace(SPAN, href=href)
    assert replace(SPAN, href="?entity=a").href == "?entity=a"


def test_overlapping_mentions_are_thinned_focus_first_then_longest() -> None:
    long = replace(SPAN, start=0, end=5, entity_id="long")
    inner = replace(SPAN, start=1, end=3, entity_id="inner")
    later = replace(SPAN, start=6, end=8, entity_id="later")
    assert without_overlap([later, inner, long]) == (long, later)
    focus = replace(inner, focus=True)
    assert without_overlap([long, focus, later]) == (focus, later)


def test_the_records_payload_is_json_and_ids_are_unique() -> None:
    row = RecordRow("d", "1921", "01.08", "林怀远电", (SPAN,), ("G171",), "?record=d")
    data = json.loads(json.dumps(records_data([row], key="k", compact=True)))
    assert data["rows"][0]["spans"][0]["entity_id"] == "a"
    assert data["compact"] is True
    with pytest.raises(ValueError, match="occurs twice"):
        records_data([row, row], key="k")


def test_the_built_bundles_are_there_with_their_licences() -> None:
    for name in ("graph.js", "records.js"):
        assert "export{" in (BUILD / name).read_text("utf-8").replace(" ", "")[-400:]
    licences = (BUILD / "THIRD_PARTY_LICENSES.txt").read_text("utf-8")
    for package in ("cytoscape 3.34", "cytoscape-fcose 2.2", "cose-base", "layout-base"):
        assert package in licences


def test_the_page_runs_without_a_browser() -> None:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(Path(__file__).with_name("demo_app.py"))).run(timeout=30)
    assert not app.exception
    assert app.code[0].value == "selected=none"
