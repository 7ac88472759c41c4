"""The components in a real browser, with every request outside the machine refused."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

CHROMIUM = Path(os.environ.get("SHIMAI_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY = '[data-testid=shimai-graph][data-ready="1"]'


def _need(present: bool, reason: str) -> None:
    """Skip with ``reason``, or fail where the browser is required."""
    if present:
        return
    if "chromium" in os.environ.get("SHIMAI_REQUIRE", "").split(","):
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass
class Watched:
    """A page together with everything that should not have happened on it."""

    page: Any
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def graph(self) -> dict[str, Any]:
        """Centres of nodes, middles of edges (viewport pixels) and the zoom."""
        return self.page.evaluate("window.__shimaiGraph('demo')")

    def at(self, kind: str, ident: str) -> tuple[float, float]:
        """Where one node or edge is on screen."""
        found = next(e for e in self.graph()[kind] if e["id"] == ident)
        return found["x"], found["y"]

    def wait_text(self, text: str) -> None:
        """Wait until the script reports ``text``."""
        self.page.get_by_text(text, exact=True).wait_for(timeout=10_000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo app, served by a child process on a free port."""
    _need(CHROMIUM.exists(), f"no Chromium at {CHROMIUM}")
    home = tmp_path_factory.mktemp("streamlit")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    with (home / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run"),
                str(Path(__file__).with_name("demo_app.py")),
                *(f"--{name}={value}" for name, value in options.items()),
            ],
            cwd=home,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(120):
            if process.poll() is not None:
                pytest.fail((home / "log.txt").read_text("utf-8"))
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    _need(CHROMIUM.exists(), f"no Chromium at {CHROMIUM}")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _need(False, "playwright is not installed")
        raise
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def watched(server: str, browser: Any) -> Iterator[Watched]:
    """The demo app on a fresh page; ends with a check that nothing foreign was asked for."""
    page = browser.new_page(viewport={"width": 1200, "height": 1100}, color_scheme="light")
    seen = Watched(page)

    def route(handle: Any) -> None:
        host = urlsplit(handle.request.url).hostname
        if host in {"127.0.0.1", "localhost", None}:
            handle.continue_()
        else:
            seen.foreign.append(handle.request.url)
            handle.abort()

    page.route("**/*", route)
    page.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: seen.errors.append(str(e)))
    page.goto(server)
    page.wait_for_selector(READY, timeout=30_000)
    page.wait_for_selector("[data-testid=shimai-records][data-ready='1']")
    yield seen
    page.close()
    assert seen.foreign == []
    assert seen.errors == []


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
