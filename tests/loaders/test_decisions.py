"""Decisions on a real graph: the sample catalogue, built, decided upon, read anew, and undone."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import loaders.build
from extractors.pipeline import Title, read_each
from graph_model.access import Access
from graph_model.claim import Status
from graph_model.decision import Decision, Verdict, of_claims, of_pair, of_split
from graph_model.ids import content_hash
from graph_model.projection import RULE, SAME_AS
from graph_model.record import Record
from graph_model.schema import load_schema
from loaders.build import build
from loaders.confirmed import is_kept as is_kept_claim
from loaders.decisions import Decisions
from loaders.exporters import Iris, NTriples, Profile, Selection, Style
from loaders.stores.base import GraphStore
from tests.graphs import copied
from tests.paths import SAMPLE

READER = Access.CLASSIFIED


@pytest.fixture
def store(sample_graph: Path, tmp_path: Path) -> Iterator[GraphStore]:
    store = copied(sample_graph, tmp_path / "graph.sqlite")
    yield store
    store.close()


@pytest.fixture
def plain(sample_graph: Path, tmp_path: Path) -> Iterator[GraphStore]:
    """The same graph, which nobody decides upon."""
    store = copied(sample_graph, tmp_path / "plain.sqlite")
    yield store
    store.close()


def ntriples(store: GraphStore) -> bytes:
    out = io.BytesIO()
    schema = load_schema()
    selection = Selection(store, schema, Iris(), reader=READER, style=Style(Profile.FULL))
    NTriples().write(selection.parts(), out)
    return out.getvalue()


def random_decisions(
    store: GraphStore, dice: random.Random, *, of_titles: bool = False
) -> list[Decision]:
    """200 decisions of every kind about what the graph holds; with ``of_titles`` those about claims
    are about who and what titles name.
    """
    claims = [c for c in store.iter_edges(READER) if c.evidence.source.startswith("record:")]
    if of_titles:
        claims = [c for c in claims if c.evidence.field == "title" and c.predicate != "IN_SCOPE"]
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
    store: GraphStore, plain: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Decisions(store)
    decided = book.decide(random_decisions(store, random.Random(7)))
    monkeypatch.setattr(loaders.build, "version", lambda: "another")
    for one in (store, plain):
        report = build([SAMPLE], one, lambda _: None)
        assert report.files[0].updated == report.files[0].loaded
    assert book.active(READER) == decided
    assert [d for d in decided if not is_kept(store, d)] == []
    undo_all(book)
    assert ntriples(store) == ntriples(plain)


def test_200_decisions_survive_an_extractor_that_reads_less(
    store: GraphStore, plain: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Decisions(store)
    decided = book.decide(random_decisions(store, random.Random(9), of_titles=True))
    monkeypatch.setattr(loaders.build, "version", lambda: "another")
    monkeypatch.setattr(loaders.build, "read_each", reads_a_third)
    for one in (store, plain):
        build([SAMPLE], one, lambda _: None)
    assert book.active(READER) == decided
    assert [d for d in decided if not is_kept(store, d, read_less=True)] == []
    kept = [c for c in store.iter_edges(READER) if is_kept_claim(c)]
    assert len(kept) >= 15
    assert any(c.evidence.quote for c in kept)
    assert {c.status for c in kept} == {Status.CONFIRMED}
    undo_all(book)
    assert ntriples(store) == ntriples(plain)


def reads_a_third(records: list[Record], title: Callable[[Record], Title]) -> Iterator[Any]:
    """The reading of titles, without two mentions in three."""
    for record, reading in read_each(records, title):
        reading.mentions = [
            m
            for m in reading.mentions
            if int(content_hash(record.title, str(m.start), m.label)[:4], 16) % 3 == 0
        ]
        yield record, reading


def is_kept(store: GraphStore, decision: Decision, *, read_less: bool = False) -> bool:
    """Whether the graph shows the decision; with ``read_less`` what is no longer read cannot
    contradict a rejection or a split.
    """
    if decision.of_claim:
        wanted = Status.CONFIRMED if decision.verdict is Verdict.CONFIRM else Status.REJECTED
        found = [
            c
            for c in store.claims_of(decision.sources, READER)
            if (c.told.subject, c.predicate, c.told.object)
            == (decision.first, decision.predicate, decision.second)
        ]
        absent = read_less and wanted is Status.REJECTED
        return (bool(found) or absent) and all(c.status is wanted for c in found)
    if decision.verdict is Verdict.SPLIT:
        moved = [
            c
            for c in store.claims_of(decision.sources, READER)
            if decision.first in (c.told.subject, c.told.object)
        ]
        there = all(decision.first not in (c.subject, c.object) for c in moved)
        return (bool(moved) or read_less) and there
    ids = (decision.first, decision.second)
    if read_less and len(store.nodes(ids, READER)) < len(ids):
        return True
    said = {
        c.subject: c.object for c in store.iter_edges(READER, types=[SAME_AS]) if c.rule == RULE
    }
    leaders = {said.get(id, id) for id in (decision.first, decision.second)}
    return (len(leaders) == 1) == (decision.verdict is Verdict.SAME)
