"""The explorer's questions, timed on a store: search, facet change, a hub's page, paths, networks.

What is timed is what a page asks of the store for one click, without drawing. Values come from a
seed, hubs are the entities that most records name. Memory is that of the process after ten readers
at once have asked everything.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from graph_model.access import Access
from graph_model.errors import BadInput
from graph_model.node import Node
from loaders.stores.base import GraphStore
from loaders.stores.selection import ALL_OF, Selection, selection

READER = Access.OPEN
SESSIONS = 10
_FACETS = (
    "period", "person", "organization", "place", "event", "office", "holder", "fonds", "genre",
)  # fmt: skip
Ask = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Timed:
    """One kind of question: how often it was asked, and milliseconds: by the clock, and of the
    processor (``cpu``), which other programs on the machine do not lengthen."""

    name: str
    asked: int
    median: float
    p95: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Size of the store, seconds until the first answer, the times, and peak memory in MB."""

    records: int
    claims: int
    start: float
    rows: tuple[Timed, ...]
    memory: float


def measure(store: GraphStore, times: int = 20, seed: int = 1) -> Measured:
    """Ask everything ``times`` times."""
    began = time.perf_counter()
    store.warm(READER)
    seen = store.aggregate(READER)
    start = time.perf_counter() - began
    asks = Questions(store, seed)
    rows = tuple(_timed(name, list(asks.of(name, times))) for name in Questions.NAMES)
    with ThreadPoolExecutor(SESSIONS) as pool:
        for session in range(SESSIONS):
            pool.submit(_session, store, seed + session)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    claims = sum(seen.claims.values())
    return Measured(seen.nodes.get("Record", 0), claims, start, rows, peak)


def _session(store: GraphStore, seed: int) -> None:
    asks = Questions(store, seed)
    for name in Questions.NAMES:
        for ask in asks.of(name, 2):
            ask()


def _timed(name: str, asks: Sequence[Ask]) -> Timed:
    clock, cpu = [], []
    for ask in asks:
        began, used = time.perf_counter(), time.process_time()
        ask()
        clock.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    clock.sort()
    cpu.sort()
    return Timed(
        name, len(clock), percentile(clock, 50), percentile(clock, 95), percentile(cpu, 95)
    )


def percentile(ordered: Sequence[float], share: int) -> float:
    """The value that so many per cent of the ordered values do not exceed."""
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


