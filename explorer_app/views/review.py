"""The review page as values: one question with both sides and their evidence, and what bulk accept
would take.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explorer_app.components.records import RecordRow
from explorer_app.texts import say
from explorer_app.views.names import label_name, label_tint, node_name, year_span
from explorer_app.views.records import record_rows
from graph_model.access import Access
from graph_model.decision import Verdict
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.review import Item
from loaders.stores.base import GraphStore
from loaders.stores.results import RecordHit

EVIDENCE = 8
#: Pairs that bulk accept shows before they are accepted.
PREVIEW = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: name, type, facts in a line, and some of its records."""

    id: str
    name: str
    type_name: str
    color: str
    color_dark: str
    facts: tuple[str, ...]
    records: tuple[RecordRow, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One item of the queue as the page shows it."""

    item: Item
    ask: str
    likely: str
    why: tuple[str, ...]
    sides: tuple[Side, Side]
    yes: Verdict


def question(item: Item, store: GraphStore, reader: Access, language: str) -> Question | None:
    """The question, or None where the reader does not see one of its sides any more."""
    nodes = {n.id: n for n in store.nodes([item.first, item.second], reader)}
    if item.first not in nodes or (item.second and item.second not in nodes):
        return None
    first = nodes[item.first]
    if item.kind == "split":
        left = [h for h in _hits(store, first.id, reader) if h.node.id not in item.sources]
        right = _of_sources(store, item.sources, reader)
        others = (first, first)
        hits: tuple[Sequence[RecordHit], Sequence[RecordHit]] = (left[:EVIDENCE], right)
    else:
        others = (first, nodes[item.second])
        hits = (_hits(store, first.id, reader), _hits(store, item.second, reader))
    sides = tuple(
        _side(node, found[:EVIDENCE], count, language)
        for node, found, count in zip(others, hits, item.records, strict=True)
    )
    why = item.why[language != "zh"]
    return Question(
        item,
        say(f"review_ask_{item.kind}", language),
        say("review_likely", language).format(score=f"{item.score:.0%}"),
        tuple(why.split("；" if language == "zh" else "; ")),
        (sides[0], sides[1]),
        Verdict.SPLIT if item.kind == "split" else Verdict.SAME,
    )


def _hits(store: GraphStore, id: str, reader: Access) -> tuple[RecordHit, ...]:
    return store.records(id, reader, limit=3 * EVIDENCE).hits


def _of_sources(store: GraphStore, sources: Sequence[str], reader: Access) -> list[RecordHit]:
    shown = store.nodes(sources[:EVIDENCE], reader)
    claims = store.claims_of([node.id for node in shown], reader)
    return [
        RecordHit(node, tuple(c for c in claims if c.evidence.source == node.id)) for node in shown
    ]


def _side(node: Node, hits: Sequence[RecordHit], records: int, language: str) -> Side:
    tint = label_tint(node.label)
    days = [hit.node.earliest for hit in hits if hit.node.earliest]
    facts = [
        say("review_records", language).format(count=records),
        year_span(min(days, default=""), max(days, default="")),
        *(str(node.properties[key]) for key in ("note", "native_place") if key in node.properties),
        "、".join(node.aliases[:6]),
    ]
    rows = record_rows(hits, language, focus=[node.id])
    return Side(
        node.id,
        node_name(node, language),
        label_name(node.label, language),
        tint.light,
        tint.dark,
        tuple(fact for fact in facts if fact),
        tuple(rows),
    )


def answers(item: Item) -> tuple[tuple[str, Verdict, str], ...]:
    """What can be answered: text, verdict and key, yes first."""
    if item.kind == "split":
        return ("review_split", Verdict.SPLIT, "s"), ("review_whole", Verdict.WHOLE, "d")
    return (
        ("review_same", Verdict.SAME, "s"),
        ("review_not_same", Verdict.NOT_SAME, "d"),
        ("review_unsure", Verdict.UNSURE, "u"),
    )


def preview(items: Sequence[Item], store: GraphStore, reader: Access) -> list[str]:
    """The pairs of bulk accept in words: both names, and how likely they are one."""
    ids = [id for item in items for id in (item.first, item.second)]
    names = {node.id: node.name for node in store.nodes(ids, reader)}
    told = ((item, names.get(item.first), names.get(item.second)) for item in items)
    return [f"{a} = {b} · {item.score:.0%}" for item, a, b in told if a and b]


def label_of(item: Item) -> str:
    """The schema label of an item's entities."""
    return load_schema().label_of(item.first)


def bulk(items: Iterable[Item], score: float, labels: Sequence[str]) -> list[Item]:
    """What bulk accept takes: pairs of the types, at least so likely."""
    return [
        item
        for item in items
        if item.kind == "same" and item.score >= score and label_of(item) in labels
    ]


__all__ = [
    "EVIDENCE", "PREVIEW", "Question", "Side", "answers", "bulk", "label_of", "preview", "question",
]  # fmt: skip
