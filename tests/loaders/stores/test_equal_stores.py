"""SQLite and Neo4j, filled alike, answer alike: every read, every level, over random graphs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graph_model.access import Access
from graph_model.errors import NotFound
from loaders.stores import GraphStore
from loaders.stores.neo4j import Neo4jStore
from loaders.stores.results import CO_MENTIONED
from loaders.stores.selection import selection
from tests.loaders.stores.random_graph import RandomGraph, random_graph, random_text

pytestmark = pytest.mark.neo4j

RANGES: tuple[dict[str, str], ...] = (
    {}, {"earliest": "1936-05-01", "latest": "1937-02-01"}, {"latest": "1936-12-31"},
)  # fmt: skip
LABELS: tuple[dict[str, Any], ...] = (
    {}, {"labels": ["Person"]}, {"labels": ["Record", "Place"]}, {"labels": ["Thing", "None"]},
)  # fmt: skip
TEXTS = (
    *(
        "",
        "毛",
        "毛泽东",
        "毛澤東",
        "张",
        "G001",
        "g00",
        "001",
        "rep",
        "é",
        "１９３７",
        "1937",
        "电 报",
    ),
    *("tse mao", "(毛 OR 东) AND *", "毛*", "\\", "~毛泽", "泽东^2", "/毛/"),
    *("a" * 3000, "毛泽" * 700, "毛 东 " * 700),
)
Ask = tuple[str, Callable[[GraphStore], Any]]


@pytest.fixture
def both(
    neo4j_store: Neo4jStore, new_sqlite: Callable[[str], GraphStore]
) -> tuple[GraphStore, GraphStore]:
    """SQLite and Neo4j, both empty."""
    return new_sqlite("same"), neo4j_store


def answer(ask: Callable[[GraphStore], Any], store: GraphStore) -> Any:
    """What the store says; "not found" is an answer."""
    try:
        return ask(store)
    except NotFound:
        return NotFound


def assert_equal(both: tuple[GraphStore, GraphStore], asks: Iterator[Ask]) -> None:
    """Every question has one answer."""
    for name, ask in asks:
        first, second = (answer(ask, store) for store in both)
        assert first == second, name


def fill(both: tuple[GraphStore, GraphStore], graph: RandomGraph) -> None:
    """Write the graph into both; both count alike."""
    counts = []
    for store in both:
        with store.batch():
            nodes = store.upsert_nodes(graph.nodes)
            counts.append((nodes, store.upsert_edges(graph.claims)))
    assert counts[0] == counts[1]


def everything(reader: Access) -> Iterator[Ask]:
    """Whole-graph reads."""
    for kind in ({}, {"labels": ["Person", "Record"]}, {"labels": ["Thing"]}):
        yield f"iter_nodes {kind}", lambda s, k=kind: list(s.iter_nodes(reader, **k))
    for kind in ({}, {"types": ["MENTIONS", "PART_OF"]}, {"types": ["NONE"]}):
        yield f"iter_edges {kind}", lambda s, k=kind: list(s.iter_edges(reader, **k))
    yield "iter_nodes after", lambda s: list(s.iter_nodes(reader, after="person:"))
    yield "iter_links", lambda s: list(s.iter_links(reader))
    yield "aggregate", lambda s: s.aggregate(reader)


def about(graph: RandomGraph, reader: Access, dice: random.Random) -> Iterator[Ask]:
    """Reads about some entities, pairs, and records."""
    ids = [*dice.sample(graph.entities, 12), *dice.sample(graph.records, 3), "set:0", "source:one"]
    ids.append("person:nobody")
    yield "nodes", lambda s: s.nodes([*ids, *ids], reader)
    for sources in (dice.sample(graph.records, 20), ["source:one", "none"]):
        yield "claims_of", lambda s, x=sources: s.claims_of(x, reader)
        yield "record_states", lambda s, x=sources: s.record_states(x)
    for id in ids:
        yield f"node {id}", lambda s, i=id: s.node(i, reader)
        yield f"years {id}", lambda s, i=id: s.years(i, reader)
        for labels in LABELS:
            yield (
                f"neighbours {id} {labels}",
                lambda s, i=id, k=labels: s.neighbours(i, reader, limit=7, **k),
            )
            for days in RANGES:
                kinds = labels | days
                yield (
                    f"co_mentions {id} {kinds}",
                    lambda s, i=id, k=kinds: s.co_mentions(i, reader, limit=9, **k),
                )
                yield (
                    f"ego {id} {kinds}",
                    lambda s, i=id, k=kinds: s.ego_network(i, reader, limit=15, **k),
                )
        for days in RANGES:
            yield (
                f"records {id} {days}",
                lambda s, i=id, k=days: s.records(i, reader, limit=5, offset=2, **k),
            )


def pairs(graph: RandomGraph, reader: Access, dice: random.Random) -> Iterator[Ask]:
    """Reads about two entities."""
    for _ in range(12):
        a, b = dice.choices(graph.entities, k=2)
        yield f"paths {a} {b}", lambda s, a=a, b=b: s.shortest_paths(a, b, reader)
        in_time = {"in_time": True, "earliest": "1936-01-01"}
        yield f"best {a} {b}", lambda s, a=a, b=b, k=in_time: s.best_paths(a, b, reader, **k)
        for type in ("", CO_MENTIONED, "PART_OF", "CORRESPONDED_WITH", "NONE"):
            yield (
                f"records {a} {b} {type}",
                lambda s, a=a, b=b, t=type: s.records(a, reader, other=b, link_type=t),
            )
    for claim in dice.sample(graph.claims, 20):
        ends = (claim.subject, claim.predicate, claim.object)
        yield f"evidence {ends}", lambda s, e=ends: s.evidence(*e, reader)
    yield "evidence none", lambda s: s.evidence("a", "NONE", "b", reader)


def selections(graph: RandomGraph, reader: Access, dice: random.Random) -> Iterator[Ask]:
    """Selections by words, entities, sets and days."""
    for _ in range(10):
        facets = {"place": [], "fonds": ["set:1"] if dice.random() < 0.3 else []}
        facets["person"] = [i for i in dice.sample(graph.entities, 2) if i.startswith("person")]
        text = random_text(dice, 2) if dice.random() < 0.4 else ""
        asked = selection(text, facets, earliest=dice.choice(["", "1936-05-01"]))
        yield f"select {asked}", lambda s, x=asked: s.select(x, reader, limit=9, offset=1)
        yield f"overview {asked}", lambda s, x=asked: s.overview(x, reader)
        yield f"network {asked}", lambda s, x=asked: s.network_of(x, reader, limit=12)


def searches(graph: RandomGraph, reader: Access, dice: random.Random) -> Iterator[Ask]:
    """Searches for parts of the names that occur, and for what people type."""
    names = [text for node in graph.nodes for text in (node.name, *node.aliases)]
    texts = list(TEXTS) + [random_text(dice, 3) for _ in range(10)]
    for name in dice.sample(names, 40):
        start = dice.randrange(len(name))
        texts.append(name[start : start + dice.randint(1, 4)])
    for text in texts:
        labels = dice.choice(LABELS)
        yield (
            f"search {text[:40]!r} {labels}",
            lambda s, t=text, k=labels: s.search(t, reader, limit=30, **k),
        )


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_every_read_is_answered_alike(both: tuple[GraphStore, GraphStore], seed: int) -> None:
    graph = random_graph(seed)
    fill(both, graph)
    dice = random.Random(seed)
    for reader in Access:
        assert_equal(both, everything(reader))
        assert_equal(both, about(graph, reader, dice))
        assert_equal(both, pairs(graph, reader, dice))
        assert_equal(both, searches(graph, reader, dice))
        assert_equal(both, selections(graph, reader, dice))


def test_changes_are_counted_and_kept_alike(both: tuple[GraphStore, GraphStore]) -> None:
    """Overwrite one graph by another with the same ids, delete, prune."""
    fill(both, random_graph(3))
    other = random_graph(4, records=150)
    fill(both, other)
    fill(both, other)
    assert_equal(both, everything(Access.CLASSIFIED))
    gone = other.records[:90]
    assert_equal(both, iter([("delete", lambda s: s.delete_by_source([*gone, "none"]))]))
    assert_equal(both, iter([("prune", lambda s: s.prune())]))
    for reader in Access:
        assert_equal(both, everything(reader))
        assert_equal(both, searches(other, reader, random.Random(5)))
