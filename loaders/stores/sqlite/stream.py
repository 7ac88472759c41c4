"""Reading the whole graph in order: a scan from first row to last and SQLite's own sort on disk,
in place of one lookup a row.

Ids are hashes, so the rows of a thousand ids in order lie on a thousand pages, and reading them one
by one costs more than all the rest of an export. The sort keeps its runs in temporary files (see
``SQLITE_TMPDIR``) of about the size of what is read; memory is that of the page cache. A stream has
a connection of its own and sees the graph as it was when it began, whatever is written meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from typing import Any

from loaders.stores.sqlite.connection import Connections
from loaders.stores.sqlite.rows import NODE, VISIBLE

#: Rows fetched together.
_FETCHED = 1000
#: Page cache of a stream, in KiB; the sort keeps as much in memory before it writes a run.
_CACHE = 48 * 1024

#: Nodes behind an id. ``{wanted}`` narrows the labels.
NODES = (
    f"SELECT {NODE} FROM node n NOT INDEXED CROSS JOIN label l ON l.no = n.label "
    f"WHERE n.id > :after AND {VISIBLE.format(n='n')} {{wanted}} ORDER BY n.id"
)
#: What claims say, as often as they say it.
LINKS = (
    "SELECT s.id, t.name, o.id FROM edge e NOT INDEXED CROSS JOIN node s ON s.no = e.src "
    "CROSS JOIN type t ON t.no = e.type CROSS JOIN node o ON o.no = e.dst "
    "WHERE e.access <= :r AND e.status <> 'rejected' AND e.grade NOT IN ('weak', 'against') "
    "ORDER BY s.id, t.name, o.id"
)


def stream(
    connections: Connections, query: str, values: Mapping[str, Any]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that sorts what it scans; raises StoreError as other reads do. Within a
    batch it reads on the batch's connection, which alone sees what was written."""
    with connections.errors(), ExitStack() as stack:
        connection = connections.get()
        if not connection.in_transaction:
            connection = stack.enter_context(closing(_opened(connections)))
        cursor = connection.execute(query, values)
        while rows := cursor.fetchmany(_FETCHED):
            yield from rows


def _opened(connections: Connections) -> sqlite3.Connection:
    connection = sqlite3.connect(connections.path, check_same_thread=False)
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA query_only = ON")
    return connection
