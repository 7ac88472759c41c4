"""How long the explorer takes to be drawn in a real browser, and what memory its server needs.

A server of its own is started on the store, and Chromium opens it. A reader goes from page to page
in one tab, as links inside the explorer do, and each time the clock runs from the click until the
page says that it is ready: the script has ended, and the picture or list shows what was asked. Then
ten readers are there at once, each in a tab of their own.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from graph_model.access import Access
from graph_model.errors import BadInput
from loaders.bench.explorer import SESSIONS, Questions, Timed, percentile
from loaders.stores.base import GraphStore

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = os.environ.get("SHIMAI_CHROMIUM", "/usr/bin/chromium")
_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: Stands for a page that was not drawn within a minute, in milliseconds.
NEVER = 60_000.0
_GO = """async ([address, ready, arg]) => {
  const begun = performance.now();
  const app = document.querySelector("[data-testid=stApp]");
  const idle = () => app.dataset.testScriptState === "notRunning";
  let ran = false;
  // A short run may begin and end between two frames.
  const watch = new MutationObserver(() => { ran = true; });
  watch.observe(app, { attributeFilter: ["data-test-script-state"] });
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  const find = (selector) => {
    for (const host of document.querySelectorAll("*")) {
      const found = host.shadowRoot?.querySelector(selector);
      if (found) return found;
    }
    return null;
  };
  const test = new Function("find", "arg", "return " + ready);
  const frame = () => new Promise(requestAnimationFrame);
  let quiet = 0;
  while (performance.now() - begun < 60000) {
    await frame();
    let done = false;
    try { done = ran && idle() && test(find, arg); } catch {}
    quiet = done ? quiet + 1 : 0;
    if (quiet > 2) { watch.disconnect(); return performance.now() - begun; }
  }
  watch.disconnect();
  return -1;
}"""
#: The state of the script, and the beginning of what the page shows.
_SEEN = """() => [
  document.querySelector("[data-testid=stApp]")?.dataset.testScriptState ?? "",
  (document.querySelector(".stMain")?.innerText ?? "").slice(0, 200),
]"""
_ROWS = "find(\"[data-testid=shimai-records][data-ready='1']\")"
_HEAD = "document.querySelector('.stMain h1').innerText"
_GRAPH = (
    "find(\"[data-testid=shimai-graph][data-ready='1']\") && "
    "window.__shimaiGraph('{key}').nodes.some(n => n.id === arg)"
)
#: When a page of each kind is drawn; ``arg`` is what was asked for.
_SEARCHED = f"{_ROWS} && {_HEAD}.includes(arg)"
_NONE = "document.querySelector('.st-key-records_card .sm-notice')"
_NARROWED = (
    f"({_ROWS} || {_NONE}) && [...document.querySelectorAll('.st-key-chips button')].length >= arg"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Times until pages are drawn, seconds from the start of the server until its first page is,
    and the server's memory in MB: now and at most, with SESSIONS readers."""

    start: float
    rows: tuple[Timed, ...]
    memory: float
    peak: float


@dataclass(frozen=True, slots=True)
class _Visit:
    """An address, the test for its being drawn, and what the test is about."""

    address: str
    ready: str
    arg: object


def measure(store: GraphStore, address: str, times: int = 20, seed: int = 1) -> Drawn:
    """Visit every kind of page ``times`` times, and then with SESSIONS readers."""
    visits = _Visits(store, seed)
    began = time.perf_counter()
    with served(address) as (url, process), chromium() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(url, timeout=180_000)
        page.wait_for_selector(".sm-footer", timeout=180_000)
        start = time.perf_counter() - began
        go(page, next(iter(visits.of("hub page"))))
        rows = []
        for name in _Visits.NAMES:
            clock = []
            for _, visit in zip(range(times), visits.of(name), strict=False):
                clock.append(go(page, visit))
            clock.sort()
            rows.append(Timed(name, len(clock), percentile(clock, 50), percentile(clock, 95), 0))
        for _ in range(SESSIONS - 1):
            other = browser.new_page(viewport={"width": 1440, "height": 1000})
            other.goto(url, timeout=180_000)
            other.wait_for_selector(".sm-footer", timeout=180_000)
            for name in _Visits.NAMES:
                go(other, next(iter(visits.of(name))))
        memory, peak = resident(process.pid)
    return Drawn(start, tuple(rows), memory, peak)


