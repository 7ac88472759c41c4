"""Entities and record sets that words name, as rows; and pages of twenty."""

from __future__ import annotations

from explorer_app.components.records import RecordRow, TitleSpan
from explorer_app.links import href
from explorer_app.texts import say
from explorer_app.views.names import is_entity, label_name, label_tint, node_name
from graph_model.node import Node
from loaders.stores.results import SearchHit

#: Results a page.
PAGE = 20


def page_count(total: int, size: int = PAGE) -> int:
    """Pages of ``size``; at least one."""
    return max(1, -(-total // size))


def node_row(hit: SearchHit, language: str) -> RecordRow:
    """An entity or record set as a row: how many records name it, its name in type colour, and
    what it is."""
    node = hit.node
    counted = is_entity(node.label)
    name = node_name(node, language)
    tint = label_tint(node.label)
    address = href("entity", language, id=node.id)
    span = TitleSpan(
        start=0,
        end=len(name),
        label=label_name(node.label, language),
        color=tint.light,
        color_dark=tint.dark,
        entity_id=node.id,
        href=address,
    )
    return RecordRow(
        id=node.id,
        year=str(hit.records) if counted else "",
        day=say("items" if hit.records != 1 else "item", language) if counted else "",
        title=name,
        spans=(span,),
        meta=_about(node, name, language),
        href=address,
    )


def _about(node: Node, shown: str, language: str) -> tuple[str, ...]:
    """Type, other names and note."""
    parts = [label_name(node.label, language)]
    others = [other for other in (node.name, *node.aliases) if other and other != shown]
    if others:
        parts.append("、".join(others[:4]))
    for name in ("reference_code", "note"):
        value = node.properties.get(name, "")
        if isinstance(value, str) and value.strip():
            parts.append(value.strip())
    return tuple(parts)
