"""Names and colours of labels, relationships and nodes in one language, from the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_model.dates.edtf import MAX_DAY, MIN_DAY
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.results import CO_MENTIONED

#: The computed relationship is not in the schema; its names and colour are the explorer's.
_CO_MENTIONED_NAME = {"zh": "同见", "en": "mentioned together"}


@dataclass(frozen=True, slots=True)
class Tint:
    """A colour on light and on dark ground."""

    light: str
    dark: str


_PLAIN = Tint("#6F665A", "#B3A998")


def label_name(label: str, language: str) -> str:
    """``人物`` or ``Person``."""
    node_type = load_schema().nodes.get(label)
    return node_type.name(language) if node_type else label


def label_tint(label: str) -> Tint:
    """The colour of a type."""
    node_type = load_schema().nodes.get(label)
    return Tint(node_type.color["light"], node_type.color["dark"]) if node_type else _PLAIN


def label_order(labels: Iterable[str]) -> list[str]:
    """Labels in the schema's display order, each once."""
    wanted = set(labels)
    return [label for label in load_schema().nodes if label in wanted]


def relation_name(type: str, language: str, *, inverse: bool = False) -> str:
    """``致文`` / ``wrote to``, or seen from the other end ``来文`` / ``received from``."""
    if type == CO_MENTIONED:
        return _CO_MENTIONED_NAME[language]
    edge = load_schema().edges.get(type)
    return edge.name(language, inverse=inverse) if edge else type


def relation_tint(type: str) -> Tint:
    """The colour of a relationship's family."""
    edge = load_schema().edges.get(type)
    return Tint(edge.color["light"], edge.color["dark"]) if edge else _PLAIN


def node_name(node: Node, language: str) -> str:
    """The name to show: the English one where the language is English and the entity has one."""
    if language == "en":
        english = node.properties.get("name_en", "")
        if isinstance(english, str) and english.strip():
            return english.strip()
    return node.name.strip() or node.id


def is_entity(label: str) -> bool:
    """Whether nodes of the label are persons, bodies, places, events, offices or themes."""
    node_type = load_schema().nodes.get(label)
    return bool(node_type) and node_type.kind == "entity"  # type: ignore[union-attr]


def year_span(first: str, last: str) -> str:
    """Two ISO days as years: ``1936``, ``1921–65``, ``1898–1912``, ``1931–`` (open), ``""``
    (unknown)."""
    low = "" if first in ("", MIN_DAY) else _year(first)
    high = "" if last in ("", MAX_DAY) else _year(last)
    if low == high:
        return low
    if low and high and low[:2] == high[:2] and len(low) == len(high) == 4:
        return f"{low}–{high[2:]}"
    return f"{low}–{high}"


def _year(day: str) -> str:
    return day[:4].lstrip("0")


def count_text(count: int) -> str:
    """``12,345``."""
    return f"{count:,}"


def by_order(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts in the schema's order of labels."""
    return {label: counts[label] for label in label_order(counts)}
