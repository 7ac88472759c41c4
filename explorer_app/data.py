"""Reads that pages repeat at every click, kept for a while.

What is kept belongs to a store, a graph version and a reader's level, and every cache is
bounded. A finished build
gives the graph a new version, so that nobody is shown the old one for long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from explorer_app.links import Asked
from explorer_app.reader import current_reader
from explorer_app.store import current_store
from explorer_app.views.analysis import Analysis, analyse
from graph_model.access import Access
from graph_model.node import Node
from loaders.stores.results import Neighbour, Network, Path, Summary, Writing
from loaders.stores.selection import ALL_OF, FACETS, Overview, Selection

#: Neighbours in a picture, and those that opening a node adds.
NEIGHBOURS = 30
OPENED = 10
_KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Scope:
    """What a kept result belongs to."""

    store: str
    version: str
    reader: Access


def scope() -> Scope:
    """The scope of this run."""
    store = current_store()
    return Scope(store.uri, store.get_state("graph_version"), current_reader())


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=8)
def summary(at: Scope) -> Summary:
    """Counts of the whole graph."""
    return current_store().aggregate(at.reader)


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=256)
def ego(
    at: Scope,
    id: str,
    labels: tuple[str, ...] = (),
    limit: int = NEIGHBOURS,
    earliest: str = "",
    latest: str = "",
) -> Network:
    """The network around one node."""
    return current_store().ego_network(
        id, at.reader, labels=labels, limit=limit, earliest=earliest, latest=latest
    )


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=128)
def beside(at: Scope, id: str) -> tuple[list[Neighbour], list[Neighbour]]:
    """Direct neighbours, and those that share records."""
    store = current_store()
    return store.neighbours(id, at.reader, limit=500), store.co_mentions(id, at.reader, limit=500)


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=128)
def years(at: Scope, id: str) -> dict[int, int]:
    """Records a year."""
    return current_store().years(id, at.reader)


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=128)
def writings(at: Scope, id: str) -> list[Writing]:
    """The words by which records name an entity."""
    return current_store().writings(id, at.reader)


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=64)
def overview(
    at: Scope, asked: Selection, facets: tuple[str, ...] = FACETS, limit: int = 8
) -> Overview:
    """A selection at a glance."""
    return current_store().overview(asked, at.reader, facets=facets, limit=limit)


def chosen_nodes(asked: Asked) -> dict[str, Node]:
    """The nodes of the values chosen, by id."""
    ids = [value for _, values in asked.selection.facets for value in values if ":" in value]
    return {node.id: node for node in current_store().nodes(ids, scope().reader)} if ids else {}


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=64)
def network_of(at: Scope, asked: Selection, labels: tuple[str, ...], limit: int) -> Network:
    """The network of a selection."""
    return current_store().network_of(asked, at.reader, labels=labels, limit=limit)


@st.cache_data(show_spinner=False, ttl=600, max_entries=4)
def most_recorded(at: Scope, labels: Sequence[str], count: int = 6) -> dict[str, list[Node]]:
    """The entities of each label that most records name."""
    facets = {facet: label for facet, label in ALL_OF.items() if label in labels}
    seen = overview(at, Selection(), tuple(facets), count)
    return {
        label: [value.node for value in seen.facets[facet] if value.node]
        for facet, label in facets.items()
    }


def filled(asked: Asked) -> Asked:
    """A selection with the records of its working set filled in."""
    if not asked.set_id:
        return asked
    from explorer_app import kept

    members = kept.working_set(asked.set_id).records()
    return replace(asked, selection=replace(asked.selection, among=members))


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=64)
def paths(
    at: Scope,
    kind: str,
    start: str,
    end: str,
    hops: int,
    earliest: str,
    latest: str,
    in_time: bool,
    limit: int,
) -> list[Path]:
    """Paths between two entities: ``best`` or ``shortest``."""
    store = current_store()
    find = store.best_paths if kind == "best" else store.shortest_paths
    return find(
        start,
        end,
        at.reader,
        max_hops=hops,
        limit=limit,
        earliest=earliest,
        latest=latest,
        in_time=in_time,
    )


@st.cache_data(
    show_spinner=False,
    ttl=600,
    max_entries=32,
    hash_funcs={Network: lambda n: (n.total, [x.id for x in n.nodes], n.links)},
)
def analysis(at: Scope, network: Network) -> Analysis:
    """A network measured."""
    del at
    return analyse(network)
