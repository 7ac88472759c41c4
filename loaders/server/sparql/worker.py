"""A process that answers queries, one at a time, over standard input and output.

It opens the graph read-only, then gives up what it does not need: memory above its limit, and all
further file descriptors, so that it cannot open a socket even where a query got past the guard.
The parent ends it when a query takes too long.

A message is its length in four bytes, then JSON; an answer is followed by a body in the same way.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
from contextlib import suppress
from itertools import islice
from typing import Any, BinaryIO

import pyoxigraph

from loaders.server.sparql.guard import Refused, check
from loaders.server.sparql.results import GRAPHS, write_rows, write_truth

_LENGTH = struct.Struct(">I")
#: Bytes of an answer at most.
LARGEST = 256 * 1024 * 1024


class TooMany(Exception):
    """An answer with more rows than the limit."""


def main() -> None:
    """``worker DIRECTORY MEMORY_MB ROWS``."""
    store = pyoxigraph.Store.read_only(sys.argv[1])
    memory, rows = int(sys.argv[2]), int(sys.argv[3])
    warm_up(store)
    give_up(memory)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    send(sink, {"ready": True}, b"")
    while (message := receive(source)) is not None:
        head, body = answer(store, message, rows)
        send(sink, head, body)


def warm_up(store: pyoxigraph.Store) -> None:
    """Load what is loaded lazily, files and modules, before descriptors are given up."""
    check("SELECT * WHERE { ?s ?p ?o } LIMIT 1")
    for query in ("SELECT * WHERE { ?s ?p ?o } LIMIT 1", "ASK { GRAPH ?g { ?s ?p ?o } }"):
        found = store.query(query)
        if isinstance(found, pyoxigraph.QuerySolutions):
            list(found)


def give_up(memory_mb: int) -> None:
    """No more memory than ``memory_mb`` above what is used now, no new file descriptor or process,
    no core file."""
    with open("/proc/self/statm", "rb") as status:  # noqa: PTH123
        used = int(status.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    limit = used + memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    highest = max(int(name) for name in os.listdir("/proc/self/fd"))  # noqa: PTH208
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, highest + 1))
    with suppress(OSError):
        while True:
            os.dup(2)


def answer(
    store: pyoxigraph.Store, message: dict[str, Any], limit: int
) -> tuple[dict[str, Any], bytes]:
    """The answer to ``{"query", "rows", "graph"}``: the formats asked for rows and for graphs."""
    try:
        check(message["query"])
        return _run(store, message, limit)
    except Refused as error:
        return {"error": "refused", "reason": str(error)}, b""
    except SyntaxError as error:
        reason = f"The query is not valid SPARQL 1.1: {' '.join(str(error).split())[:300]}"
        return {"error": "refused", "reason": reason}, b""
    except TooMany:
        reason = f"The answer has more than {limit:,} rows; add LIMIT or ask for less."
        return {"error": "rows", "reason": reason}, b""
    except MemoryError:
        return {"error": "memory", "reason": "The query needs too much memory."}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"error": "failed", "reason": " ".join(str(error).split())[:300]}, b""


def _run(
    store: pyoxigraph.Store, message: dict[str, Any], limit: int
) -> tuple[dict[str, Any], bytes]:
    found = store.query(message["query"], base_iri=message.get("base") or None)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return {"kind": "truth"}, write_truth(bool(found), message["rows"])
    if isinstance(found, pyoxigraph.QuerySolutions):
        names = [variable.value for variable in found.variables]
        rows = [tuple(solution) for solution in islice(found, limit + 1)]
        _count(rows, limit)
        return {"kind": "rows"}, write_rows(names, rows, message["rows"])
    triples = list(dict.fromkeys(islice(found, limit + 1)))
    _count(triples, limit)
    body = pyoxigraph.serialize(triples, format=GRAPHS[message["graph"]])
    return {"kind": "graph"}, body or b""


def _count(items: list[Any], limit: int) -> None:
    if len(items) > limit:
        raise TooMany


def receive(source: BinaryIO) -> dict[str, Any] | None:
    """The next message, None at the end."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    message: dict[str, Any] = json.loads(source.read(_LENGTH.unpack(head)[0]))
    return message


def send(sink: BinaryIO, head: dict[str, Any], body: bytes) -> None:
    """Write an answer with its body."""
    if len(body) > LARGEST:
        head, body = {"error": "rows", "reason": "The answer is too large; add LIMIT."}, b""
    packed = json.dumps(head).encode()
    sink.write(_LENGTH.pack(len(packed)) + packed + _LENGTH.pack(len(body)) + body)
    sink.flush()


if __name__ == "__main__":
    main()
