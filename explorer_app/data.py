"""Reads that pages repeat at every click, kept for a while.

What is kept belongs to a store, a graph version and a reader's level, and every cache is
bounded. A finished build
gives the graph a new version, so that nobody is shown the old one for long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import streamlit as st

from explorer_app.reader import current_reader
from explorer_app.store import current_store, pooled_store
from graph_model.access import Access
from graph_model.node import Node
from loaders.stores.base import GraphStore
from loaders.stores.results import Neighbour, Network, Summary

#: Neighbours in a picture, and those that opening a node adds.
NEIGHBOURS = 30
OPENED = 10
#: Claims looked at to find the entities that most records name. Record ids are digests, so the
#: first are a sample.
SAMPLE = 60_000
_SAID = ("SENT_BY", "SENT_TO", "MENTIONS", "CREATED_BY", "ABOUT")
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
def ego(at: Scope, id: str, labels: tuple[str, ...] = (), limit: int = NEIGHBOURS) -> Network:
    """The network around one node."""
    return current_store().ego_network(id, at.reader, labels=labels, limit=limit)


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=128)
def beside(at: Scope, id: str) -> tuple[list[Neighbour], list[Neighbour]]:
    """Direct neighbours, and those that share records."""
    store = current_store()
    return store.neighbours(id, at.reader, limit=500), store.co_mentions(id, at.reader, limit=500)


@st.cache_data(show_spinner=False, ttl=_KEPT_SECONDS, max_entries=128)
def years(at: Scope, id: str) -> dict[int, int]:
    """Records a year."""
    return current_store().years(id, at.reader)


@st.cache_data(show_spinner=False, ttl=600, max_entries=4)
def most_recorded(at: Scope, labels: Sequence[str], count: int = 6) -> dict[str, list[Node]]:
    """The entities of each label that most records name, counted over a sample of a large graph."""

    def look(store: GraphStore) -> dict[str, list[Node]]:
        seen: Counter[str] = Counter()
        said: set[tuple[str, str]] = set()
        holders = {c.object for c in islice(store.iter_edges(at.reader, types=("HELD_BY",)), 2000)}
        for claim in islice(store.iter_edges(at.reader, types=_SAID), SAMPLE):
            pair = (claim.subject, claim.object)
            if pair not in said and claim.object not in holders:
                said.add(pair)
                seen[claim.object] += 1
        order = sorted(seen, key=lambda id: (-seen[id], id))
        found: dict[str, list[Node]] = {label: [] for label in labels}
        for node in store.nodes(order[:2000], at.reader):
            if len(found.get(node.label, [None] * count)) < count:
                found[node.label].append(node)
        return found

    result: dict[str, list[Node]] = pooled_store().run(look)
    return result
