"""The Neo4j store keeps the contract on a real server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loaders.stores import GraphStore
from loaders.stores.neo4j import Neo4jStore
from tests.loaders.stores.contract import StoreContract

pytestmark = pytest.mark.neo4j


@pytest.fixture
def store(neo4j_store: Neo4jStore) -> GraphStore:
    return neo4j_store


@pytest.fixture
def other_store(new_sqlite: Callable[[str], GraphStore]) -> GraphStore:
    """SQLite, so that what must be equal must be equal across stores too."""
    return new_sqlite("other")


class TestNeo4jStore(StoreContract):
    """The contract over Neo4j."""
