"""The components in a real browser, with every request outside the machine refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer_app.components.graph import graph_data
from tests.explorer_app.browser import CHROMIUM, READY, ROWS, Watched, need, served, watching
from tests.explorer_app.components.test_payloads import PICTURE

pytestmark = pytest.mark.browser
#: Draws a graph in an element that only then comes onto the page.
MOUNT_EARLY = """async (data) => {
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  const { default: render } = await import(files.find((name) => name.endsWith("/graph.js")));
  const host = document.createElement("div");
  host.style.width = "600px";
  const nothing = () => {};
  const args = { key: data.key, data, parentElement: host };
  render({ ...args, setStateValue: nothing, setTriggerValue: nothing });
  document.body.append(host);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo app."""
    need(CHROMIUM.exists(), f"no Chromium at {CHROMIUM}")
    script = Path(__file__).with_name("demo_app.py")
    with served(script, tmp_path_factory.mktemp("streamlit")) as url:
        yield url


@pytest.fixture
def watched(server: str, browser: Any) -> Iterator[Watched]:
    """The demo app on a fresh page; ends with a check that nothing foreign was asked for."""
    size = {"width": 1200, "height": 1100}
    with watching(browser, viewport=size, color_scheme="light") as seen:
        seen.page.goto(server)
        seen.page.wait_for_selector(READY, timeout=30_000)
        seen.page.wait_for_selector(ROWS)
        yield seen


def test_the_graph_draws_and_reports_nodes_edges_and_the_background(watched: Watched) -> None:
    drawn = watched.graph()
    assert len(drawn["nodes"]) == 5
    assert len(drawn["edges"]) == 5
    assert drawn["zoom"] == pytest.approx(1)
    box = watched.page.locator("[data-testid=shimai-graph]").bounding_box()
    assert box["height"] == pytest.approx(420, abs=1)
    for node in drawn["nodes"]:
        assert box["x"] < node["x"] < box["x"] + box["width"]
        assert box["y"] < node["y"] < box["y"] + box["height"]
    watched.page.mouse.click(*watched.at("nodes", "o1"))
    watched.wait_text("selected=node:o1")
    watched.page.mouse.click(*watched.at("edges", "x1"))
    watched.wait_text("selected=edge:x1")
    watched.page.mouse.click(box["x"] + 8, box["y"] + 8)
    watched.wait_text("selected=none")


def test_a_graph_that_is_made_before_its_place_is_there_is_drawn(watched: Watched) -> None:
    """As Streamlit does when a page is left while it is being drawn."""
    watched.page.evaluate(MOUNT_EARLY, graph_data(PICTURE, key="early"))
    watched.page.wait_for_selector("[data-key=early][data-ready='1']", timeout=10_000)
    count = watched.page.evaluate("window.__shimaiGraph('early').nodes.length")
    assert count == len(PICTURE.nodes)


def test_opening_a_node_adds_neighbours_and_moves_nothing(watched: Watched) -> None:
    before = {n["id"]: n for n in watched.graph()["nodes"]}
    watched.page.mouse.dblclick(*watched.at("nodes", "p2"))
    watched.wait_text("opened=p2 now=p2")
    watched.page.wait_for_function("window.__shimaiGraph('demo').nodes.length === 7")
    watched.page.wait_for_selector(READY)
    after = {n["id"]: n for n in watched.graph()["nodes"]}
    for ident, node in before.items():
        assert (after[ident]["x"], after[ident]["y"]) == pytest.approx((node["x"], node["y"]))
    for ident in ("p5", "p6"):
        dx = after[ident]["x"] - after["p2"]["x"]
        dy = after[ident]["y"] - after["p2"]["y"]
        assert 30 < (dx * dx + dy * dy) ** 0.5 < 200


def test_the_same_data_give_the_same_picture(watched: Watched) -> None:
    first = watched.graph()["nodes"]
    watched.page.reload()
    watched.page.wait_for_selector(READY, timeout=30_000)
    assert watched.graph()["nodes"] == first


def test_the_graph_works_from_the_keyboard(watched: Watched) -> None:
    canvas = watched.page.get_by_role("application")
    assert canvas.get_attribute("aria-label") == "关系图"
    canvas.focus()
    watched.page.keyboard.press("Tab")
    live = watched.page.locator("[data-testid=shimai-graph] .live")
    assert live.text_content() == "林怀远"
    watched.page.keyboard.press("Tab")
    assert live.text_content() != "林怀远"
    watched.page.keyboard.press(" ")
    watched.page.get_by_text(re.compile("^selected=node:(p2|p3|p4|o1)$")).wait_for()
    watched.page.keyboard.press("Enter")
    watched.page.get_by_text(re.compile("^opened=(p2|p3|p4|o1) now=")).wait_for()


def test_the_picture_follows_the_theme_without_moving(watched: Watched) -> None:
    before = watched.graph()
    pixel = """() => {
        const hit = document.querySelectorAll('[data-testid=stBidiComponentIsolated]');
        const root = [...hit].map((h) => h.shadowRoot.querySelector('.graph')).find(Boolean);
        const out = document.createElement('canvas');
        const layers = [...root.querySelectorAll('canvas')];
        out.width = layers[0].width; out.height = layers[0].height;
        const pen = out.getContext('2d');
        layers.forEach((l) => pen.drawImage(l, 0, 0));
        const ratio = layers[0].width / layers[0].clientWidth;
        const box = root.getBoundingClientRect();
        const p = window.__shimaiGraph('demo').nodes.find((n) => n.id === 'p4');
        const at = [(p.x - box.left) * ratio, (p.y - box.top) * ratio];
        return [...pen.getImageData(Math.round(at[0]), Math.round(at[1]), 1, 1).data].slice(0, 3);
    }"""
    assert watched.page.evaluate(pixel) == [0xA6, 0x3A, 0x2E]
    watched.page.emulate_media(color_scheme="dark")
    watched.page.wait_for_timeout(1500)
    assert watched.page.evaluate(pixel) == [0xE0, 0x7A, 0x6B]
    assert watched.graph() == before


def test_titles_stay_text_and_clicks_reach_python(watched: Watched) -> None:
    rows = watched.page.locator("[data-testid=shimai-records]").first
    title = rows.locator(".title").first
    assert title.text_content() == "𠮷田、林怀远<img src=x onerror=window.hacked=1>"
    assert rows.locator("img, b").count() == 0
    assert watched.page.evaluate("window.hacked") is None
    spans = title.locator(".span")
    assert spans.all_text_contents() == ["𠮷田", "林怀远"]
    assert spans.nth(1).get_attribute("href") == "?entity=p1"
    spans.nth(1).click()
    watched.wait_text("entity=p1 record=None")
    title.locator(".plain").last.click()
    watched.wait_text("entity=None record=d1")
    rows.locator(".row").nth(1).locator(".plain").focus()
    watched.page.keyboard.press("Enter")
    watched.wait_text("entity=None record=d2")
    with watched.page.context.expect_page(timeout=10_000) as opened:
        spans.first.click(modifiers=["Control"])
    opened.value.wait_for_url("**/?entity=p9")
    opened.value.close()
    watched.wait_text("entity=None record=d2")
