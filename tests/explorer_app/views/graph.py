"""A handful of nodes and claims for the tests of the view models."""

from __future__ import annotations

from pathlib import Path

from graph_model.access import Access
from graph_model.claim import Claim, Evidence
from graph_model.node import Node
from loaders.stores.base import GraphStore
from loaders.stores.sqlite import SqliteStore

OPEN = Access.OPEN
MAO = Node(
    "person:mao", "Person", "毛泽东", OPEN, ("润之",),
    {"name_en": "Mao Zedong", "born": "1893-12-26", "died": "1976-09-09", "native_place":
    "湖南湘潭"},
)  # fmt: skip
SONG = Node("person:song", "Person", "宋庆龄", OPEN)
PARTY = Node("organization:party", "Organization", "某党", OPEN)
EVENT = Node("event:xi-an", "Event", "西安事变", OPEN)
BOOK = Node("source:book", "Source", "人名录", OPEN)
FONDS = Node("set:f", "RecordSet", "示例全宗", None, (), {"level": "fonds"})


def record(no: int, title: str, first: str, last: str = "", **facts: object) -> Node:
    facts = {"reference_code": f"G-{no}", "creator": "毛泽东", "regime": "民国", **facts}
    return Node(f"record:{no}", "Record", title, OPEN, (), facts, first, last or first)


R1 = record(1, "毛泽东致宋庆龄信", "1936-09-18", holder="示例馆", row=7, source_file="a.csv")
R2 = record(2, "毛泽东、宋庆龄与西安事变", "1936-12-01", "1936-12-31")
R3 = record(3, "宋庆龄复毛泽东信", "1949-01-01", "1949-12-31")


def said(source: Node, predicate: str, object_: Node, subject: Node | None = None) -> Claim:
    """A claim whose evidence is the object's name in the title, or the whole title."""
    at = source.name.find(object_.name) if subject is None else 0
    length = len(object_.name) if subject is None else len(source.name)
    evidence = Evidence(source.id, "title", at, at + length, source.name[at : at + length])
    first = subject or source
    return Claim(
        first.id, predicate, object_.id, evidence, "test", 0.82,
        earliest=source.earliest, latest=source.latest,
    )  # fmt: skip


def known(subject: Node, predicate: str, object_: Node) -> Claim:
    """A claim of a reference work."""
    return Claim(subject.id, predicate, object_.id, Evidence(BOOK.id), "authority", 1.0)


CLAIMS = [
    said(R1, "SENT_BY", MAO),
    said(R1, "SENT_TO", SONG),
    said(R1, "CORRESPONDED_WITH", SONG, MAO),
    Claim(R1.id, "PART_OF", FONDS.id, Evidence(R1.id, "fonds"), "catalogue"),
    said(R2, "MENTIONS", MAO),
    said(R2, "MENTIONS", SONG),
    said(R2, "MENTIONS", EVENT),
    said(R3, "SENT_BY", SONG),
    said(R3, "SENT_TO", MAO),
    said(R3, "CORRESPONDED_WITH", MAO, SONG),
    known(MAO, "MEMBER_OF", PARTY),
]


def make_store(folder: Path) -> GraphStore:
    """A store with the nodes and claims above."""
    store: GraphStore = SqliteStore(folder / "views.sqlite", create=True)
    with store.batch():
        store.upsert_nodes([MAO, SONG, PARTY, EVENT, BOOK, FONDS, R1, R2, R3])
        store.upsert_edges(CLAIMS)
    return store
