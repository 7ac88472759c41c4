"""What the columns answer is what one finds by going through all nodes and claims by hand, over
random graphs and for every level."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise, permutations

import networkx as nx
import pytest

from graph_model.access import Access
from graph_model.claim import Claim, Status
from graph_model.node import Node
from loaders.stores import GraphStore
from loaders.stores.ego import NO_STEP, NOT_SUBJECT, entity_labels
from loaders.stores.selection import ALL_OF, Selection, selection
from tests.loaders.stores.random_graph import RandomGraph, random_graph


class ByHand:
    """A graph and one reader."""

    def __init__(self, graph: RandomGraph, reader: Access) -> None:
        self.reader = reader
        self.nodes = {n.id: n for n in graph.nodes}
        unique = {(c.subject, c.predicate, c.object, c.key): c for c in graph.claims}
        self.claims = [c for c in unique.values() if c.access <= reader]
        self.live = [c for c in self.claims if c.status != Status.REJECTED]

    def sees_record(self, id: str) -> bool:
        node = self.nodes[id]
        return node.label == "Record" and node.access is not None and node.access <= self.reader

    def sees(self, node: Node) -> bool:
        if node.access is not None:
            return node.access <= self.reader
        return any(node.id in (c.subject, c.object) for c in self.claims)

    def said(self) -> list[Claim]:
        """Claims about what the seen records concern."""
        return [
            c
            for c in self.live
            if self.sees_record(c.subject)
            and c.predicate not in NOT_SUBJECT
            and (self.nodes[c.object].access or Access.OPEN) <= self.reader
        ]

    def subjects(self) -> set[tuple[str, str]]:
        """Records and the entities that they concern."""
        labels = entity_labels()
        return {(c.subject, c.object) for c in self.said() if self.nodes[c.object].label in labels}

    def steps(self) -> nx.Graph:
        """Entities, joined where a relation or a record joins them."""
        found: nx.Graph = nx.Graph()
        labels = entity_labels()
        for c in self.live:
            ends = (self.nodes[c.subject], self.nodes[c.object])
            if all(n.label in labels and self.sees(n) for n in ends):
                found.add_edge(c.subject, c.object)
        by_record: dict[str, set[str]] = {}
        for one, thing in self.subjects():
            by_record.setdefault(one, set()).add(thing)
        for things in by_record.values():
            found.add_edges_from((a, b) for a in things for b in things if a < b)
        return found

    def evidence(self, low: str, high: str) -> Evidence:
        """The evidence between entities within some days."""
        found = Evidence()
        labels = entity_labels()
        for c in filter(lambda c: _within(c, low, high), self.live):
            ends = (self.nodes[c.subject], self.nodes[c.object])
            if c.predicate in NO_STEP or c.subject == c.object:
                continue
            if all(n.label in labels and self.sees(n) for n in ends):
                found.add(c.subject, c.object, (c.predicate, c.subject), c)
        named: dict[str, dict[str, list[Claim]]] = {}
        for c in self.said():
            if self.nodes[c.object].label in labels and _within(c, low, high):
                named.setdefault(c.subject, {}).setdefault(c.object, []).append(c)
        for record, things in named.items():
            for a, b in permutations(things, 2):
                for claim in things[a]:
                    found.shared(a, b, record, claim)
        return found


def _within(claim: Claim, low: str, high: str) -> bool:
    if not (low or high):
        return True
    return bool(claim.earliest) and claim.earliest <= (high or "9999") and claim.latest >= low


class Evidence(dict[frozenset[str], dict[object, set[object]]]):
    """Claims and records between two entities by kind, and the days of them from each end."""

    def __init__(self) -> None:
        super().__init__()
        self.days: dict[tuple[str, str], set[tuple[str, str, object]]] = {}

    def add(self, a: str, b: str, kind: object, claim: Claim) -> None:
        self.setdefault(frozenset((a, b)), {}).setdefault(kind, set()).add(claim.key)
        for ends in ((a, b), (b, a)):
            self.days.setdefault(ends, set()).add((claim.earliest, claim.latest, claim.key))

    def shared(self, a: str, b: str, record: str, claim: Claim) -> None:
        """A record that concerns both, by a claim that names ``a``."""
        self.setdefault(frozenset((a, b)), {}).setdefault("", set()).add(record)
        self.days.setdefault((a, b), set()).add((claim.earliest, claim.latest, record))

    def cost(self, a: str, b: str) -> Fraction:
        """One over the strongest kind of evidence."""
        return Fraction(1, max(map(len, self[frozenset((a, b))].values())))

    def possible(self, route: list[str]) -> bool:
        """Whether days can be taken from each step that never run backwards."""
        now = ""
        for ends in pairwise(route):
            days = self.days[ends]
            if any(not first for first, _, _ in days):
                continue
            still = [first for first, last, _ in days if last >= now]
            if not still:
                return False
            now = max(now, min(still))
        return True


@pytest.fixture(params=[11, 12])
def graph(request: pytest.FixtureRequest) -> RandomGraph:
    return random_graph(request.param)


@pytest.fixture
def store(new_sqlite: Callable[[str], GraphStore], graph: RandomGraph) -> GraphStore:
    made = new_sqlite("one")
    made.upsert_nodes(graph.nodes)
    made.upsert_edges(graph.claims)
    return made


@pytest.mark.parametrize("reader", list(Access))
def test_reads_around_an_entity(store: GraphStore, graph: RandomGraph, reader: Access) -> None:
    hand = ByHand(graph, reader)
    said = hand.said()
    for id in random.Random(1).sample(graph.entities, 15):
        about = {c.evidence.source for c in hand.claims if c.object == id}
        about = {r for r in about if hand.sees_record(r)}
        assert store.records(id, reader).total == len(about)
        dated = Counter(int(hand.nodes[r].earliest[:4]) for r in about if hand.nodes[r].earliest)
        assert store.years(id, reader) == dict(dated)
        records = {c.subject for c in said if c.object == id}
        pairs = {(c.subject, c.object) for c in said if c.subject in records}
        shared = Counter(thing for _, thing in pairs if thing != id)
        wanted = {t: n for t, n in shared.items() if hand.nodes[t].label in entity_labels()}
        found = store.co_mentions(id, reader, limit=1000)
        assert {n.node.id: n.claims for n in found} == wanted
        direct: Counter[tuple[str, str, str]] = Counter()
        for c in hand.live:
            for direction, near, far in (("out", c.subject, c.object), ("in", c.object, c.subject)):
                other = hand.nodes[far]
                if near == id and other.label in entity_labels() and hand.sees(other):
                    direct[c.predicate, direction, far] += 1
        beside = store.neighbours(id, reader, limit=1000)
        assert {(n.type, n.direction, n.node.id): n.claims for n in beside} == dict(direct)


@pytest.mark.parametrize("reader", list(Access))
def test_shortest_paths(store: GraphStore, graph: RandomGraph, reader: Access) -> None:
    hand = ByHand(graph, reader)
    steps = hand.steps()
    seen = [id for id in graph.entities if hand.sees(hand.nodes[id])]
    dice = random.Random(2)
    for _ in range(15):
        a, b = dice.sample(seen, 2)
        joined = a in steps and b in steps and nx.has_path(steps, a, b)
        wanted = sorted(nx.all_shortest_paths(steps, a, b)) if joined else []
        wanted = [route for route in wanted if len(route) <= 5]
        found = store.shortest_paths(a, b, reader, limit=10)
        assert [[n.id for n in p.nodes] for p in found] == wanted[:10]


RANGES = [("", ""), ("1936-03-01", ""), ("", "1937-06-30"), ("1936-02-01", "1936-12-31")]


@pytest.mark.parametrize("reader", list(Access))
@pytest.mark.parametrize("in_time", [False, True])
def test_best_paths(store: GraphStore, graph: RandomGraph, reader: Access, in_time: bool) -> None:
    hand = ByHand(graph, reader)
    named = Counter(thing for _, thing in sorted(hand.subjects()))
    seen = [id for id, _ in named.most_common(14)]
    dice = random.Random(4)
    longer = 0
    for low, high in RANGES:
        evidence = hand.evidence(low, high)
        steps = nx.Graph(list(evidence))
        for _ in range(20):
            a, b = dice.sample(seen, 2)
            hops = dice.choice([1, 2, 3])
            routes = nx.all_simple_paths(steps, a, b, cutoff=hops) if {a, b} <= steps.nodes else []
            wanted = sorted(
                (sum((evidence.cost(*pair) for pair in pairwise(route)), Fraction()), route)
                for route in routes
                if not in_time or evidence.possible(route)
            )
            found = store.best_paths(
                a, b, reader, max_hops=hops, limit=7, in_time=in_time, earliest=low, latest=high
            )
            assert [[n.id for n in p.nodes] for p in found] == [route for _, route in wanted[:7]]
            for path in found:
                assert all(link.weight for link in path.links)
                assert len(path.links) == len(path.nodes) - 1
            first = [len(path.nodes) for path in found]
            longer += any(x > y for x, y in pairwise(first))
    assert longer


@pytest.mark.parametrize("reader", list(Access))
def test_selections(store: GraphStore, graph: RandomGraph, reader: Access) -> None:
    hand = ByHand(graph, reader)
    pairs = hand.subjects()
    dice = random.Random(3)
    for _ in range(20):
        chosen = dice.sample(sorted({thing for _, thing in pairs}), dice.randint(0, 2))
        facets: dict[str, list[str]] = {}
        for id in chosen:
            facet = next(f for f, label in ALL_OF.items() if label == hand.nodes[id].label)
            facets.setdefault(facet, []).append(id)
        low = dice.choice(["", "1936-03-01"])
        asked: Selection = selection(facets=facets, earliest=low)
        records = {n.id for n in graph.nodes if hand.sees_record(n.id)}
        records = {r for r in records if all((r, id) in pairs for id in chosen)}
        if low:
            records = {r for r in records if hand.nodes[r].earliest and hand.nodes[r].latest >= low}
        page = store.select(asked, reader, limit=1000)
        assert {hit.node.id for hit in page.hits} == records
        seen = store.overview(asked, reader, limit=1000)
        assert seen.total == len(records)
        counts = Counter(thing for one, thing in pairs if one in records)
        for facet, label in ALL_OF.items():
            wanted = {t: n for t, n in counts.items() if hand.nodes[t].label == label}
            assert {v.value: v.count for v in seen.facets[facet]} == wanted
