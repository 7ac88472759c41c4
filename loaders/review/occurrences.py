"""The names in a store as resolution takes them, read record by record at one reader's level."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from extractors.linking.context import day
from extractors.resolution import Seen
from extractors.text import plain
from graph_model.access import Access
from graph_model.claim import Claim, Status
from graph_model.ids import is_authority
from graph_model.schema import load_schema
from loaders.stores.base import GraphStore

_NAMING = ("CREATED_BY", "SENT_BY", "SENT_TO", "MENTIONS", "ABOUT")


def occurrences(store: GraphStore, reader: Access) -> Iterator[Seen]:
    """Each entity that a record names, once a record; rejected claims and offices' holders that
    were only inferred are left out.
    """
    schema = load_schema()
    tags = {node.label: node.tag for node in schema.nodes.values() if node.kind == "entity"}
    names = {
        node.id: (tags[node.label], plain(node.name))
        for node in store.iter_nodes(reader, labels=list(tags))
        if tags[node.label]
    }
    edges = store.iter_edges(reader, types=_NAMING)
    for record, claims in groupby(edges, key=lambda claim: claim.subject):
        said = {c.object: c for c in claims if _counts(c) and c.object in names}
        for id, claim in said.items():
            label, name = names[id]
            company = [names[other][1] for other in said if other != id]
            entity = id if is_authority(id) else ""
            first, last = day(claim.earliest), day(claim.latest)
            yield Seen(record, label, name, first, last, company, entity, id)


def _counts(claim: Claim) -> bool:
    return claim.status is not Status.REJECTED and claim.rule != "office_at_date"
