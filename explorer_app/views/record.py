"""One record: its cells as catalogued, what was read out of it, and where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explorer_app.links import href
from explorer_app.texts import say, say_value
from explorer_app.views.names import label_tint, node_name, relation_name
from explorer_app.views.records import safe_label
from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.node import Node
from graph_model.schema import load_schema

#: Not cells of the catalogue: shown elsewhere, or of no use to a reader.
_SKIPPED = ("name", "digest", "run", "extra", "source_file", "row")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the name of its column and its text."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as it is listed. ``quote`` is the words as printed; ``confidence`` like ``90%``."""

    relation: str
    entity: str
    entity_id: str
    label: str
    color: str
    color_dark: str
    address: str
    quote: str
    field: str
    rule: str
    confidence: str
    status: str


def cells(node: Node, language: str) -> tuple[Cell, ...]:
    """Every cell that has a text, in the schema's order, then other columns under their own
    names."""
    found = []
    for name, prop in load_schema().nodes[node.label].properties.items():
        value = cell_text(node.properties.get(name))
        if name == "date_precision":
            value = say_value("precision", value, language)
        if name == "level":
            value = say_value("level", value, language)
        if name not in _SKIPPED and value:
            found.append(Cell(prop.zh if language == "zh" else prop.en, value))
    extra = node.properties.get("extra")
    if isinstance(extra, Mapping):
        found.extend(Cell(str(name), cell_text(value)) for name, value in sorted(extra.items()))
    level = node.access if node.access is not None else Access.OPEN
    found.append(Cell(say("access", language), level.zh if language == "zh" else level.en))
    origin = source_line(node, language)
    if origin:
        found.append(Cell(say("source_row", language), origin))
    return tuple(cell for cell in found if cell.value)


def cell_text(value: object) -> str:
    """A property as text: lists joined, numbers plain, None empty."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(cell_text(part) for part in value)
    return str(value).strip()


def source_line(node: Node, language: str) -> str:
    """File and row that the entry came from."""
    file, row = cell_text(node.properties.get("source_file")), node.properties.get("row")
    if not file or not row:
        return file
    return say("file_row", language).format(file=file, row=row)


def claim_rows(
    claims: Iterable[Claim], nodes: Mapping[str, Node], language: str
) -> tuple[ClaimRow, ...]:
    """The claims of a record; the entity of a claim between two entities shows both ends."""
    return tuple(_claim_row(claim, nodes, language) for claim in claims)


def _claim_row(claim: Claim, nodes: Mapping[str, Node], language: str) -> ClaimRow:
    own = claim.subject == claim.evidence.source
    entity = _name(claim.object, nodes, language)
    if not own:
        entity = f"{_name(claim.subject, nodes, language)} → {entity}"
    label = safe_label(claim.object)
    tint = label_tint(label)
    return ClaimRow(
        relation=relation_name(claim.predicate, language),
        entity=entity,
        entity_id=claim.object,
        label=label,
        color=tint.light,
        color_dark=tint.dark,
        address=href("entity", language, id=claim.object),
        quote=claim.evidence.quote,
        field=field_name(claim.evidence.field, language),
        rule=say_value("rule", claim.rule, language),
        confidence=f"{claim.confidence:.0%}",
        status=say(f"status_{claim.status.value}", language),
    )


def _name(id: str, nodes: Mapping[str, Node], language: str) -> str:
    return node_name(nodes[id], language) if id in nodes else id


def field_name(field: str, language: str) -> str:
    """The catalogue's column that a claim was read from, in the schema's words."""
    prop = load_schema().nodes["Record"].properties.get(field)
    if prop is None:
        return say_value("field", field, language)
    return prop.zh if language == "zh" else prop.en


def entity_ids(claims: Iterable[Claim]) -> list[str]:
    """All ends of the claims, each once, in order."""
    return list(dict.fromkeys(id for c in claims for id in (c.subject, c.object)))


def all_set_ids(claims: Iterable[Claim]) -> list[str]:
    """The record sets that the record lies in, the nearest first."""
    above = {c.subject: c.object for c in claims if c.predicate == "PART_OF"}
    found: list[str] = []
    inner = {c.object for c in claims if c.predicate == "PART_OF"}
    start = next((child for child in above if child not in inner), "")
    while start in above and above[start] not in found:
        start = above[start]
        found.append(start)
    return found
