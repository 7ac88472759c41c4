"""The embedded store: one SQLite file, readable while it is written."""

from loaders.stores.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
