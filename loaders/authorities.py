"""The authority tables as part of the graph: entities, reference works, and sure relations between
entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extractors.authority import Authority, load_authority, read_table, statements
from extractors.themes import load_themes
from graph_model.access import Access
from graph_model.claim import Claim, Evidence, check_claim
from graph_model.dates import from_edtf
from graph_model.ids import authority_id
from graph_model.matches import iris
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.base import GraphStore
from loaders.themes import theme_claims, theme_node

_RULE = "authority"


def authority_node(authority: Authority, id: str) -> Node:
    """The node of an authority entry; open to every reader, as it rests on no record."""
    entry = authority.entries[id]
    label = load_schema().label_of(id)
    known: Mapping[str, Any] = load_schema().nodes[label].properties
    properties: dict[str, Any] = {
        name: value for name, value in entry.fields.items() if name in known
    }
    properties |= {name: iris(cell) for name, cell in authority.matches(id).items()}
    if entry.sources:
        properties["source"] = list(entry.sources)
    aliases = tuple(dict.fromkeys(a.text for a in entry.aliases if a.text != entry.name))
    return Node(id, label, entry.name, Access.OPEN, aliases, properties)


def authority_nodes(authority: Authority) -> Iterator[Node]:
    """Reference works, then every entry."""
    for row in read_table("sources"):
        properties = {"note": row["note"]} if row["note"] else {}
        yield Node(
            authority_id("source", row["key"]), "Source", row["title"], Access.OPEN, (), properties
        )
    for id in sorted(authority.entries):
        yield authority_node(authority, id)


def authority_claims(authority: Authority) -> Iterator[Claim]:
    """Rows of ``statements.tsv``, and the place column of events, with the reference work as
    evidence.
    """
    for row in statements():
        for source in row.sources:
            yield _claim(row.subject, row.predicate, row.object, source, row.begin, row.end)
    for entry in authority.entries.values():
        place = entry.fields.get("place", "")
        if entry.label == "EVENT" and place:
            for source in entry.sources:
                begin, end = entry.fields.get("start", ""), entry.fields.get("end", "")
                object_ = authority_id("place", place)
                yield _claim(entry.id, "TOOK_PLACE_AT", object_, source, begin, end)
        parent = entry.fields.get("parent", "")
        if entry.label == "PLACE" and parent:
            for source in entry.sources:
                yield _claim(entry.id, "PART_OF", authority_id("place", parent), source, "", "")


def _claim(subject: str, predicate: str, object_: str, source: str, begin: str, end: str) -> Claim:
    earliest = from_edtf(begin).earliest if begin else ""
    latest = from_edtf(end).latest if end else (from_edtf(begin).latest if begin else "")
    return Claim(
        subject=subject,
        predicate=predicate,
        object=object_,
        evidence=Evidence(authority_id("source", source), "statement"),
        rule=_RULE,
        access=Access.OPEN,
        earliest=earliest,
        latest=latest,
    )


def load_authorities(store: GraphStore, version: str) -> None:
    """Write the tables into the store, unless this version of them is there already."""
    if store.get_state("authority") == version:
        return
    authority, schema = load_authority(), load_schema()
    themes = load_themes().values()
    claims = [*authority_claims(authority), *theme_claims(themes)]
    for claim in claims:
        check_claim(claim, schema)
    with store.batch():
        store.delete_by_source(sorted({claim.evidence.source for claim in claims}))
        store.upsert_nodes(authority_nodes(authority))
        store.upsert_nodes(theme_node(theme) for theme in themes)
        store.upsert_edges(claims)
        store.set_state("authority", version)
