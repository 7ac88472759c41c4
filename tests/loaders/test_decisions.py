"""Decisions on a real graph: the sample catalogue, built, decided upon, read anew, and undone."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import loaders.build
from graph_model.access import Access
from graph_model.claim import Status
from graph_model.decision import Decision, Verdict, of_claims, of_pair, of_split
from graph_model.projection import RULE, SAME_AS
from graph_model.schema import load_schema
from loaders.build import build
from loaders.decisions import Decisions
from loaders.exporters import Iris, NTriples, Profile, Selection, Style
from loaders.stores.base import GraphStore
from loaders.stores.sqlite import SqliteStore
from tests.paths import SAMPLE

READER = Access.CLASSIFIED


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    store = SqliteStore(tmp_path / "graph.sqlite", create=True)
    build([SAMPLE], store, lambda _: None)
    yield store
    store.close()


def ntriples(store: GraphStore) -> bytes:
    out = io.BytesIO()
    schema = load_schema()
    selection = Selection(store, schema, Iris(), reader=READER, style=Style(Profile.FULL))
    NTriples().write(selection.parts(), out)
    return out.getvalue()


def random_decisions(store: GraphStore, dice: random.Random) -> list[Decision]:
    """200 decisions of every kind about what the graph holds."""
    claims = [c for c in store.iter_edges(READER) if c.evidence.source.startswith("record:")]
    by_label: dict[str, list[str]] = {}
    for claim in claims:
        label = load_schema().label_of(claim.object)
        if label in load_schema().edges[SAME_AS].domain:
            by_label.setdefault(label, []).append(claim.object)
    pairs = [dice.sample(sorted(set(by_label[label])), 2) for label in by_label for _ in range(12)]
    made = [
        of_pair(dice.choice([Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE]), *pair, user="甲")
        for pair in pairs
    ]
    persons = [c for c in claims if c.object.startswith("person:")]
    made += [of_split(c.object, [c.evidence.source], user="乙") for c in dice.sample(persons, 20)]
    for claim in dice.sample(claims, 400):
        verdict = dice.choice([Verdict.CONFIRM, Verdict.REJECT])
        if len({d.target for d in made}) < 200:
            made += of_claims(verdict, [claim], user="丙", reason="据原件")
    last = {d.target: d for d in made}
    return list(last.values())


def undo_all(book: Decisions) -> None:
    numbers = [d.no for d in book.active(READER)]
    for no in random.Random(6).sample(numbers, len(numbers)):
        book.undo(no, user="甲")


def test_undoing_200_decisions_gives_back_the_first_graph(store: GraphStore) -> None:
    first, book = ntriples(store), Decisions(store)
    decided = book.decide(random_decisions(store, random.Random(5)))
    assert len(decided) == 200
    assert ntriples(store) != first
    undo_all(book)
    assert ntriples(store) == first


def test_200_decisions_survive_reading_anew(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Decisions(store)
    plain = SqliteStore(Path(store.uri).with_name("plain.sqlite"), create=True)
    build([SAMPLE], plain, lambda _: None)
    decided = book.decide(random_decisions(store, random.Random(7)))
    monkeypatch.setattr(loaders.build, "version", lambda: "another")
    for one in (store, plain):
        report = build([SAMPLE], one, lambda _: None)
        assert report.files[0].updated == report.files[0].loaded
    assert book.active(READER) == decided
    assert [d for d in decided if not is_kept(store, d)] == []
    undo_all(book)
    assert ntriples(store) == ntriples(plain)
    plain.close()


def is_kept(store: GraphStore, decision: Decision) -> bool:
    """Whether the graph shows the decision."""
    if decision.of_claim:
        wanted = Status.CONFIRMED if decision.verdict is Verdict.CONFIRM else Status.REJECTED
        found = [
            c
            for c in store.claims_of(decision.sources, READER)
            if (c.told.subject, c.predicate, c.told.object)
            == (decision.first, decision.predicate, decision.second)
        ]
        return bool(found) and all(c.status is wanted for c in found)
    if decision.verdict is Verdict.SPLIT:
        moved = [
            c
            for c in store.claims_of(decision.sources, READER)
            if decision.first in (c.told.subject, c.told.object)
        ]
        return bool(moved) and all(decision.first not in (c.subject, c.object) for c in moved)
    said = {
        c.subject: c.object for c in store.iter_edges(READER, types=[SAME_AS]) if c.rule == RULE
    }
    leaders = {said.get(id, id) for id in (decision.first, decision.second)}
    return (len(leaders) == 1) == (decision.verdict is Verdict.SAME)