def go(page: Page, visit: _Visit) -> float:
    """Milliseconds until the visit is drawn; NEVER, and a line on stderr, when it is not within a
    minute."""
    took = float(page.evaluate(_GO, [visit.address, visit.ready, visit.arg]))
    if took < 0:
        state, shown = page.evaluate(_SEEN)
        print(
            f"{visit.address}: not drawn; {page.url} is {state} and shows {shown!r}",
            file=sys.stderr,
        )
        return NEVER
    return took


class _Visits(Questions):
    """Visits of each kind, with values from the store."""

    NAMES: tuple[str, ...] = (
        "search", "facet change", "page of records", "hub page", "shortest path", "best path",
        "path in time", "network",
    )  # fmt: skip

    def of(self, name: str, times: int = 1 << 30) -> Iterator[Any]:
        make: Callable[[], _Visit] = getattr(self, "_visit_" + name.replace(" ", "_"))
        for _ in range(times):
            yield make()

    def _visit_search(self) -> _Visit:
        words = self._words()
        return _Visit(_address("search", q=words), _SEARCHED, words)

    def _visit_facet_change(self) -> _Visit:
        facets = self._chosen().facets
        named = {name: "|".join(values) for name, values in facets}
        return _Visit(_address("search", **named), _NARROWED, sum(len(v) for _, v in facets))

    def _visit_page_of_records(self) -> _Visit:
        number = str(self._dice.randrange(2, 200))
        ready = f"{_ROWS} && new URL(location).searchParams.get('p') === arg"
        return _Visit(_address("search", p=number), ready, number)

    def _visit_hub_page(self) -> _Visit:
        node = self._dice.choice(self._hubs[self._dice.choice(["person", "organization"])])
        ready = f"{_HEAD}.includes({node.name!r}) && {_GRAPH.format(key='ego')}"
        return _Visit(_address("entity", id=node.id), ready, node.id)

    def _path(self, **params: str) -> _Visit:
        a, b = self._pair()
        return _Visit(_address("path", a=a, b=b, **params), _GRAPH.format(key="paths"), b)

    def _visit_shortest_path(self) -> _Visit:
        return self._path(kind="shortest")

    def _visit_best_path(self) -> _Visit:
        return self._path()

    def _visit_path_in_time(self) -> _Visit:
        first = self._dice.randrange(1915, 1935)
        return self._path(**{"from": str(first), "to": str(first + 12), "time": "1"})

    def _visit_network(self) -> _Visit:
        node = self._dice.choice(self._hubs["place"])
        return _Visit(_address("network", place=node.id), _GRAPH.format(key="network"), node.id)


def _address(page: str, **params: str) -> str:
    return f"/{page}?{urlencode(params)}"


@contextmanager
def served(store: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The explorer on a store, on a free port of this machine, and its process."""
    from loaders.cli.explore import HOST, command, environment

    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        command(port),
        env=environment(store, Access.OPEN.en),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://{HOST}:{port}"
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
        yield url, process
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium; raises BadInput where Playwright or Chromium is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        said = "Playwright (pip install -e '.[dev]')"
        raise BadInput("USAGE", zh=f"缺少 {said}。", en=f"{said} is missing.") from None
    if not Path(CHROMIUM).exists():
        raise BadInput("FILE_MISSING", file=CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


def resident(pid: int) -> tuple[float, float]:
    """Memory of a process now and at most, in MB; 0 where the system does not tell."""
    path = Path(f"/proc/{pid}/status")
    if not path.exists():
        return 0.0, 0.0
    found = dict(line.split(":", 1) for line in path.read_text("ascii").splitlines())
    now, peak = (int(found[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now, peak


def markdown(found: Drawn) -> str:
    """The table."""
    lines = [
        f"First page drawn {found.start:.1f} s after the server's start; its memory with "
        f"{SESSIONS} readers {found.memory:,.0f} MB, at most {found.peak:,.0f} MB.",
        "",
        "| page | visits | median ms | p95 ms |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [f"| {r.name} | {r.asked} | {r.median:.0f} | {r.p95:.0f} |" for r in found.rows]
    return "\n".join(lines)
