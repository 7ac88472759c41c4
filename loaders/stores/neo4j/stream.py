"""The whole graph as columns, streamed over Bolt: few long answers instead of millions of rows.

A row costs the driver some microseconds, a number in a row one more. The server therefore writes
the numbers of thousands of claims into texts of its own, which numpy reads at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from loaders.stores.columns import CLAIM_ROW, NODE_ROW
from loaders.stores.columns.table import (
    NO_LEVEL,
    NODE_TERM,
    Ints,
    Table,
    by_own,
    label_numbers,
    table_of,
    type_numbers,
)
from loaders.stores.neo4j.connection import Connection

#: Nodes, and subjects of claims, of one answer.
_NODES_PART, _SUBJECTS = 20_000, 10_000
_DAYS = " + ".join(
    f"' 0' + replace(coalesce({{0}}.{day}, ''), '-', '')" for day in ("earliest", "latest")
)
_TERM = (
    "CASE "
    + " ".join(f"WHEN n:{label} THEN n.{name}" for label, name in NODE_TERM.items())
    + " ELSE n.kind END"
)
_NODES = (
    "MATCH (n:Thing) WHERE n.id > $after WITH n ORDER BY n.id LIMIT $part "
    "RETURN collect(n.id) AS ids, collect([l IN labels(n) WHERE l <> 'Thing'][0]) AS labels, "
    f"collect(coalesce({_TERM}, '')) AS terms, "
    f"collect(id(n) + ' ' + coalesce(n.access, {NO_LEVEL}) + {_DAYS.format('n')}) AS numbers"
)
#: The source is told apart from the subject only where it is another: most claims are a record's.
_CLAIMS = (
    "UNWIND $nodes AS no MATCH (s)-[e]->(o:Thing) WHERE id(s) = no "
    "WITH type(e) AS type, id(s) + ' ' + id(o) + ' ' "
    "+ CASE WHEN e.source = s.id THEN '-1 ' ELSE '-2 ' END + e.access "
    f"+ CASE WHEN e.status = 'rejected' THEN ' 1' ELSE ' 0' END + {_DAYS.format('e')} AS text, "
    "CASE WHEN e.source = s.id THEN null ELSE e.source END AS source "
    "RETURN type, collect(text) AS numbers, collect(source) AS sources"
)


def streamed(connection: Connection, generation: str) -> Table:
    """The table, with the numbers that the server itself has for the nodes."""
    labels, terms = label_numbers(), {"": 0}
    ids: list[str] = []
    nodes: list[NDArray[np.void]] = []
    inner: list[Ints] = []
    after = ""
    while (row := connection.rows(_NODES, after=after, part=_NODES_PART)[0])["ids"]:
        numbers = _numbers(row["numbers"], 4)
        part = np.empty(len(numbers), dtype=NODE_ROW)
        part["no"] = np.arange(len(ids), len(ids) + len(part))
        part["label"] = [labels[label] for label in row["labels"]]
        part["access"], part["earliest"], part["latest"] = numbers[:, 1:].T
        part["term"] = [
            terms.setdefault(term if isinstance(term, str) else "", len(terms))
            for term in row["terms"]
        ]
        nodes.append(part)
        inner.append(numbers[:, 0])
        ids += row["ids"]
        after = ids[-1]
    own = np.concatenate([np.empty(0, dtype=np.int64), *inner])
    claims = _claims(connection, own, {id: no for no, id in enumerate(ids)})
    return replace(table_of(generation, nodes, claims, list(terms), ids), own=own)


def _claims(connection: Connection, own: Ints, known: dict[str, int]) -> Iterator[NDArray[np.void]]:
    """All claims whose nodes are known, some subjects at a time."""
    types = type_numbers()
    places = by_own(own)
    for start in range(0, len(own), _SUBJECTS):
        subjects = own[start : start + _SUBJECTS].tolist()
        for row in connection.rows(_CLAIMS, nodes=subjects):
            numbers = _numbers(row["numbers"], 7)
            part = np.empty(len(numbers), dtype=CLAIM_ROW)
            part["type"] = types[row["type"]]
            part["src"] = at(places, numbers[:, 0])
            part["dst"] = at(places, numbers[:, 1])
            part["source"] = part["src"]
            part["source"][numbers[:, 2] == -2] = [known.get(id, -1) for id in row["sources"]]
            part["access"], part["rejected"] = numbers[:, 3], numbers[:, 4] == 1
            part["earliest"], part["latest"] = numbers[:, 5], numbers[:, 6]
            yield part[(part["src"] >= 0) & (part["dst"] >= 0) & (part["source"] >= 0)]


def _numbers(texts: Sequence[str], width: int) -> Ints:
    """The numbers of texts that have ``width`` each, a row a text."""
    return np.fromstring(" ".join(texts), dtype=np.int64, sep=" ").reshape(-1, width)


def at(places: Ints, own: Ints) -> Ints:
    """Numbers of nodes by the server's numbers; -1 for nodes that the columns lack."""
    known = own < len(places)
    found = np.full(len(own), -1, dtype=np.int32)
    found[known] = places[own[known]]
    return found
