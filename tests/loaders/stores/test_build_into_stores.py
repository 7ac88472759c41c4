"""The sample catalogue in both stores: the graphs are equal, a second load changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_model.access import Access
from loaders.build import build
from loaders.readers import Reject
from loaders.stores import GraphStore
from loaders.stores.neo4j import Neo4jStore
from tests.graphs import copied
from tests.loaders.stores.conftest import emptied
from tests.loaders.stores.contract import picture
from tests.paths import ROOT, SAMPLE
from tools.neo4j_server.server import Neo4jServer

pytestmark = pytest.mark.neo4j


def load(store: GraphStore) -> tuple[int, int, int]:
    """Build the sample; what was created, updated, unchanged."""
    report = build([SAMPLE], store, list[Reject]().append)
    (file,) = report.files
    return file.created, file.updated, file.unchanged


@pytest.fixture(scope="module")
def both(
    neo4j_server: Neo4jServer, sample_graph: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[GraphStore, Neo4jStore]]:
    """The sample in SQLite and in Neo4j, where its writing takes a minute: once for the module."""
    sqlite = copied(sample_graph, tmp_path_factory.mktemp("both") / "sample.sqlite")
    server = emptied(neo4j_server)
    store = Neo4jStore(server.uri, user=server.user, password=server.password, create=True)
    rows = sqlite.aggregate(Access.CLASSIFIED).nodes["Record"]
    assert load(store) == (rows, 0, 0)
    yield sqlite, store
    store.close()
    sqlite.close()


def test_the_sample_is_the_same_graph_in_both_stores_and_loading_it_twice_changes_nothing(
    both: tuple[GraphStore, Neo4jStore],
) -> None:
    sqlite, neo4j_store = both
    first = picture(sqlite)
    rows = sqlite.aggregate(Access.CLASSIFIED).nodes["Record"]
    assert picture(neo4j_store) == first
    for store in both:
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


def test_the_cypher_of_the_docs_answers_on_the_sample(both: tuple[GraphStore, Neo4jStore]) -> None:
    text = (ROOT / "docs" / "neo4j.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```cypher\n(.*?)```", text, re.DOTALL)
    queries = [query.strip() for block in blocks for query in block.split(";") if query.strip()]
    assert len(queries) >= 3
    for query in queries:
        assert both[1].cypher(query, reader=Access.CLASSIFIED), query
