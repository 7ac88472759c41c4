"""The contract of a graph store. One behaviour suite, ``tests/loaders/stores/contract.py``, runs
over every store.

Rules that hold for every store:

- Every read takes the ``reader``'s access level. A reader sees a claim at or below that level; a
  record at or below it; any other node if its own level allows, or, where it has none, if some
  visible claim names it. Counts, paths and searches are over what is seen and nothing else.
- Every list has a total order, so two stores with the same content answer alike.
- An edge is a claim; its identity is (subject, predicate, object, key). Writing the same again
  changes nothing.
- No query text crosses this border, except through ``cypher`` where a store has it.
- Failures are ShimaiError; no driver's own exception escapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.decision import Decision
from graph_model.node import Node
from loaders.stores.kept import Kept
from loaders.stores.results import (
    Link,
    Neighbour,
    Network,
    Path,
    RecordPage,
    RecordState,
    SearchPage,
    Summary,
    Writing,
    Written,
)
from loaders.stores.selection import ALL_OF, FACETS, Overview, Selection


class GraphStore(Protocol):
    """A property graph of nodes and claims; see the module for the rules."""

    #: Seconds for which reads of many claims may lag behind what other processes write; 0: never.
    patience: float

    @property
    def lag(self) -> float:
        """Seconds after which reads of many claims see what this process has written: 0, or
        ``patience`` and the time of making ready where the graph is so large that this takes long.
        """
        ...

    @property
    def uri(self) -> str:
        """The store's address without secrets."""
        ...

    def close(self) -> None:
        """Release the connection; closing twice is allowed."""
        ...

    # -- writing ---------------------------------------------------------------------------------

    def batch(self) -> AbstractContextManager[None]:
        """Everything written inside is kept, or, on an exception, nothing of it. Not nested."""
        ...

    def upsert_nodes(self, nodes: Iterable[Node]) -> Written:
        """Add nodes or replace those with the same id."""
        ...

    def upsert_edges(self, claims: Iterable[Claim]) -> Written:
        """Add claims or replace those with the same identity; a claim whose end is absent is left
        out and its missing ids are reported. Claims must have passed ``check_claim``.
        """
        ...

    def delete_by_source(self, sources: Iterable[str]) -> int:
        """Remove every claim whose evidence is one of the sources; returns how many. Nodes stay
        (see ``prune``).
        """
        ...

    def prune(self) -> int:
        """Remove nodes without own access level that no claim and no decision names; returns how
        many.
        """
        ...

    def delete_claims(self, claims: Iterable[Claim]) -> int:
        """Remove claims by their identity; returns how many were there."""
        ...

    def delete_nodes(self, ids: Iterable[str]) -> int:
        """Remove those of the nodes that no claim names, as an end or as evidence; returns how
        many.
        """
        ...

    def add_decisions(self, decisions: Sequence[Decision]) -> list[Decision]:
        """Write decisions to the end of the log; returns them with their numbers. The graph is not
        touched (see ``loaders.decisions``), and nothing removes an entry.
        """
        ...

    def decisions(self) -> list[Decision]:
        """The whole log, by number."""
        ...

    def record_states(self, ids: Sequence[str]) -> dict[str, RecordState]:
        """State of those of the ids that are records of the store."""
        ...

    def summarize(self) -> None:
        """Keep with the store what makes reads of many claims fast; called when a load has ended.
        Reads are right without it, only slower at first.
        """
        ...

    def is_ready(self) -> bool:
        """Whether the store has all that its methods rely on. A database that was made by other
        means, such as Neo4j's own import, may lack indexes.
        """
        ...

    def make_ready(self) -> None:
        """Make what ``is_ready`` misses."""
        ...

    def warm(self, reader: Access) -> None:
        """Prepare what reads of many claims need, so that the first is as fast as the others."""
        ...

    # -- what readers keep -----------------------------------------------------------------------

    def keep(self, item: Kept) -> None:
        """Keep something for its owner, or replace what has the same id."""
        ...

    def drop(self, id: str, owner: str) -> bool:
        """Remove what the owner keeps under the id; whether there was such a thing."""
        ...

    def kept(self, owner: str, kind: str, reader: Access) -> list[Kept]:
        """What the owner keeps of one kind and the reader may see, last changed first, then by
        id.
        """
        ...

    def kept_by_id(self, id: str, reader: Access) -> Kept:
        """What is kept under the id, whoever keeps it (so that a link can be shared); raises
        NotFound when it is absent or the reader may not see it.
        """
        ...

    # -- state -----------------------------------------------------------------------------------

    def get_state(self, key: str) -> str:
        """A value kept with the store (``""`` if none): checkpoints, graph version."""
        ...

    def set_state(self, key: str, value: str) -> None:
        """Keep a value; inside ``batch`` it is kept with the batch. An empty value removes it."""
        ...

    # -- reading ---------------------------------------------------------------------------------

    def node(self, id: str, reader: Access) -> Node:
        """One node; raises NotFound when it is absent or the reader may not see it."""
        ...

    def nodes(self, ids: Sequence[str], reader: Access) -> list[Node]:
        """Those of the ids that the reader sees, in the order asked."""
        ...

    def neighbours(
        self, id: str, reader: Access, *, labels: Sequence[str] = (), limit: int = 200
    ) -> list[Neighbour]:
        """Nodes that a claim relates to ``id`` directly, records left out unless ``labels`` names
        them; ordered by claims descending, type, direction, id.
        """
        ...

    def co_mentions(
        self,
        id: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        earliest: str = "",
        latest: str = "",
        limit: int = 100,
    ) -> list[Neighbour]:
        """Entities that occur in one record with ``id`` (type CO_MENTIONED, ``claims`` counts
        shared records); holders are not counted (HELD_BY, PART_OF). Ordered by count descending,
        id.
        """
        ...

    def ego_network(
        self,
        id: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        earliest: str = "",
        latest: str = "",
        limit: int = 60,
    ) -> Network:
        """The entities around ``id`` with the links among them; records are evidence, not nodes.
        ``earliest`` and ``latest`` (ISO days) keep claims and records that overlap the range. A
        pair that has a direct claim has no CO_MENTIONED link.
        """
        ...

    def shortest_paths(
        self,
        start: str,
        end: str,
        reader: Access,
        *,
        max_hops: int = 4,
        limit: int = 10,
        earliest: str = "",
        latest: str = "",
        in_time: bool = False,
    ) -> list[Path]:
        """Shortest paths between two entities over direct claims and shared records, ordered by
        ids; empty when there is none within ``max_hops``.
        ``earliest`` and ``latest`` (ISO days) keep evidence that overlaps the range; with
        ``in_time`` only those paths, among the shortest, that are possible in time: evidence can
        be taken from each step so that its days never run backwards from start to end.
        """
        ...

    def best_paths(
        self,
        start: str,
        end: str,
        reader: Access,
        *,
        max_hops: int = 4,
        limit: int = 5,
        earliest: str = "",
        latest: str = "",
        in_time: bool = False,
    ) -> list[Path]:
        """The paths with the most evidence: a step costs one over the claims or records behind
        it, the least sum comes first, then the order of ids. No path of up to ``max_hops`` steps
        that visits an entity once is left out. The other options are as for ``shortest_paths``.
        """
        ...

    def evidence(
        self, subject: str, predicate: str, object: str, reader: Access, *, limit: int = 50
    ) -> list[Claim]:
        """The claims of one edge, ordered by earliest day, source, key."""
        ...

    def claims_of(self, sources: Sequence[str], reader: Access) -> list[Claim]:
        """All claims whose evidence is one of the sources, ordered by source, field, start, end,
        predicate, object.
        """
        ...

    def claims_at(self, ids: Sequence[str], reader: Access) -> list[Claim]:
        """All claims that have one of the ids as subject or object, ordered by subject, predicate,
        object, key.
        """
        ...

    def records(
        self,
        id: str,
        reader: Access,
        *,
        other: str = "",
        link_type: str = "",
        earliest: str = "",
        latest: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> RecordPage:
        """Records that are evidence of a claim whose object is ``id``: those that name an entity,
        or lie in a record set or below it; in date order then id, undated last. With ``other``,
        the records behind the link of the two: evidence of claims of ``link_type`` in either
        direction, or, for CO_MENTIONED or no type, the records that name both.
        """
        ...

    def years(self, id: str, reader: Access) -> dict[int, int]:
        """Visible records as in ``records`` by year of their earliest day."""
        ...

    def writings(self, id: str, reader: Access, *, limit: int = 20) -> list[Writing]:
        """The words by which visible records name an entity, those of most records first, then by
        the words; rejected claims, and those of where a record is kept, do not count. Of more than
        a thousand records a sample is looked at, evenly over the years.
        """
        ...

    def search(
        self,
        text: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        limit: int = 20,
        offset: int = 0,
    ) -> SearchPage:
        """Find by name, alias, title, reference code, or part of one, simplified or traditional;
        two characters are enough. Order: exact name, exact alias, entities by records descending,
        then records by date, id. What decisions have made one is found once, by any of its names.
        """
        ...

    def select(
        self, asked: Selection, reader: Access, *, limit: int = 20, offset: int = 0
    ) -> RecordPage:
        """One page of the records of a selection, in date order then id, undated last."""
        ...

    def overview(
        self,
        asked: Selection,
        reader: Access,
        *,
        facets: Sequence[str] = FACETS,
        limit: int = 12,
    ) -> Overview:
        """A selection at a glance: its size, the ``limit`` first values of each of the facets
        (and those that are chosen) with their counts, and records a year.
        """
        ...

    def network_of(
        self,
        asked: Selection,
        reader: Access,
        *,
        labels: Sequence[str] = tuple(ALL_OF.values()),
        limit: int = 60,
    ) -> Network:
        """The entities that most records of a selection concern, with the links that those
        records say (the focus is ``""``); ``total`` counts the entities, ``degrees`` their
        records in the selection. At most 400 nodes.
        """
        ...

    def aggregate(self, reader: Access) -> Summary:
        """Counts over the whole graph."""
        ...

    def iter_nodes(
        self, reader: Access, *, labels: Sequence[str] = (), after: str = ""
    ) -> Iterator[Node]:
        """All visible nodes, streaming, ordered by id; with ``after``, those behind this id."""
        ...

    def iter_edges(self, reader: Access, *, types: Sequence[str] = ()) -> Iterator[Claim]:
        """All visible claims, streaming, ordered by subject, predicate, object, key."""
        ...

    def iter_links(self, reader: Access) -> Iterator[tuple[str, str, str]]:
        """Subject, predicate and object of every visible claim that is not rejected and of no grade
        below contextual, each once however many claims say it, streaming, in this order."""
        ...


__all__ = ["GraphStore", "Link"]
