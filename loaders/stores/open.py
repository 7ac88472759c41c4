"""Open a store by its address: a path (SQLite) or a neo4j:// / bolt:// URI."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from graph_model.errors import StoreError

if TYPE_CHECKING:
    from loaders.stores.base import GraphStore

DEFAULT_STORE = "var/shimai.sqlite"
_BOLT = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")


def open_store(address: str = DEFAULT_STORE, *, create: bool = False) -> GraphStore:
    """Open a store. With ``create`` an absent SQLite file is made, and a Neo4j database gets its
    constraints.

    User, password and database of Neo4j come from SHIMAI_NEO4J_USER (default neo4j),
    SHIMAI_NEO4J_PASSWORD and SHIMAI_NEO4J_DATABASE (default neo4j). Raises STORE_MISSING,
    STORE_UNREACHABLE, STORE_AUTH, STORE_FORMAT.
    """
    if address.startswith(_BOLT):
        from loaders.stores.neo4j import Neo4jStore

        return Neo4jStore(
            address,
            user=os.environ.get("SHIMAI_NEO4J_USER", "neo4j"),
            password=os.environ.get("SHIMAI_NEO4J_PASSWORD", ""),
            database=os.environ.get("SHIMAI_NEO4J_DATABASE", "neo4j"),
            create=create,
        )
    if "://" in address:
        raise StoreError("STORE_ADDRESS", uri=address)
    from loaders.stores.sqlite import SqliteStore

    if not create and not Path(address).is_file():
        raise StoreError("STORE_MISSING", uri=address)
    return SqliteStore(Path(address), create=create)
