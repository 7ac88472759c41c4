"""A small graph in memory with the reading half of a store that an export needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_model.access import Access
from graph_model.claim import Claim, Evidence, Status
from graph_model.errors import NotFound
from graph_model.node import Node
from loaders.stores.results import RecordHit, RecordPage

OPEN, CLOSED = Access.OPEN, Access.RESTRICTED
SECRET_WORDS = "绝不外传的题名"

RECORD = Node(
    "record:00aa",
    "Record",
    "毛泽东致宋庆龄信",
    OPEN,
    properties={
        "reference_code": "G001-001-0001-001",
        "date_text": "民国二十五年九月十八日",
        "date_edtf": "1936-09-18",
        "genre": "信",
        "creator": "毛泽东",
        "access_text": "开放",
        "pages": "2",
        "extra": {"原列": "不导出"},
        "row": 2,
        "run": "run:77",
    },
    earliest="1936-09-18",
    latest="1936-09-18",
)
OTHER = Node(
    "record:00bb", "Record", "Letter", OPEN, properties={"genre": "信", "date_edtf": "1937~"}
)
CLOSED_RECORD = Node(
    "record:00cc", "Record", SECRET_WORDS, CLOSED, properties={"creator": f"{SECRET_WORDS}甲"}
)
SET = Node("set:01", "RecordSet", "示例全宗", None, properties={"level": "fonds"})
MAO = Node(
    "person:mao-zedong",
    "Person",
    "毛泽东",
    OPEN,
    aliases=("毛主席",),
    properties={
        "name_en": "Mao Zedong",
        "born": "1893-12-26",
        "aliases": ["字:润之"],
        "source": ["source:minguo-renwu"],
        "exact": ["http://www.wikidata.org/entity/Q5816"],
        "close": ["http://viaf.org/viaf/1", "https://example.org/mao?a=1&b=2"],
    },
)
SONG = Node("person:song-qingling", "Person", "宋庆龄", OPEN)
UNKNOWN = Node("person:~5c", "Person", "张某某")
BODY = Node("organization:~66", "Organization", "示例馆")
THEME = Node(
    "theme:chang-zheng",
    "Theme",
    "长征精神",
    OPEN,
    properties={"name_en": "Spirit of the Long March", "kind": "精神"},
)
ORIGIN = Node("theme:jian-dang", "Theme", "建党精神", OPEN)
OFFICE = Node("office:zongdu", "Office", "总督", OPEN, properties={"from": "1644", "to": "1912"})
PLACE = Node("place:yan-an", "Place", "延安", OPEN, properties={"lon": 109.5, "lat": 36})
EVENT = Node("event:xi-an", "Event", "西安事变", OPEN, properties={"start": "1936-12-12"})
BOOK = Node("source:minguo-renwu", "Source", "民国人物传", OPEN)
RUN = Node("run:77", "Run", "1", OPEN, properties={"software": "shimai 0.1"})


def said(
    subject: Node,
    predicate: str,
    object: Node,
    source: Node = RECORD,
    *,
    quote: str = "",
    start: int = 0,
    status: Status = Status.EXTRACTED,
    rule: str = "test",
    run: str = "",
) -> Claim:
    """A claim with the source's access level."""
    field = "title" if source.label == "Record" else ""
    evidence = Evidence(source.id, field, start, start + len(quote), quote)
    return Claim(
        subject.id,
        predicate,
        object.id,
        evidence,
        rule,
        0.85,
        status,
        source.access or OPEN,
        run,
        source.earliest,
        source.latest,
    )


