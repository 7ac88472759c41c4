"""Search results: entities, record sets and records apart, in the order the store found them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer_app.components.records import RecordRow, TitleSpan
from explorer_app.links import href
from explorer_app.texts import say
from explorer_app.views.names import by_order, is_entity, label_name, label_tint, node_name
from explorer_app.views.records import record_row
from graph_model.claim import Claim
from graph_model.node import Node
from loaders.stores.results import RecordHit, SearchHit, SearchPage

#: Results a page.
PAGE = 20


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results as rows; ``counts`` are over all pages, in display order."""

    total: int
    counts: Mapping[str, int]
    entities: tuple[RecordRow, ...]
    sets: tuple[RecordRow, ...]
    records: tuple[RecordRow, ...]

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return page_count(self.total)


def page_count(total: int, size: int = PAGE) -> int:
    """Pages of ``size``; at least one."""
    return max(1, -(-total // size))


def record_ids(page: SearchPage) -> list[str]:
    """The records of a page, whose claims the rows need."""
    return [hit.node.id for hit in page.hits if hit.node.label == "Record"]


def results(page: SearchPage, claims: Iterable[Claim], language: str) -> Results:
    """The page as rows; ``claims`` are those of its records."""
    by_source: dict[str, list[Claim]] = {}
    for claim in claims:
        by_source.setdefault(claim.evidence.source, []).append(claim)
    rows: dict[str, list[RecordRow]] = {"entity": [], "set": [], "record": []}
    for hit in page.hits:
        if hit.node.label == "Record":
            found = RecordHit(hit.node, tuple(by_source.get(hit.node.id, ())))
            rows["record"].append(record_row(found, language))
        else:
            kind = "entity" if is_entity(hit.node.label) else "set"
            rows[kind].append(node_row(hit, language))
    return Results(
        page.total,
        by_order(page.by_label),
        tuple(rows["entity"]),
        tuple(rows["set"]),
        tuple(rows["record"]),
    )


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


def wanted_labels(asked: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Those of the labels asked for that were found at all."""
    return [label for label in asked if label in counts]