class Questions:
    """The questions of each kind, with values from the store."""

    NAMES: tuple[str, ...] = (
        "search", "pinyin", "facet change", "words and facets", "page of records", "hub page",
        "shortest path", "best path", "path in time", "network",
    )  # fmt: skip

    def __init__(self, store: GraphStore, seed: int) -> None:
        self._store = store
        self._dice = random.Random(seed)
        seen = store.overview(Selection(), READER, facets=tuple(ALL_OF), limit=40)
        self._hubs: dict[str, list[Node]] = {
            facet: [v.node for v in values if v.node] for facet, values in seen.facets.items()
        }
        self._people = self._hubs["person"]
        page = store.select(Selection(), READER, limit=200, offset=seen.total // 3)
        self._titles = [hit.node.name for hit in page.hits]

    def of(self, name: str, times: int) -> Iterator[Ask]:
        """So many questions of one kind."""
        make = getattr(self, "_" + name.replace(" ", "_"))
        for _ in range(times):
            yield make()

    def _words(self) -> str:
        title = self._dice.choice(self._titles)
        begin = self._dice.randrange(max(1, len(title) - 3))
        return title[begin : begin + self._dice.randint(2, 3)]

    def _search(self) -> Ask:
        text = self._dice.choice([self._words(), self._dice.choice(self._people).name])
        return lambda: self._store.search(text, READER, limit=6)

    def _pinyin(self) -> Ask:
        from loaders.stores.pinyin import pinyin_tokens

        text = self._dice.choice(pinyin_tokens(self._dice.choice(self._people).name) or ["wang"])
        return lambda: self._store.search(text, READER, limit=6)

    def _chosen(self) -> Selection:
        facets: dict[str, list[str]] = {}
        for facet in self._dice.sample(
            ["person", "organization", "place"], self._dice.choice([1, 2])
        ):
            facets[facet] = [self._dice.choice(self._hubs[facet]).id]
        if self._dice.random() < 0.5:
            facets["period"] = [self._dice.choice(["beiyang", "nanjing", "resistance"])]
        return selection(facets=facets)

    def _overview(self, asked: Selection) -> Ask:
        return lambda: (
            self._store.overview(asked, READER, facets=_FACETS, limit=8),
            self._store.select(asked, READER),
        )

    def _facet_change(self) -> Ask:
        period = selection(facets={"period": [self._dice.choice(["beiyang", "nanjing"])]})
        return self._overview(self._dice.choice([period, self._chosen()]))

    def _words_and_facets(self) -> Ask:
        asked = self._chosen()
        return self._overview(Selection(self._words(), asked.facets))

    def _page_of_records(self) -> Ask:
        total = self._store.select(Selection(), READER, limit=1).total
        offset = self._dice.randrange(total)
        return lambda: self._store.select(Selection(), READER, offset=offset)

    def _hub_page(self) -> Ask:
        id = self._dice.choice(self._hubs[self._dice.choice(["person", "organization"])]).id

        def ask() -> object:
            store = self._store
            return (
                store.node(id, READER),
                store.ego_network(id, READER, limit=30),
                store.neighbours(id, READER, limit=500),
                store.co_mentions(id, READER, limit=500),
                store.years(id, READER),
                store.writings(id, READER),
                store.records(id, READER),
            )

        return ask

    def _pair(self) -> tuple[str, str]:
        a, b = self._dice.sample(self._people, 2)
        return a.id, b.id

    def _shortest_path(self) -> Ask:
        a, b = self._pair()
        return lambda: self._store.shortest_paths(a, b, READER, limit=6)

    def _best_path(self) -> Ask:
        a, b = self._pair()
        return lambda: self._store.best_paths(a, b, READER, limit=6)

    def _path_in_time(self) -> Ask:
        a, b = self._pair()
        first = self._dice.randrange(1915, 1935)
        days = (f"{first}-01-01", f"{first + 12}-12-31")
        return lambda: self._store.best_paths(
            a, b, READER, limit=6, earliest=days[0], latest=days[1], in_time=True
        )

    def _network(self) -> Ask:
        asked = self._dice.choice([Selection(), self._chosen()])
        return lambda: self._store.network_of(asked, READER, limit=60)


def markdown(found: Measured) -> str:
    """The table."""
    lines = [
        f"{found.records:,} records, {found.claims:,} claims; first answer after "
        f"{found.start:.1f} s; peak memory {found.memory:,.0f} MB with {SESSIONS} readers at once",
        "",
        "| question | asked | median ms | p95 ms | p95 CPU ms |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {r.name} | {r.asked} | {r.median:.0f} | {r.p95:.0f} | {r.cpu:.0f} |" for r in found.rows
    ]
    return "\n".join(lines)


def beside(found: Sequence[tuple[str, Measured]]) -> str:
    """The tables of several stores that hold the same graph, side by side. Memory is left out: one
    process asked all of them."""
    first = found[0][1]
    lines = [
        f"{first.records:,} records, {first.claims:,} claims; first answer after "
        + ", ".join(f"{one.start:.1f} s ({name})" for name, one in found),
        "",
        "| question | asked |" + "".join(f" {name} median ms | p95 ms |" for name, _ in found),
        "| --- | ---: |" + " ---: | ---: |" * len(found),
    ]
    for rows in zip(*(one.rows for _, one in found), strict=True):
        times = "".join(f" {row.median:.0f} | {row.p95:.0f} |" for row in rows)
        lines.append(f"| {rows[0].name} | {rows[0].asked} |{times}")
    return "\n".join(lines)


def filled(address: str, records: int) -> GraphStore:
    """A store with the made graph in it: filled now where it is empty. Raises BadInput where it
    holds another graph."""
    from loaders.bench.made_graph import fill, version
    from loaders.stores import open_store

    store = open_store(address, create=True)
    held = store.get_state("graph_version")
    if held != version(records):
        if held or store.aggregate(READER).nodes:
            store.close()
            raise BadInput(
                "USAGE",
                zh=f"{address} 里已有别的图（{held}）；请给一个空库。",
                en=f"{address} holds another graph ({held}); give an empty one.",
            )
        # A Neo4j server as it is shipped gives a transaction a few hundred megabytes.
        fill(store, records, together=1)
    return store


def made_store(folder: Path, records: int) -> GraphStore:
    """A store of a made graph, summarized as after a build."""
    from loaders.bench.made_graph import fill
    from loaders.stores import open_store

    store = open_store(str(folder / "made.sqlite"), create=True)
    fill(store, records)
    return store
