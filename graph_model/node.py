"""Nodes of the graph: records, record sets, entities, themes, sources and runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graph_model.access import Access


@dataclass(frozen=True, slots=True)
class Node:
    """A node: id, label, preferred name, and the label's properties from the schema (empty ones
    left out).

    ``access`` is the level of the node itself; ``None`` means that the node has none of its own
    and is visible wherever a claim about it is (an entity that only texts know). ``aliases`` are
    further names to search by.
    """

    id: str
    label: str
    name: str
    access: Access | None = None
    aliases: tuple[str, ...] = ()
    properties: Mapping[str, Any] = field(default_factory=dict)
    earliest: str = ""
    latest: str = ""
