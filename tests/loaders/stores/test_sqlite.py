"""The SQLite store keeps the contract, and its file says when it is not a store."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph_model.access import Access
from graph_model.errors import StoreError
from graph_model.node import Node
from loaders.stores import GraphStore, open_store
from loaders.stores.selection import Selection
from loaders.stores.sqlite import read
from tests.loaders.stores.contract import StoreContract
from tests.loaders.stores.contract_selections import SelectionContract
from tests.loaders.stores.decision_contract import DecisionContract
from tests.loaders.stores.random_graph import random_graph


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    store = open_store(str(tmp_path / "one.sqlite"), create=True)
    yield store
    store.close()


@pytest.fixture
def other_store(tmp_path: Path) -> Iterator[GraphStore]:
    store = open_store(str(tmp_path / "two.sqlite"), create=True)
    yield store
    store.close()


@pytest.fixture
def reopen(store: GraphStore) -> Callable[[], GraphStore]:
    """Opens the store once more, as another process does."""
    return lambda: open_store(store.uri)


class TestSqliteStore(StoreContract, SelectionContract, DecisionContract):
    """The contract over SQLite."""


def test_an_absent_store_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        open_store(str(tmp_path / "none.sqlite"))
    assert (error.value.code, error.value.exit_code) == ("STORE_MISSING", 2)
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"x" * 200]
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError) as error:
        open_store(str(path), create=True)
    assert error.value.code == "STORE_FORMAT"
    assert path.read_bytes() == content


def test_columns_kept_in_the_file_answer_as_those_streamed(store: GraphStore) -> None:
    graph = random_graph(5)
    store.upsert_nodes(graph.nodes)
    store.upsert_edges(graph.claims)
    streamed = answers(store)
    store.summarize()
    again = open_store(store.uri)
    assert answers(again) == streamed
    # They were read from the file: without the claims themselves the counts stay.
    with closing(sqlite3.connect(store.uri)) as raw, raw:
        raw.execute("DELETE FROM edge")
    bare = open_store(store.uri)
    assert bare.overview(Selection(), Access.OPEN) == again.overview(Selection(), Access.OPEN)
    assert bare.years(graph.entities[0], Access.OPEN) == again.years(graph.entities[0], Access.OPEN)


def answers(store: GraphStore) -> list[object]:
    """Reads that go over the columns, for every level."""
    return [
        read
        for reader in Access
        for read in (
            store.aggregate(reader),
            store.overview(Selection(), reader),
            store.select(Selection(), reader, limit=500),
            store.network_of(Selection(), reader),
        )
    ]


def test_what_is_scanned_and_sorted_is_what_is_looked_up(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = random_graph(5)
    store.upsert_nodes(graph.nodes)
    store.upsert_edges(graph.claims)
    for reader in Access:
        for labels in ((), ("Record",)):
            looked_up = list(store.iter_nodes(reader, labels=labels))
            with monkeypatch.context() as patch:
                patch.setattr(read, "_STREAM", 3)
                patch.setattr(read, "_PAGES", 1)
                assert list(store.iter_nodes(reader, labels=labels)) == looked_up
                after = looked_up[5].id
                assert list(store.iter_nodes(reader, labels=labels, after=after)) == looked_up[6:]
        links = list(store.iter_links(reader))
        assert links == sorted(set(links)) != []


def test_a_stream_sees_the_graph_as_it_began_and_a_batch_what_it_wrote(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "_PAGES", 0)
    graph = random_graph(5)
    store.upsert_nodes(graph.nodes)
    stream = store.iter_nodes(Access.CLASSIFIED)
    first = next(stream)
    store.upsert_edges(graph.claims)
    late = Node(id="place:zz-later", label="Place", name="后来", access=Access.OPEN)
    with store.batch():
        store.upsert_nodes([late])
        assert late.id in {node.id for node in store.iter_nodes(Access.OPEN)}
    seen = [first, *stream]
    assert late.id not in {node.id for node in seen}
    assert late.id in {node.id for node in store.iter_nodes(Access.OPEN)}
