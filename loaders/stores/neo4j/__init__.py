"""The server store: a Neo4j 5 database over Bolt, for graphs that many people read at once."""

from loaders.stores.neo4j.store import Neo4jStore

__all__ = ["Neo4jStore"]
