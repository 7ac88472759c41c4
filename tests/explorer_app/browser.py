"""What browser tests share: Chromium, a Streamlit server of their own, and a page that is
watched."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.required import is_required

APP = Path(__file__).resolve().parents[2] / "explorer_app" / "app.py"
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
    # No other machine has a name. Asking the page for each of its requests instead would turn off
    # the browser's cache, and every page would load everything again.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
READY = '[data-testid=shimai-graph][data-ready="1"]'
ROWS = "[data-testid=shimai-records][data-ready='1']"
#: The script of the page has ended.
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
#: Milliseconds that a page may take on a machine that does much else.
SLOW = 90_000
LOCAL = {"127.0.0.1", "localhost", None}
#: Streamlit asks for these below the page's own path first when a page is opened by its address.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def need(present: bool, reason: str) -> None:
    """Skip with ``reason``, or fail where the browser is required."""
    if present:
        return
    if is_required("chromium"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def launched() -> Iterator[Any]:
    """A headless Chromium."""
    need(CHROMIUM.exists(), f"no Chromium at {CHROMIUM}")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        need(False, "playwright is not installed")
        raise
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(script: Path, home: Path, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a Streamlit script, served by a child process on a free port. ``home``
    takes the log."""
    port = free_port()
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    with (home / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *flags],
            cwd=home,
            env={**os.environ, **(env or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_healthy(url, process, home / "log.txt")
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers; fail with its log when it ends or never does."""
    for _ in range(160):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    pytest.fail(log.read_text("utf-8"))


@dataclass
class Watched:
    """A page together with everything that should not have happened on it."""

    page: Any
    graph_key: str = "demo"
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def graph(self) -> dict[str, Any]:
        """Centres of nodes, middles of edges (viewport pixels) and the zoom."""
        drawn: dict[str, Any] = self.page.evaluate(
            "key => window.__shimaiGraph(key)", self.graph_key
        )
        return drawn

    def at(self, kind: str, ident: str) -> tuple[float, float]:
        """Where one node or edge is on screen."""
        found = next(e for e in self.graph()[kind] if e["id"] == ident)
        return found["x"], found["y"]

    def wait_text(self, text: str) -> None:
        """Wait until the page says ``text``."""
        self.page.get_by_text(text, exact=True).wait_for(timeout=10_000)


_contexts: dict[tuple[int, str], Any] = {}


def _context(browser: Any, options: dict[str, Any]) -> Any:
    """The browser's context of these options."""
    key = (id(browser), repr(sorted(options.items())))
    if key not in _contexts:
        _contexts[key] = browser.new_context(**options)
    return _contexts[key]


@contextmanager
def watching(browser: Any, *, graph_key: str = "demo", **options: Any) -> Iterator[Watched]:
    """A fresh page, where other machines are out of reach; ends with a check that none was asked
    for anything. Pages of the same options share what the browser keeps of the server's files."""
    page = _context(browser, options).new_page()
    seen = Watched(page, graph_key)

    def requested(request: Any) -> None:
        if urlsplit(request.url).hostname not in LOCAL:
            seen.foreign.append(request.url)

    def said(message: Any) -> None:
        probe = urlsplit(message.location.get("url", "")).path.endswith(PROBES)
        if message.type == "error" and not probe:
            seen.errors.append(message.text)

    page.on("request", requested)
    page.on("console", said)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    yield seen
    page.close()
    assert seen.foreign == []
    assert seen.errors == [], seen.errors


#: Every page, the parameters of its address, and what stands on it: selector and text in zh, en.
PAGES: tuple[tuple[str, dict[str, str], str, str, str], ...] = (
    ("", {}, "h1, h2", "史脉", "Shimai"),
    ("search", {"q": "西安事变"}, ".st-key-facets_card", "张学良", "Zhang Xueliang"),
    ("entity", {"id": "person:zhou-enlai"}, "h1", "周恩来", "Zhou Enlai"),
    (
        "path",
        {"a": "person:zhou-enlai", "b": "person:mao-zedong"},
        ".st-key-side_card",
        "路径",
        "Path",
    ),
    ("network", {"q": "西安事变"}, ".stMain", "居间度", "Betweenness"),
    ("timeline", {}, ".stMain", "全部档案", "All records"),
    ("map", {}, ".stMain", "全部档案", "All records"),
    ("lineage", {}, ".stMain", "新民主主义革命时期", "New-democratic revolution"),
    ("theme", {"id": "theme:kangzhan"}, "h1", "抗战精神", "Spirit of the War of Resistance"),
    ("history", {}, ".stMain", "党史研究", "Party history"),
    ("scope", {}, ".stMain", "重点档案范围", "Key archives scope"),
    ("databases", {}, ".stMain", "专题数据库", "hematic databases"),
    ("sets", {}, ".stMain", "我的工作集", "working sets"),
    ("review", {}, ".stMain", "谁是谁", "Who is who"),
    ("help", {}, ".stMain", "键盘", "Keyboard"),
    ("about", {}, ".stMain", "节点", "Nodes"),
)


def open_page(seen: Watched, server: str, page: str = "", **params: str) -> None:
    """Go to a page by its address and wait until its script has ended."""
    query = urlencode({name: value for name, value in params.items() if value})
    seen.page.goto(f"{server}/{page}?{query}", timeout=SLOW)
    seen.page.wait_for_selector(".sm-footer, .sm-notice", timeout=SLOW)
    seen.page.wait_for_selector(IDLE, timeout=SLOW)
