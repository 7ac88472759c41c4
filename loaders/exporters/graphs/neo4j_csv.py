"""CSV for ``neo4j-admin database import full`` (Neo4j 5): a file a label and a relationship type,
with the properties that a Neo4j store of the project has, so that the database is such a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from shlex import quote
from typing import Any, TextIO

from graph_model.schema import NodeType, load_schema
from loaders.exporters.base import repaired
from loaders.exporters.graphs.base import PropertyGraph
from loaders.stores.neo4j.layout import FORMAT
from loaders.stores.neo4j.rows import claim_values, stored

#: Between the values of a list; no text holds it.
_BETWEEN = "\x1f"
_LISTS = ("aliases", "alias_forms")
_TYPES = {
    "integer": "long", "number": "double", "list": "string[]", "names": "string[]",
    "iris": "string[]",
}  # fmt: skip
_EDGE = {
    "claim": "", "key": "", "source": "", "field": "", "start": "long", "end": "long", "quote": "",
    "rule": "", "run": "", "confidence": "double", "status": "", "access": "long", "earliest": "",
    "latest": "", "told_subject": "", "told_object": "", "grade": "",
}  # fmt: skip
_COMMAND = (
    "neo4j-admin database import full neo4j --overwrite-destination --id-type=string "
    "--multiline-fields=true --array-delimiter=U+001F"
)


class Neo4jCsv:
    """A folder of CSV files with their headings, and the command that imports them."""

    name = "neo4j-csv"
    folder = True

    def write(self, graph: PropertyGraph, target: Path) -> str:
        """See GraphExporter."""
        with ExitStack() as stack:
            files = {
                label: stack.enter_context(_open(target / f"nodes-{label}.csv"))
                for label in load_schema().nodes
            }
            columns = {label: _columns(kind) for label, kind in load_schema().nodes.items()}
            for label, file in files.items():
                _line(file, [*(_heading(*column) for column in columns[label].items()), ":LABEL"])
            for node in graph.nodes():
                values = stored(node)
                row = [values.get(name) for name in columns[node.label]]
                _line(files[node.label], [*row, f"{node.label}{_BETWEEN}Thing"])
        self._edges(graph, target)
        self._meta(graph, target)
        command = self._command(target)
        (target / "import.sh").write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
        return (
            "停止 Neo4j 后运行（之后 shimai build 或 shimai explore 会补建索引）。 "
            f"Run this while Neo4j is stopped:\n{command}"
        )

    @staticmethod
    def _edges(graph: PropertyGraph, target: Path) -> None:
        with ExitStack() as stack:
            files = {
                type: stack.enter_context(_open(target / f"edges-{type}.csv"))
                for type in load_schema().edges
            }
            heading = [_heading(name, kind) for name, kind in _EDGE.items()]
            for file in files.values():
                _line(file, [":START_ID(Thing)", ":END_ID(Thing)", *heading])
            for claim in graph.claims():
                values = claim_values(claim, claim.run)
                row = [claim.subject, claim.object, *(values[name] for name in _EDGE)]
                _line(files[claim.predicate], row)

    @staticmethod
    def _meta(graph: PropertyGraph, target: Path) -> None:
        with _open(target / "nodes-Meta.csv") as file:
            _line(file, ["key:ID(Meta)", "value", ":LABEL"])
            _line(file, ["format", FORMAT, "Meta"])
            version = graph.store.get_state("graph_version")
            if version:
                _line(file, ["state:graph_version", version, "Meta"])

    @staticmethod
    def _command(target: Path) -> str:
        words = [_COMMAND]
        for path in sorted(target.glob("nodes-*.csv")):
            words.append(f"--nodes={quote(str(path.name))}")
        for path in sorted(target.glob("edges-*.csv")):
            type = path.stem.removeprefix("edges-")
            words.append(f"--relationships={type}={quote(path.name)}")
        return " \\\n  ".join(words)


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _columns(kind: NodeType) -> Mapping[str, str]:
    own = ("id", "name", "aliases", "access", "earliest", "latest", "properties", "search", "form",
           "alias_forms")  # fmt: skip
    found = dict.fromkeys(own, "") | {"id": "ID(Thing)", "access": "long"}
    found |= dict.fromkeys(_LISTS, "string[]")
    for prop in kind.properties.values():
        if prop.name not in found and prop.type != "map":
            found[prop.name] = _TYPES.get(prop.type, "")
    return found


def _heading(name: str, kind: str) -> str:
    return f"{name}:{kind}" if kind else name


def _line(file: TextIO, values: Sequence[Any] | Iterable[Any]) -> None:
    file.write(",".join(map(_cell, values)) + "\n")


def _cell(value: Any) -> str:
    """A text in quotation marks (an empty one stays an empty text), nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        value = _BETWEEN.join(str(item).replace(_BETWEEN, " ") for item in value)
        if not value:
            return ""
    return '"' + repaired(str(value)).replace('"', '""') + '"'
