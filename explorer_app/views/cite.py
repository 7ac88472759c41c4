"""Citation texts: of a record, and of a view."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from explorer_app.texts import say
from explorer_app.views.names import node_name
from graph_model.node import Node


def record_citation(node: Node, version: str, address: str, language: str) -> str:
    """Title, date, reference code, holder, and where it was read."""
    facts = node.properties
    parts = [
        f"《{node.name}》" if language == "zh" else f'"{node.name}"',
        _fact(facts, "date_text") or say("undated", language),
        _fact(facts, "reference_code"),
        _fact(facts, "fonds"),
        _fact(facts, "holder"),
        read_in(version, address, language),
    ]
    joiner = "，" if language == "zh" else ", "
    return joiner.join(part for part in parts if part) + ("。" if language == "zh" else ".")


def entity_citation(node: Node, version: str, address: str, language: str) -> str:
    """Name, id, and where it was read."""
    joiner, end = ("，", "。") if language == "zh" else (", ", ".")
    return (
        joiner.join([node_name(node, language), node.id, read_in(version, address, language)]) + end
    )


def view_citation(
    title: str, query: str, total: str, version: str, address: str, language: str
) -> str:
    """What was asked of which data, how many records it found, and where it was read."""
    joiner, end = ("，", "。") if language == "zh" else (", ", ".")
    parts = [title, query, total, read_in(version, address, language)]
    return joiner.join(part for part in parts if part) + end


def read_in(version: str, address: str, language: str, on: date | None = None) -> str:
    """Program, data version, address and day of reading."""
    day = (on or date.today()).isoformat()
    return say("cited_in", language).format(version=version or "—", address=address, day=day)


def _fact(facts: Mapping[str, object], name: str) -> str:
    value = facts.get(name, "")
    return value.strip() if isinstance(value, str) else ""
