"""A made graph of any size, for measurements: entries, names and claims of the shapes that a build
of a real catalogue gives, from a seed.

The same number of records and the same seed give the same graph, byte for byte. It is made as a
stream (a batch of records with their claims at a time), so memory grows with the entities, which
are fewer than the records, and not with the records. Nothing in it is a fact: names are put
together from characters, and titles from phrases.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import NamedTuple

from graph_model.access import Access
from graph_model.claim import Claim, Evidence
from graph_model.ids import record_id, record_set_id, run_id, text_entity_id
from graph_model.node import Node
from loaders.stores.base import GraphStore

#: Records in one batch.
BATCH = 2000
#: Batches in one transaction: every page of an index that it touches is written once.
_TOGETHER = 5
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "文武德仁义礼智信忠孝明远志成永安国平世昌家荣子玉伯仲叔季元亨利贞春秋"
_TOWNS = "安平宁静山水石桥清河东临长永兴福海江陵城阳泉新和"
_KINDS = ("县政府", "公署", "商会", "师部", "学校", "银行", "铁路局", "邮局")
_MATTERS = ("为拨发经费", "为修筑道路", "为赈济灾民", "为调查户口", "为任免人员", "为税收")
_ENDINGS = ("请鉴核示遵", "请查照", "并附清册", "已遵办情形", "一事")
_FORMS = (("呈", "呈"), ("电", "电"), ("函", "致"), ("咨", "咨"))
_RULES = ("title_grammar", "gazetteer", "tagger")
#: Out of a thousand records, how many are restricted and how many classified.
_RESTRICTED, _CLASSIFIED = 50, 10


class _Kind(NamedTuple):
    """Entities of one label: id prefix, and how many records go to one of them."""

    label: str
    prefix: str
    records: int


_ENTITIES = (
    _Kind("Person", "person", 20),
    _Kind("Organization", "organization", 60),
    _Kind("Place", "place", 200),
    _Kind("Event", "event", 500),
    _Kind("Office", "office", 1000),
)


class Batch(NamedTuple):
    """Nodes first, then the claims between them and earlier nodes."""

    nodes: list[Node]
    claims: list[Claim]


@dataclass(slots=True)
class _Record:
    """A record in the making."""

    node: Node
    run: str
    claims: list[Claim] = field(default_factory=list)

    def say(
        self, subject: str, predicate: str, object: str, said: Evidence, rule: str, sure: float
    ) -> None:
        """Add a claim that this record is the evidence of."""
        node = self.node
        access = node.access if node.access is not None else Access.OPEN
        self.claims.append(
            Claim(
                subject, predicate, object, said, rule, sure, access=access, run=self.run,
                earliest=node.earliest, latest=node.latest,
            )
        )  # fmt: skip


class MadeGraph:
    """A graph of ``records`` records. ``batches`` may be called again and starts over."""

    def __init__(self, records: int, seed: int = 1) -> None:
        self.records, self.seed = records, seed
        self._run = Node(
            run_id(f"made-{records}-{seed}", "national", "made"), "Run", "made.csv", Access.OPEN,
            properties={"software": "made", "profile": "national"},
        )  # fmt: skip
        self._entities = {kind.label: self._named(kind) for kind in _ENTITIES}

    def batches(self) -> Iterator[Batch]:
        """The graph in batches of ``BATCH`` records, entities first; ends are never missing."""
        for label in self._entities:
            entities = self._entities[label]
            for at in range(0, len(entities), BATCH):
                yield Batch(entities[at : at + BATCH], [])
        random = Random(self.seed)
        batch = Batch([self._run], [])
        for number in range(self.records):
            self._add(batch, random, number)
            if (number + 1) % BATCH == 0:
                yield batch
                batch = Batch([], [])
        if batch.nodes:
            yield batch

    def _named(self, kind: _Kind) -> list[Node]:
        """Entities of one label, no two alike, in an order that the seed decides."""
        count = max(8, self.records // kind.records)
        random = Random(f"{self.seed}:{kind.label}")
        found: dict[str, Node] = {}
        names = _names(kind.label)
        while len(found) < count:
            name = next(names)
            id = text_entity_id(kind.prefix, name)
            found[id] = Node(id, kind.label, name)
        nodes = list(found.values())
        random.shuffle(nodes)
        return nodes

    def _pick(self, random: Random, label: str) -> Node:
        """An entity: a few are named often and most of them seldom, as in real catalogues."""
        entities = self._entities[label]
        return entities[int(len(entities) * random.random() ** 3)]

    def _add(self, batch: Batch, random: Random, number: int) -> None:
        sender = self._pick(random, "Person" if random.random() < 0.6 else "Organization")
        recipient = self._pick(random, "Organization" if random.random() < 0.5 else "Person")
        place, office = self._pick(random, "Place"), self._pick(random, "Office")
        form, verb = random.choice(_FORMS)
        words = (
            office.name, sender.name, verb, recipient.name,
            random.choice(_MATTERS), place.name, random.choice(_ENDINGS),
        )  # fmt: skip
        made = _Record(self._record(random, number, "".join(words), form, sender), self._run.id)
        sets = self._sets(made, number)
        starts = [sum(map(len, words[:i])) for i in range(len(words))]
        for at, predicate, node in (
            (1, "SENT_BY", sender), (3, "SENT_TO", recipient), (5, "MENTIONS", place),
        ):  # fmt: skip
            said = _said(made.node, starts[at], node.name)
            made.say(made.node.id, predicate, node.id, said, random.choice(_RULES), 0.9)
        self._beside(made, random, (office, sender, recipient), words)
        batch.nodes.extend((*sets, made.node))
        batch.claims.extend(made.claims)

    def _beside(
        self, made: _Record, random: Random, ends: tuple[Node, Node, Node], words: Sequence[str]
    ) -> None:
        """What follows from sender, recipient and office, and the index terms of some records."""
        office, sender, recipient = ends
        title = made.node.name
        made.say(
            made.node.id, "CREATED_BY", sender.id,
            Evidence(made.node.id, "creator", 0, len(sender.name), sender.name), "catalogue", 0.95,
        )  # fmt: skip
        if sender is not recipient:
            whole = Evidence(made.node.id, "title", 0, len(title), title)
            made.say(sender.id, "CORRESPONDED_WITH", recipient.id, whole, "title_grammar", 0.85)
        if sender.label == "Person":
            said = _said(made.node, 0, words[0] + words[1])
            made.say(sender.id, "HELD_OFFICE", office.id, said, "office_and_name", 0.8)
        if random.random() < 0.3:
            event = self._pick(random, "Event")
            said = Evidence(made.node.id, "events", 0, len(event.name), event.name)
            made.say(made.node.id, "ABOUT", event.id, said, "catalogue", 0.95)

    def _record(self, random: Random, number: int, title: str, form: str, by: Node) -> Node:
        draw = random.randrange(1000)
        access = Access.OPEN
        if draw < _RESTRICTED + _CLASSIFIED:
            access = Access.CLASSIFIED if draw < _CLASSIFIED else Access.RESTRICTED
        year, month = random.randrange(1912, 1950), random.randrange(1, 13)
        day = f"{year}-{month:02}-{random.randrange(1, 29):02}"
        code = f"M{number // 40_000 + 1:03}-{number // 1000 % 40 + 1:03}-{number:08}"
        return Node(
            record_id("", code), "Record", title, access, (),
            {
                "reference_code": code, "date_text": day, "date_edtf": day, "date_earliest": day,
                "date_latest": day, "date_precision": "day", "creator": by.name, "genre": form,
                "pages": str(draw % 30 + 1), "source_file": "made.csv", "row": number + 2,
                "run": self._run.id,
            },
            day, day,
        )  # fmt: skip

    def _sets(self, made: _Record, number: int) -> list[Node]:
        """The record's file and fonds with the claims that put it there; the nodes only when the
        record is the first of its file."""
        fonds_name, file_name = f"示例全宗{number // 40_000 + 1}", f"第{number // 100 + 1}卷"
        fonds = record_set_id("", "fonds", "", fonds_name)
        file = record_set_id("", "file", "", file_name, fonds_name)
        for subject, object, level, name in (
            (made.node.id, file, "file", file_name), (file, fonds, "fonds", fonds_name),
        ):  # fmt: skip
            said = Evidence(made.node.id, level, 0, len(name), name)
            made.say(subject, "PART_OF", object, said, "catalogue", 1.0)
        if number % 100:
            return []
        return [
            Node(file, "RecordSet", file_name, None, (), {"level": "file"}),
            Node(fonds, "RecordSet", fonds_name, None, (), {"level": "fonds"}),
        ]


def _said(record: Node, start: int, words: str) -> Evidence:
    return Evidence(record.id, "title", start, start + len(words), words)


def _names(label: str) -> Iterator[str]:
    """Endless different names of one label."""
    towns = ("".join(pair) for size in (2, 3, 4) for pair in product(_TOWNS, repeat=size))
    if label == "Person":
        for size in (2, 1, 3, 4):
            for parts in product(_SURNAMES, *[_GIVEN] * size):
                yield "".join(parts)
    for number, town in enumerate(towns):
        if label == "Organization":
            yield from (town + kind for kind in _KINDS)
        elif label == "Event":
            yield f"{town}会议"
        elif label == "Office":
            yield f"{town}知事"
        else:
            yield town + ("县" if number % 3 else "镇")


def version(records: int, seed: int = 1) -> str:
    """The graph version of a made graph."""
    return f"made-{records}-{seed}"


def fill(
    store: GraphStore,
    records: int,
    seed: int = 1,
    progress: Callable[[int], None] | None = None,
    *,
    together: int = _TOGETHER,
) -> None:
    """Write the graph into a store through its own upserts, ``together`` batches a transaction;
    ``progress`` gets the number of nodes written. The graph version is set and the store
    summarized, as after a build."""
    done = 0
    batches = MadeGraph(records, seed).batches()
    while part := list(islice(batches, together)):
        with store.batch():
            for batch in part:
                store.upsert_nodes(batch.nodes)
                missing = store.upsert_edges(batch.claims).missing
                if missing:
                    raise AssertionError(f"the made graph names absent nodes: {missing[:3]}")
        done += sum(len(batch.nodes) for batch in part)
        if progress:
            progress(done)
    store.set_state("graph_version", version(records, seed))
    store.summarize()


def main(argv: Sequence[str] | None = None) -> int:
    """Make a store file: ``python -m loaders.bench.made_graph STORE --records N``."""
    from tqdm import tqdm

    from loaders.stores import open_store

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", help="SQLite file to make; it must not exist")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    if Path(args.store).exists():
        print(f"{args.store}: exists already", file=sys.stderr)
        return 2
    store = open_store(args.store, create=True)
    with tqdm(unit=" nodes", disable=None) as bar:

        def show(done: int) -> None:
            bar.update(done - bar.n)

        fill(store, args.records, args.seed, show)
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
