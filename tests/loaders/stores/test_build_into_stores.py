"""The sample catalogue in both stores: the graphs are equal, a second load changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from graph_model.access import Access
from loaders.build import build
from loaders.readers import Reject
from loaders.stores import GraphStore
from loaders.stores.neo4j import Neo4jStore
from tests.loaders.stores.contract import picture
from tests.paths import ROOT, SAMPLE


def load(store: GraphStore) -> tuple[int, int, int]:
    """Build the sample; what was created, updated, unchanged."""
    report = build([SAMPLE], store, list[Reject]().append)
    (file,) = report.files
    return file.created, file.updated, file.unchanged


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_the_sample_is_the_same_graph_in_both_stores_and_loading_it_twice_changes_nothing(
    neo4j_store: Neo4jStore, new_sqlite: Callable[[str], GraphStore]
) -> None:
    sqlite = new_sqlite("sample")
    rows = load(sqlite)[0]
    first = picture(sqlite)
    assert load(neo4j_store) == (rows, 0, 0)
    assert picture(neo4j_store) == first
    for store in (sqlite, neo4j_store):
        assert load(store) == (0, 0, rows)
        assert picture(store) == first
    for reader in Access:
        assert sqlite.aggregate(reader) == neo4j_store.aggregate(reader)
        event = sqlite.search("西安事变", reader, labels=["Event"]).hits[0].node.id
        for id in ("person:mao-zedong", "person:song-qingling", event):
            assert sqlite.ego_network(id, reader) == neo4j_store.ego_network(id, reader)
            assert sqlite.records(id, reader) == neo4j_store.records(id, reader)
        for text in ("毛泽东", "西安事变", "致", "Q001", "電"):
            assert sqlite.search(text, reader) == neo4j_store.search(text, reader)


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_the_cypher_of_the_docs_answers_on_the_sample(neo4j_store: Neo4jStore) -> None:
    build([SAMPLE], neo4j_store, lambda _: None)
    text = (ROOT / "docs" / "neo4j.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```cypher\n(.*?)```", text, re.DOTALL)
    queries = [query.strip() for block in blocks for query in block.split(";") if query.strip()]
    assert len(queries) >= 3
    for query in queries:
        assert neo4j_store.cypher(query, reader=Access.CLASSIFIED), query
