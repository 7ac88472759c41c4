"""What the stores return: small frozen values, every list in a total order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph_model.claim import Claim
from graph_model.node import Node

#: Type of a computed link: two entities occur in one record, and no claim relates them directly.
CO_MENTIONED = "CO_MENTIONED"

Direction = Literal["out", "in"]


@dataclass(frozen=True, slots=True)
class Written:
    """What an upsert did. ``missing`` lists endpoints of refused edges that the store does not
    hold.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordState:
    """What the store knows of a record already: its content digest, the run that wrote it, file
    and row.
    """

    digest: str
    source_file: str
    row: int
    run: str


@dataclass(frozen=True, slots=True)
class Writing:
    """How records write the name of an entity: the words, how many of the records that were looked
    at have them, and the first and last day (ISO, inclusive, ``""`` unknown) of those."""

    text: str
    records: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity or record beside a node: the relationship, its direction seen from the node, how
    many claims say it, and the first and last day (ISO, inclusive, ``""`` unknown) of those
    claims.
    """

    node: Node
    type: str
    direction: Direction
    claims: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge of a drawn network: all claims of one type between two entities, or CO_MENTIONED."""

    source: str
    target: str
    type: str
    weight: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """An ego network: the focus first, then its neighbours by weight; ``total`` counts all
    neighbours found, ``degrees`` the visible records of each node.
    """

    focus: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    total: int
    degrees: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordHit:
    """A record and the visible claims read out of it, ordered by field and span."""

    node: Node
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One page of records in date order, and how many there are in all."""

    total: int
    hits: tuple[RecordHit, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A node found by search and the number of visible records that name it (1 for a record
    itself). Entries that were found to be one are one node, which has the names of all.
    """

    node: Node
    records: int


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of search results, best first; ``by_label`` counts all results by label."""

    total: int
    by_label: Mapping[str, int]
    hits: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A path between two entities: nodes in order, and the link of each step. ``arrivals`` are
    the earliest days by which each step can have been made when the days of its evidence may not
    run backwards, ``""`` while no day is known; empty when the path is not possible in that way.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    arrivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of what a reader may see: nodes by label (entities: those that a record names),
    claims by type, records by year.
    """

    nodes: Mapping[str, int]
    claims: Mapping[str, int]
    years: Mapping[int, int]
