"""The CSV for Neo4j, imported by Neo4j's own command, is a store equal to the one it came from."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from graph_model.access import Access
from loaders.cli.main import main
from loaders.stores import open_store
from loaders.stores.neo4j import Neo4jStore
from tests.required import started
from tools.neo4j_server.imported import import_command
from tools.neo4j_server.server import Neo4jServer

pytestmark = pytest.mark.neo4j
ALL = Access.CLASSIFIED


def imported(folder: Path) -> Neo4jServer:
    """A server whose database was made by the command that the export printed."""
    return started(Neo4jServer(admin=import_command(folder), folder=folder, timeout=300))


def test_the_sample_imported_by_neo4j_is_the_same_graph(sample_graph: Path, tmp_path: Path) -> None:
    address, folder = str(sample_graph), tmp_path / "csv"
    store = open_store(address)
    nodes, claims = list(store.iter_nodes(ALL)), list(store.iter_edges(ALL))
    found = [hit.node.id for hit in store.search("毛泽东", ALL).hits]
    store.close()
    assert main([
        "export", "--store", address, "--format", "neo4j-csv", "--clearance", "classified",
        "-o", str(folder),
    ]) == 0  # fmt: skip
    server = imported(folder)
    try:
        auth = (server.user, server.password)
        with neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver:
            counted = driver.execute_query(
                "MATCH (n:Thing) WITH count(n) AS nodes MATCH ()-[r]->() "
                "RETURN nodes, count(r) AS edges"
            ).records[0]
        assert (counted["nodes"], counted["edges"]) == (len(nodes), len(claims))
        copy = Neo4jStore(server.uri, user=server.user, password=server.password, create=True)
        try:
            assert list(copy.iter_nodes(ALL)) == nodes
            assert list(copy.iter_edges(ALL)) == claims
            assert [hit.node.id for hit in copy.search("毛泽东", ALL).hits] == found
        finally:
            copy.close()
    finally:
        server.stop()