NODES = [
    RECORD, OTHER, CLOSED_RECORD, SET, MAO, SONG, UNKNOWN, BODY, THEME, ORIGIN, OFFICE, PLACE,
    EVENT, BOOK, RUN,
]  # fmt: skip
CLAIMS = [
    said(RECORD, "SENT_BY", MAO, quote="毛泽东", run=RUN.id),
    said(RECORD, "SENT_TO", SONG, quote="宋庆龄", start=4),
    said(RECORD, "MENTIONS", MAO, quote="毛泽东"),
    said(RECORD, "MENTIONS", MAO, quote="毛泽东", rule="second reader"),
    said(RECORD, "MENTIONS", SONG, quote="宋庆龄", start=4, status=Status.REJECTED),
    said(RECORD, "CREATED_BY", MAO),
    said(RECORD, "HELD_BY", BODY),
    said(RECORD, "PART_OF", SET),
    said(RECORD, "EMBODIES", THEME),
    said(RECORD, "REPLIES_TO", OTHER),
    said(OTHER, "ABOUT", EVENT, OTHER),
    said(MAO, "CORRESPONDED_WITH", SONG, quote="毛泽东致宋庆龄"),
    said(MAO, "CORRESPONDED_WITH", BODY),
    said(MAO, "MEMBER_OF", BODY, BOOK),
    said(MAO, "HELD_OFFICE", OFFICE, BOOK),
    said(MAO, "PARTICIPATED_IN", EVENT, BOOK),
    said(EVENT, "TOOK_PLACE_AT", PLACE, BOOK),
    said(THEME, "INHERITS_FROM", ORIGIN, BOOK),
    said(CLOSED_RECORD, "SENT_BY", UNKNOWN, CLOSED_RECORD, quote=SECRET_WORDS),
]


class FakeStore:
    """Nodes and claims in the order that the contract asks, filtered by the reader's level."""

    def __init__(self, nodes: Sequence[Node] = NODES, claims: Sequence[Claim] = CLAIMS) -> None:
        self._nodes = sorted(nodes, key=lambda node: node.id)
        self._claims = sorted(claims, key=lambda c: (c.subject, c.predicate, c.object, c.key))

    def iter_edges(self, reader: Access) -> Iterator[Claim]:
        """Visible claims."""
        return (c for c in self._claims if c.access <= reader)

    def iter_links(self, reader: Access) -> Iterator[tuple[str, str, str]]:
        """Visible claims that stand, each link once."""
        standing = (c for c in self.iter_edges(reader) if c.status is not Status.REJECTED)
        return iter(dict.fromkeys((c.subject, c.predicate, c.object) for c in standing))

    def iter_nodes(
        self, reader: Access, *, labels: Sequence[str] = (), after: str = ""
    ) -> Iterator[Node]:
        """Visible nodes: by their own level, or named by a visible claim."""
        named = {end for c in self.iter_edges(reader) for end in (c.subject, c.object)}
        for node in self._nodes:
            if (labels and node.label not in labels) or node.id <= after:
                continue
            if node.id in named if node.access is None else node.access <= reader:
                yield node

    def nodes(self, ids: Sequence[str], reader: Access) -> list[Node]:
        """Those of the ids that are visible."""
        found = {node.id: node for node in self.iter_nodes(reader)}
        return [found[id] for id in dict.fromkeys(ids) if id in found]

    def claims_of(self, sources: Sequence[str], reader: Access) -> list[Claim]:
        """What the sources say."""
        return [c for c in self.iter_edges(reader) if c.evidence.source in sources]

    def records(self, id: str, reader: Access, *, limit: int = 20, offset: int = 0) -> RecordPage:
        """Records that name the node."""
        named = {c.evidence.source for c in self.iter_edges(reader) if c.object == id}
        found = [n for n in self.iter_nodes(reader, labels=["Record"]) if n.id in named]
        hits = tuple(RecordHit(node) for node in found[offset : offset + limit])
        return RecordPage(len(found), hits)

    def get_state(self, key: str) -> str:
        """When the one run ended."""
        return "2026-03-04T05:06:07Z" if key == f"run_ended:{RUN.id}" else ""

    def node(self, id: str, reader: Access) -> Node:
        """One visible node."""
        found = next((node for node in self.iter_nodes(reader) if node.id == id), None)
        if found is None:
            raise NotFound("node", id)
        return found

    def close(self) -> None:
        """Nothing to close."""
