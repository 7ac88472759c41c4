"""One process writes batches while this one reads: no error, and batches are seen whole or not.

SQLite reads a snapshot. Neo4j promises less (read committed): a scan that runs just while a batch
is committed may meet a part of it, so there a count that is not whole is asked for again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from graph_model.access import Access
from loaders.stores import GraphStore
from loaders.stores.neo4j import Neo4jStore
from tests.loaders.stores.batches import SIZE
from tests.loaders.stores.contract import MAO
from tools.neo4j_server.server import Neo4jServer

ROOT = Path(__file__).resolve().parents[3]
BATCHES = 50
NEO4J = pytest.mark.neo4j
OPEN = Access.OPEN


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=NEO4J)])
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[GraphStore]:
    """An empty store that a second process can open by its address."""
    if request.param == "neo4j":
        server: Neo4jServer = request.getfixturevalue("neo4j_server")
        monkeypatch.setenv("SHIMAI_NEO4J_PASSWORD", server.password)
        neo4j_store: Neo4jStore = request.getfixturevalue("neo4j_store")
        yield neo4j_store
        return
    make: Callable[[str], GraphStore] = request.getfixturevalue("new_sqlite")
    yield make("shared")


def reads(store: GraphStore) -> dict[str, Callable[[], int]]:
    """Numbers of records, each by one query."""
    return {
        "records": lambda: store.records(MAO.id, OPEN, limit=1).total,
        "years": lambda: sum(store.years(MAO.id, OPEN).values()),
        "search": lambda: sum(store.search("批第", OPEN).by_label.values()),
        "claims": lambda: store.aggregate(OPEN).claims.get("MENTIONS", 0),
        "nodes": lambda: store.aggregate(OPEN).nodes.get("Record", 0),
    }


def counts(store: GraphStore, tries: int) -> dict[str, int]:
    """All numbers, after the number that must be there by then; each is whole in so many tries."""
    promised = int(store.get_state("batches") or 0) * SIZE
    found = {"promised": promised}
    for name, read in reads(store).items():
        asked = (read() for _ in range(tries))
        whole = (number for number in asked if number % SIZE == 0 and number >= promised)
        found[name] = next(whole, -1)
        assert found[name] >= 0, name
    return found


def test_a_reader_sees_whole_batches_while_they_are_written(store: GraphStore) -> None:
    tries = 15 if isinstance(store, Neo4jStore) else 1
    line = [sys.executable, "-m", "tests.loaders.stores.batches", store.uri, str(BATCHES)]
    seen = [counts(store, tries)]
    with subprocess.Popen(line, cwd=ROOT, env=dict(os.environ), stderr=subprocess.PIPE) as writer:
        while writer.poll() is None:
            seen.append(counts(store, tries))
        assert writer.stderr is not None
        assert writer.returncode == 0, writer.stderr.read().decode()
    seen.append(counts(store, tries))
    assert set(seen[-1].values()) == {BATCHES * SIZE}
    for before, after in pairwise(seen):
        assert all(after[name] >= before[name] for name in after), (before, after)
