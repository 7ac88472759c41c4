"""The relations of an entity, grouped by relationship, as the side card lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from explorer_app.links import EdgeRef, edge_ref
from explorer_app.views.names import node_name, relation_name, relation_tint, year_span
from graph_model.access import Access
from graph_model.claim import Claim, Status
from loaders.stores.base import GraphStore
from loaders.stores.results import CO_MENTIONED, Link, Neighbour, Network, RecordHit, RecordPage

#: Records behind an edge that are listed, and claims of an edge that are looked at.
BEHIND = 30
_CLAIMS = 1000


@dataclass(frozen=True, slots=True)
class RelationItem:
    """One neighbour: whom, in which years, on how many claims, and the edge to look at."""

    id: str
    label: str
    name: str
    years: str
    claims: int
    edge: str


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """All neighbours by one relationship in one direction; ``total`` counts them before
    thinning."""

    type: str
    inverse: bool
    name: str
    total: int
    items: tuple[RelationItem, ...]


def relation_groups(
    id: str,
    direct: Iterable[Neighbour],
    shared: Iterable[Neighbour],
    language: str,
    *,
    limit: int = 12,
) -> tuple[RelationGroup, ...]:
    """Direct relations by number of neighbours, co-mentions of nobody else last; ``limit``
    names a group."""
    groups: dict[tuple[str, bool], list[Neighbour]] = {}
    told: set[str] = set()
    for neighbour in direct:
        groups.setdefault((neighbour.type, neighbour.direction == "in"), []).append(neighbour)
        told.add(neighbour.node.id)
    order = sorted(groups, key=lambda key: (-len(groups[key]), key))
    found = [_group(id, *key, groups[key], language, limit) for key in order]
    rest = [neighbour for neighbour in shared if neighbour.node.id not in told]
    if rest:
        found.append(_group(id, CO_MENTIONED, False, rest, language, limit))
    return tuple(found)


def _group(
    id: str, type: str, inverse: bool, members: list[Neighbour], language: str, limit: int
) -> RelationGroup:
    items = []
    for member in members[:limit]:
        source, target = (member.node.id, id) if inverse else (id, member.node.id)
        items.append(
            RelationItem(
                id=member.node.id,
                label=member.node.label,
                name=node_name(member.node, language),
                years=year_span(member.first, member.last),
                claims=member.claims,
                edge=str(edge_ref(Link(source, target, type, member.claims))),
            )
        )
    name = relation_name(type, language, inverse=inverse)
    return RelationGroup(type, inverse, name, len(members), tuple(items))


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link between two named ends, as a sentence: ``source`` — ``relation`` — ``target``."""

    source: str
    relation: str
    target: str
    color: str
    color_dark: str


def link_view(ref: EdgeRef, names: dict[str, str], language: str) -> LinkView:
    """How the link ``ref`` is headed in the side card."""
    tint = relation_tint(ref.type)
    return LinkView(
        source=names.get(ref.source, ref.source),
        relation=relation_name(ref.type, language),
        target=names.get(ref.target, ref.target),
        color=tint.light,
        color_dark=tint.dark,
    )


def links_of(id: str, network: Network, language: str, *, near: str) -> tuple[RelationItem, ...]:
    """The links between ``near`` (the focus) and ``id`` in a drawn network, as items named by
    their relation."""
    found = []
    for link in network.links:
        if {link.source, link.target} == {id, near}:
            name = relation_name(link.type, language, inverse=link.target == near)
            years = year_span(link.first, link.last)
            found.append(RelationItem(id, "", name, years, link.weight, str(edge_ref(link))))
    return tuple(found)


def behind(
    store: GraphStore, ref: EdgeRef, reader: Access, *, earliest: str = "", latest: str = ""
) -> RecordPage:
    """The records behind an edge: those whose claims say just this, in this direction, or, for
    entities that are
    mentioned together, those that name both. A claim of an authority table shows its reference
    work."""
    if ref.type == CO_MENTIONED:
        return store.records(
            ref.source, reader, other=ref.target, earliest=earliest, latest=latest, limit=BEHIND
        )
    said = store.evidence(ref.source, ref.type, ref.target, reader, limit=_CLAIMS)
    if earliest or latest:
        last = latest or "9999-12-31"
        said = [c for c in said if c.earliest and c.earliest <= last and c.latest >= earliest]
    sources = list(dict.fromkeys(c.evidence.source for c in said if c.status != Status.REJECTED))
    listed = store.nodes(sources[:BEHIND], reader)
    claims: dict[str, list[Claim]] = {node.id: [] for node in listed}
    records = [node.id for node in listed if node.label == "Record"]
    for claim in store.claims_of(records, reader):
        claims[claim.evidence.source].append(claim)
    hits = tuple(RecordHit(node, tuple(claims[node.id])) for node in listed)
    return RecordPage(len(sources), hits)
