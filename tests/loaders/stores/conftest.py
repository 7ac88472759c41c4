"""Stores for the tests: the Neo4j server of the run is emptied for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from loaders.stores import GraphStore, open_store
from loaders.stores.neo4j import Neo4jStore
from tools.neo4j_server.server import Neo4jServer


def emptied(server: Neo4jServer) -> Neo4jServer:
    """The server with no nodes in it; constraints and indexes stay from test to test."""
    auth = (server.user, server.password)
    with neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return server


@pytest.fixture
def empty_neo4j(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The server, emptied for the test."""
    return emptied(neo4j_server)


@pytest.fixture
def neo4j_store(empty_neo4j: Neo4jServer) -> Iterator[Neo4jStore]:
    """An empty store on the server."""
    store = Neo4jStore(
        empty_neo4j.uri, user=empty_neo4j.user, password=empty_neo4j.password, create=True
    )
    yield store
    store.close()


@pytest.fixture
def new_sqlite(tmp_path: Path) -> Iterator[Callable[[str], GraphStore]]:
    """Makes an empty SQLite store of a name."""
    made: list[GraphStore] = []

    def make(name: str) -> GraphStore:
        made.append(open_store(str(tmp_path / f"{name}.sqlite"), create=True))
        return made[-1]

    yield make
    for store in made:
        store.close()
