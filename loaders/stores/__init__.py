"""Graph stores: one contract (``base``), SQLite by default, Neo4j over Bolt."""

from loaders.stores.base import GraphStore
from loaders.stores.open import DEFAULT_STORE, open_store

__all__ = ["DEFAULT_STORE", "GraphStore", "open_store"]
