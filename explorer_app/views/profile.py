"""The lists of an entity's page: names by kind, offices, bodies, correspondents, people and places
mentioned with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explorer_app.links import edge_ref
from explorer_app.texts import TEXTS, say
from explorer_app.views.names import node_name, relation_name, year_span
from extractors.authority import load_authority
from graph_model.node import Node
from loaders.stores.results import CO_MENTIONED, Link, Neighbour

#: Relationships to an office, to a body, and between correspondents.
OFFICE, WROTE = "HELD_OFFICE", "CORRESPONDED_WITH"
SAME = "SAME_AS"
LISTED = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A neighbour in a list: its node, what stands beside its name, and the edge to look at."""

    node: Node
    name: str
    beside: str
    years: str
    edge: str


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one kind (courtesy name, full name, …), and those of which no kind is known."""

    kind: str
    names: tuple[str, ...]


def names_by_kind(node: Node, language: str) -> list[Names]:
    """Other names, by the kind that the authority table gives them."""
    entry = load_authority().entries.get(node.id)
    kinds: dict[str, list[str]] = {}
    known = {alias.text: alias.kind for alias in entry.aliases} if entry else {}
    for name in node.aliases:
        if name.strip() and name != node.name:
            kind = known.get(name, "")
            told = say(f"name_{kind}", language) if f"name_{kind}" in TEXTS else kind
            kinds.setdefault(told or say("also", language), []).append(name)
    return [Names(kind, tuple(names)) for kind, names in kinds.items()]


def lines(
    id: str, found: Iterable[Neighbour], language: str, *, types: Sequence[str]
) -> list[Line]:
    """Neighbours by one of the relationships, by their first year, then by claims."""
    kept = [n for n in found if n.type in types]
    kept.sort(key=lambda n: (n.first == "", n.first, -n.claims, n.node.id))
    return [
        _line(id, n, relation_name(n.type, language, inverse=n.direction == "in"), language)
        for n in kept
    ]


def _line(id: str, near: Neighbour, beside: str, language: str) -> Line:
    ends = (id, near.node.id) if near.direction == "out" else (near.node.id, id)
    return Line(
        near.node,
        node_name(near.node, language),
        beside,
        year_span(near.first, near.last),
        str(edge_ref(Link(*ends, near.type, near.claims))),
    )


def correspondents(id: str, found: Iterable[Neighbour], language: str) -> list[Line]:
    """Who wrote and was written to, most letters first, with the count each way."""
    both: dict[str, dict[str, Neighbour]] = {}
    for near in found:
        if near.type == WROTE:
            both.setdefault(near.node.id, {})[near.direction] = near
    rows = []
    for ways in both.values():
        out, back = ways.get("out"), ways.get("in")
        first = out or back
        if first is None:
            continue
        parts = [
            say(key, language).format(n=way.claims)
            for key, way in (("sent_n", out), ("received_n", back))
            if way
        ]
        days = [w.first for w in ways.values() if w.first], [w.last for w in ways.values()]
        years = year_span(min(days[0], default=""), max(days[1], default=""))
        line = _line(id, first, " · ".join(parts), language)
        total = sum(way.claims for way in ways.values())
        rows.append((total, Line(line.node, line.name, line.beside, years, line.edge)))
    rows.sort(key=lambda row: (-row[0], row[1].node.id))
    return [line for _, line in rows]


def together(id: str, shared: Iterable[Neighbour], language: str, label: str) -> list[Line]:
    """Entities of a label that records name together with ``id``, most records first."""
    return [
        _line(id, near, f"{near.claims} {say('items', language)}", language)
        for near in shared
        if near.node.label == label and near.type == CO_MENTIONED
    ]
