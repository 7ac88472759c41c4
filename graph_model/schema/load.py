"""Read the schema's YAML files, and say which file is wrong when one is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from graph_model.errors import ShimaiError
from graph_model.schema.model import ANY, EdgeType, NodeType, Property, RdfRule, Schema

_TYPES = {"string", "integer", "number", "edtf", "day", "list", "names", "iris", "map"}
_SOURCES = {"subject", "object", "none"}


@cache
def load_schema() -> Schema:
    """The project's schema; read once."""
    root = files("graph_model.schema")
    nodes = [_node(path, _read(path)) for path in _yaml_files(root / "nodes")]
    nodes.sort(key=lambda node: (node.order, node.label))
    labels = {node.label: node for node in nodes}
    edges = [_edge(path, _read(path), labels) for path in _yaml_files(root / "edges")]
    return Schema(nodes=labels, edges={edge.type: edge for edge in edges})


def _yaml_files(folder: Traversable) -> list[Traversable]:
    found = [path for path in folder.iterdir() if path.name.endswith(".yaml")]
    return sorted(found, key=lambda path: path.name)


def _read(path: Traversable) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ShimaiError("SCHEMA_FILE", file=path.name, reason=str(error)) from None
    if not isinstance(data, dict):
        raise ShimaiError("SCHEMA_FILE", file=path.name, reason="not a mapping")
    return data


def _node(path: Traversable, data: Mapping[str, Any]) -> NodeType:
    try:
        properties = {
            name: Property(name=name, **fields) for name, fields in data["properties"].items()
        }
        wrong = sorted({prop.type for prop in properties.values()} - _TYPES)
        if wrong:
            raise ShimaiError("SCHEMA_FILE", file=path.name, reason=f"property types {wrong}")
        node = NodeType(
            label=data["label"],
            zh=data["zh"],
            en=data["en"],
            definition=data["definition"],
            kind=data["kind"],
            id_prefix=data["id_prefix"],
            order=data["order"],
            color=data["color"],
            classes=tuple(data["rdf"]["classes"]),
            properties=properties,
            tag=data.get("tag", ""),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ShimaiError(
            "SCHEMA_FILE", file=path.name, reason=f"missing or wrong: {error}"
        ) from None
    _named_for(path, node.label)
    return node


def _edge(path: Traversable, data: Mapping[str, Any], labels: Mapping[str, NodeType]) -> EdgeType:
    try:
        rules = tuple(RdfRule(**{"domain": ANY, "range": ANY, **rule}) for rule in data["rdf"])
        edge = EdgeType(
            type=data["type"],
            zh=data["zh"],
            en=data["en"],
            inverse=data["inverse"],
            definition=data["definition"],
            family=data["family"],
            domain=tuple(data["domain"]),
            range=tuple(data["range"]),
            directed=data["directed"],
            color=data["color"],
            rdf=rules,
        )
    except (KeyError, TypeError) as error:
        raise ShimaiError(
            "SCHEMA_FILE", file=path.name, reason=f"missing or wrong: {error}"
        ) from None
    _named_for(path, edge.type)
    unknown = {*edge.domain, *edge.range} - set(labels)
    if unknown:
        raise ShimaiError("SCHEMA_FILE", file=path.name, reason=f"unknown labels {sorted(unknown)}")
    if any(rule.relation_source not in _SOURCES for rule in rules):
        raise ShimaiError("SCHEMA_FILE", file=path.name, reason="relation_source")
    return edge


def _named_for(path: Traversable, name: str) -> None:
    if path.name != f"{name}.yaml":
        raise ShimaiError("SCHEMA_FILE", file=path.name, reason=f"it describes {name}")
