"""A random graph, the same for a seed, with what is hard: levels that differ along a claim, both
scripts, equal names, rejected claims, loops, undated and parallel claims."""

from __future__ import annotations

import random
from dataclasses import dataclass

from graph_model.access import Access
from graph_model.claim import Claim, Evidence, Status
from graph_model.node import Node

_CHARACTERS = "毛澤泽東东張张國国關于关於致電电延安宋慶庆齡龄周恩來来函報告报事變变"
_WORDS = (
    "G001",
    "Q002-01",
    "（密）",
    " ",
    "Report",
    "１９３７",
    "第十二號",
    "·",
    "é",
    "😀",
    "々〇",
)
_ENTITIES = {
    "Person": "person",
    "Organization": "organization",
    "Place": "place",
    "Event": "event",
    "Theme": "theme",
}
_SAYS = ("SENT_BY", "SENT_TO", "MENTIONS", "MENTIONS", "MENTIONS", "ABOUT", "CREATED_BY")
_BETWEEN = ("CORRESPONDED_WITH", "MEMBER_OF", "TOOK_PLACE_AT", "PART_OF")


@dataclass(frozen=True)
class RandomGraph:
    """Nodes and claims, and the ids of the entities and records among them."""

    nodes: list[Node]
    claims: list[Claim]
    entities: list[str]
    records: list[str]


def random_text(random: random.Random, longest: int = 9) -> str:
    """Characters of names in both scripts, now and then with something else between them."""
    parts = []
    for _ in range(random.randint(1, longest)):
        pool = _WORDS if random.random() < 0.12 else _CHARACTERS
        parts.append(random.choice(pool))
    return "".join(parts)


def random_graph(seed: int, records: int = 200, entities: int = 60) -> RandomGraph:
    """The graph of a seed."""
    return _Maker(random.Random(seed)).graph(records, entities)


class _Maker:
    def __init__(self, random: random.Random) -> None:
        self._random = random

    def graph(self, records: int, entities: int) -> RandomGraph:
        things = [self._entity(no) for no in range(entities)]
        holders = [Node(f"set:{no}", "RecordSet", random_text(self._random)) for no in range(3)]
        source = Node("source:one", "Source", "名錄", Access.OPEN)
        run = Node("run:one", "Run", "目录.csv", Access.OPEN, (), {"software": "1"})
        rows = [self._record(no) for no in range(records)]
        claims = [claim for row in rows for claim in self._claims(row, things, holders)]
        for _ in range(entities // 4):
            first, second = self._random.choices(things, k=2)
            claims.append(self._claim(source, first, "PART_OF", second))
        nodes = [*things, *holders, source, run, *rows]
        self._random.shuffle(nodes)
        self._random.shuffle(claims)
        return RandomGraph(nodes, claims, [n.id for n in things], [n.id for n in rows])

    def _entity(self, no: int) -> Node:
        label = self._random.choice(list(_ENTITIES))
        level = self._random.choices([None, *Access], [6, 4, 1, 1])[0]
        aliases = tuple(
            dict.fromkeys(random_text(self._random, 4) for _ in range(self._random.randint(0, 3)))
        )
        extra = {"note": "注", "name_en": "Mao Tse-tung"} if self._random.random() < 0.2 else {}
        name = random_text(self._random, 4)
        return Node(f"{_ENTITIES[label]}:{no:03d}", label, name, level, aliases, extra)

    def _record(self, no: int) -> Node:
        level = self._random.choices(list(Access), [6, 2, 2])[0]
        begin, end = self._days()
        properties = {
            "reference_code": f"G00{no % 7}-{no:04d}",
            "digest": f"d{no}",
            "row": no,
            "extra": {"列": "值"},
        }
        name = random_text(self._random, 14)
        return Node(f"record:{no:04d}", "Record", name, level, (), properties, begin, end)

    def _days(self) -> tuple[str, str]:
        if self._random.random() < 0.15:
            return "", ""
        year, month = self._random.randint(1935, 1939), self._random.randint(1, 12)
        if self._random.random() < 0.3:
            return f"{year}-01-01", f"{year}-12-31"
        day = f"{year}-{month:02d}-{self._random.randint(1, 28):02d}"
        return day, day

    def _claims(self, row: Node, things: list[Node], sets: list[Node]) -> list[Claim]:
        claims = []
        named = self._random.choices(things, k=self._random.randint(0, 5))
        for thing in named:
            claims.append(self._claim(row, row, self._random.choice(_SAYS), thing))
        if self._random.random() < 0.4 and named:
            first, second = self._random.choices([*named, *things[:3]], k=2)
            claims.append(self._claim(row, first, self._random.choice(_BETWEEN), second))
        if self._random.random() < 0.7:
            claims.append(self._claim(row, row, "PART_OF", self._random.choice(sets)))
        if self._random.random() < 0.5:
            claims.append(self._claim(row, row, "HELD_BY", self._random.choice(things[:5])))
        return claims

    def _claim(self, source: Node, subject: Node, predicate: str, object_: Node) -> Claim:
        level = source.access or Access.OPEN
        if self._random.random() < 0.1:
            level = self._random.choice(list(Access))
        start = self._random.randint(0, 3)
        return Claim(
            subject=subject.id,
            predicate=predicate,
            object=object_.id,
            evidence=Evidence(source.id, "title", start, start + 2, object_.name[:2]),
            rule=self._random.choice(["one", "two"]),
            confidence=self._random.choice([0.5, 0.85, 1]),
            status=self._random.choices(list(Status), [8, 1, 1])[0],
            access=level,
            run=self._random.choice(["", "run:one"]),
            earliest=source.earliest,
            latest=source.latest,
        )
