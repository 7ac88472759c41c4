"""Two Parquet tables, ``nodes.parquet`` and ``edges.parquet``, one row a node and a claim."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph_model.claim import Claim
from graph_model.node import Node
from loaders.exporters.base import repaired
from loaders.exporters.choice import chunks
from loaders.exporters.graphs.base import PropertyGraph

_ROWS = 20_000
_TEXT = pa.string()
_NODES = pa.schema(
    [
        ("id", _TEXT), ("label", _TEXT), ("name", _TEXT), ("aliases", pa.list_(_TEXT)),
        ("access", _TEXT), ("earliest", _TEXT), ("latest", _TEXT), ("properties", _TEXT),
    ]
)  # fmt: skip
_EDGES = pa.schema(
    [
        ("subject", _TEXT), ("predicate", _TEXT), ("object", _TEXT), ("source", _TEXT),
        ("field", _TEXT), ("start", pa.int32()), ("end", pa.int32()), ("quote", _TEXT),
        ("rule", _TEXT), ("run", _TEXT), ("confidence", pa.float64()), ("status", _TEXT),
        ("access", _TEXT), ("earliest", _TEXT), ("latest", _TEXT),
    ]
)  # fmt: skip


class Parquet:
    """Parquet; ``properties`` is JSON, an empty access level is NULL."""

    name = "parquet"
    folder = True

    def write(self, graph: PropertyGraph, target: Path) -> str:
        """See GraphExporter."""
        _table(target / "nodes.parquet", _NODES, (_node(node) for node in graph.nodes()))
        _table(target / "edges.parquet", _EDGES, (_edge(claim) for claim in graph.claims()))
        return ""


def _table(path: Path, schema: pa.Schema, rows: Iterable[dict[str, Any]]) -> None:
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in chunks(rows, _ROWS):
            writer.write_table(pa.Table.from_pylist(part, schema=schema))


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "label": node.label,
        "name": repaired(node.name),
        "aliases": [repaired(alias) for alias in node.aliases],
        "access": None if node.access is None else node.access.en,
        "earliest": node.earliest,
        "latest": node.latest,
        "properties": repaired(json.dumps(dict(node.properties), ensure_ascii=False)),
    }


def _edge(claim: Claim) -> dict[str, Any]:
    said = claim.evidence
    return {
        "subject": claim.subject, "predicate": claim.predicate, "object": claim.object,
        "source": said.source, "field": said.field, "start": said.start, "end": said.end,
        "quote": repaired(said.quote), "rule": claim.rule, "run": claim.run,
        "confidence": claim.confidence, "status": claim.status.value, "access": claim.access.en,
        "earliest": claim.earliest, "latest": claim.latest,
    }  # fmt: skip
