"""Records as rows of the record list: date, title with marked names, and a line of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from explorer_app.components.records import RecordRow, TitleSpan, without_overlap
from explorer_app.links import href
from explorer_app.texts import say
from explorer_app.views.names import label_name, label_tint
from graph_model.claim import Claim, Status
from graph_model.errors import ClaimRefused
from graph_model.node import Node
from graph_model.schema import load_schema
from graph_model.schema.model import Property
from loaders.stores.results import RecordHit

#: Facts of a record's second line, where a perspective names no others.
COLUMNS = ("reference_code", "creator", "holder", "regime")
#: Facts that need their name before them.
_NAMED = ("creator", "addressee")


def record_rows(
    hits: Iterable[RecordHit],
    language: str,
    *,
    focus: Sequence[str] = (),
    columns: Sequence[str] = COLUMNS,
) -> list[RecordRow]:
    """Rows in the order of the hits; names of ``focus`` ids are set bold, ``columns`` (properties
    of a record) make the second line."""
    return [record_row(hit, language, focus=focus, columns=columns) for hit in hits]


def record_row(
    hit: RecordHit,
    language: str,
    *,
    focus: Sequence[str] = (),
    columns: Sequence[str] = COLUMNS,
) -> RecordRow:
    """One row."""
    node = hit.node
    year, day = date_parts(node)
    return RecordRow(
        id=node.id,
        year=year,
        day=day,
        title=node.name,
        spans=title_spans(node, hit.claims, language, focus=focus),
        meta=_meta(node, hit.claims, language, focus, columns),
        href=href("record", language, id=node.id),
    )


def date_parts(node: Node) -> tuple[str, str]:
    """``("1936", "09.18")`` by the precision of the date: month or nothing where the day is
    unknown."""
    first, last = node.earliest, node.latest
    if not first:
        return "", ""
    year = first[:4]
    if first[:4] != last[:4]:
        return year, f"–{last[:4]}" if last and not last.startswith("9999") else ""
    if first[5:] == last[5:]:
        return year, first[5:].replace("-", ".")
    return year, first[5:7] if first[:7] == last[:7] else ""


def title_spans(
    node: Node, claims: Iterable[Claim], language: str, *, focus: Sequence[str] = ()
) -> tuple[TitleSpan, ...]:
    """The names that claims found in the title, without overlaps."""
    spans: dict[tuple[int, int, str], TitleSpan] = {}
    for claim in claims:
        said = claim.evidence
        if said.field != "title" or claim.status == Status.REJECTED:
            continue
        if claim.subject != said.source:
            continue  # a claim between two entities quotes the whole passage, not a name
        if not 0 <= said.start < said.end <= len(node.name):
            continue
        spans.setdefault(
            (said.start, said.end, claim.object),
            _span(said.start, said.end, claim.object, language, claim.object in focus),
        )
    return without_overlap(spans.values())


def _span(start: int, end: int, entity: str, language: str, focus: bool) -> TitleSpan:
    label = safe_label(entity)
    tint = label_tint(label)
    return TitleSpan(
        start=start,
        end=end,
        label=label_name(label, language),
        color=tint.light,
        color_dark=tint.dark,
        entity_id=entity,
        focus=focus,
        href=href("entity", language, id=entity),
    )


def safe_label(id: str) -> str:
    """The label of an id, ``""`` for one that the schema does not know."""
    try:
        return load_schema().label_of(id)
    except ClaimRefused:
        return ""


def _meta(
    node: Node,
    claims: Iterable[Claim],
    language: str,
    focus: Sequence[str],
    columns: Sequence[str],
) -> tuple[str, ...]:
    """The columns that have a text, and how sure the claims on the focus are."""
    facts: Mapping[str, object] = node.properties
    parts = []
    for name in columns:
        text = _fact(facts, name)
        if text and name in _NAMED:
            prop = load_schema().nodes["Record"].properties[name]
            text = f"{_short(prop, language)} {text}"
        parts.append(text)
    sure = [c.confidence for c in claims if c.object in focus and c.status != Status.REJECTED]
    if sure:
        parts.append(f"{say('confidence', language)} {max(sure):.0%}")
    return tuple(part for part in parts if part)


def _short(prop: Property, language: str) -> str:
    """A property's name without the note in brackets that the schema adds."""
    return (
        prop.zh.partition("（")[0] if language == "zh" else prop.en.removesuffix(" as catalogued")
    )


def _fact(facts: Mapping[str, object], name: str) -> str:
    value = facts.get(name, "")
    return value.strip() if isinstance(value, str) else ""
