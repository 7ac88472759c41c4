"""Connections: one a thread, write-ahead log, and SQLite's own errors turned into ours."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph_model.errors import StoreError
from graph_model.schema import load_schema
from loaders.stores.sqlite import layout

_BUSY_MS = 10_000


class Connections:
    """The connections of one store file; each thread has its own."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        if create:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError("STORE_FAILED", uri=str(path), reason=str(error)) from None
        with self.errors():
            self._prepare(create)

    def _prepare(self, create: bool) -> None:
        connection = self.get()
        has_tables = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if not has_tables and create:
            connection.execute("PRAGMA journal_mode = WAL")
            layout.create(connection, load_schema())
            return
        try:
            row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.OperationalError:
            row = None
        if row is None or row[0] != layout.FORMAT:
            reason = f"format {row[0] if row else '?'} / {layout.FORMAT}"
            raise StoreError("STORE_FORMAT", uri=str(self.path), reason=reason)
        if create:
            layout.update_schema(connection, load_schema())

    def get(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -65536")
            self._local.connection = connection
            with self._lock:
                self._all.append(connection)
        return connection

    def release(self) -> None:
        """Close this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            with self._lock:
                if connection in self._all:
                    self._all.remove(connection)
            connection.close()
            self._local.connection = None

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn SQLite's exceptions into StoreError."""
        try:
            yield
        except sqlite3.OperationalError as error:
            busy = "locked" in str(error) or "busy" in str(error)
            code = "STORE_BUSY" if busy else "STORE_FAILED"
            raise StoreError(code, uri=str(self.path), reason=str(error)) from error
        except sqlite3.DatabaseError as error:
            not_ours = "not a database" in str(error)
            code = "STORE_FORMAT" if not_ours else "STORE_FAILED"
            raise StoreError(code, uri=str(self.path), reason=str(error)) from error
        except UnicodeEncodeError as error:
            raise StoreError("STORE_FAILED", uri=str(self.path), reason=str(error)) from error
