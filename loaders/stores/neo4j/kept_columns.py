"""The columns of a graph as the database keeps them: arrays in parts, on ``Meta`` nodes, so that a
process that opens the store reads some megabytes instead of every claim."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from secrets import token_hex

import numpy as np

from loaders.stores.columns.table import Ints, Table, numbering
from loaders.stores.neo4j.connection import Connection, Row, Run, rows

#: Bytes of an array in one part, before it is compressed; a part is written by one transaction.
_PART = 1 << 22
_KEY = "columns"
_BETWEEN = "\n"
#: What is not an array of the table.
_TEXTS = ("version", "terms", "ids")


def keep(connection: Connection, table: Table) -> None:
    """Write the columns, in place of what was kept before. Nothing where an id has a line break."""
    ids = _BETWEEN.join(table.ids).encode("utf-8")
    if ids.count(b"\n") != max(0, len(table.ids) - 1):
        return
    arrays: dict[str, Ints] = {
        field.name: getattr(table, field.name)
        for field in fields(Table)
        if field.name not in _TEXTS
    }
    arrays["ids"] = np.frombuffer(ids, dtype=np.uint8)
    mine = f"{_KEY}:{token_hex(8)}:"
    parts = 0
    for array in arrays.values():
        for data in _parts(array):
            values: Row = {"key": f"{mine}{parts:06d}", "data": data}
            connection.write(partial(_create, values))
            parts += 1
    held = {
        "generation": table.version,
        "numbering": numbering(),
        "terms": list(table.terms),
        "parts": parts,
        "mine": mine,
        "arrays": [[name, array.dtype.str, len(array)] for name, array in arrays.items()],
    }
    text = json.dumps(held, ensure_ascii=False)

    def finish(run: Run) -> None:
        rows(run, "MERGE (m:Meta {key: $key}) SET m.value = $value", key=_KEY, value=text)
        rows(run, _DELETE, mine=mine, all=f"{_KEY}:")

    connection.write(finish)


def _create(values: Row, run: Run) -> None:
    rows(run, "CREATE (m:Meta) SET m = $row", row=values)


_DELETE = "MATCH (m:Meta) WHERE m.key STARTS WITH $all AND NOT m.key STARTS WITH $mine DELETE m"


def _parts(array: Ints) -> Iterator[bytes]:
    data = array.tobytes()
    for start in range(0, len(data), _PART):
        yield zlib.compress(data[start : start + _PART], 1)


def is_kept(connection: Connection) -> bool:
    """Whether the database keeps columns under this schema, of whatever state of the graph."""
    return _described(connection).get("numbering") == numbering()


def kept(connection: Connection, generation: str) -> Table | None:
    """The table of this state of the graph, if it is kept."""
    told = _described(connection)
    if (told.get("generation"), told.get("numbering")) != (generation, numbering()):
        return None
    mine, parts = told["mine"], told["parts"]
    data = iter(_read(connection, [f"{mine}{no:06d}" for no in range(parts)]))
    arrays: dict[str, Ints] = {}
    for name, dtype, length in told["arrays"]:
        size = length * np.dtype(dtype).itemsize
        held = bytearray()
        while len(held) < size:
            part = next(data, b"")
            if not part:
                return None
            held += zlib.decompress(part)
        arrays[name] = np.frombuffer(held, dtype=dtype)
    ids = arrays.pop("ids").tobytes().decode("utf-8")
    return Table(
        version=generation,
        terms=tuple(told["terms"]),
        ids=tuple(ids.split(_BETWEEN)) if ids else (),
        **arrays,
    )


def _described(connection: Connection) -> Row:
    found = connection.rows("MATCH (m:Meta {key: $key}) RETURN m.value AS value", key=_KEY)
    told: Row = json.loads(found[0]["value"]) if found else {}
    return told


def _read(connection: Connection, keys: list[str]) -> Iterator[bytes]:
    for key in keys:
        found = connection.rows("MATCH (m:Meta {key: $key}) RETURN m.data AS data", key=key)
        if not found:
            return
        yield found[0]["data"]
