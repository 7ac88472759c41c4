"""Parts of a graph: by fonds, theme, ids and day, each as the whole graph would say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_model.access import Access
from graph_model.errors import BadInput, NotFound
from loaders.bench.made_graph import fill
from loaders.cli import export
from loaders.exporters import Profile
from loaders.stores import GraphStore, open_store
from tests.graphs import copied
from tests.loaders.exporters import fake
from tests.loaders.exporters.reading import quads, select, thing, written
from tests.loaders.exporters.test_cli import call


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    """A made graph of four hundred records in files of one fonds."""
    store = open_store(str(tmp_path_factory.mktemp("made") / "m.sqlite"), create=True)
    fill(store, 400)
    return store


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("reader", [Access.OPEN, Access.CLASSIFIED])
def test_a_file_is_its_records_and_all_that_they_say(made, profile, reader):
    file = next(n for n in made.iter_nodes(reader, labels=["RecordSet"]) if n.name == "第3卷")
    data = written(select(made, profile=profile, within=[file.id], reader=reader))
    found, whole = quads(data), quads(written(select(made, profile=profile, reader=reader)))
    assert len(found) == data.count(b"\n")
    assert found < whole
    records = {hit.node.id for hit in made.records(file.id, reader, limit=1000).hits}
    titles = {s.value for s, p, _ in found if p.value.endswith("#title")}
    assert {title for title in titles if "/id/record/" in title} == {thing(id) for id in records}
    assert thing(file.id) in titles
    said = {c for c in made.iter_edges(reader) if c.evidence.source in records}
    relations = {s.value for s, p, _ in found if p.value.endswith("#confidence")}
    assert len(relations) == (len(said) if profile is Profile.FULL else 0)


def test_a_theme_brings_its_records():
    data = written(select(within=[fake.THEME.id], profile=Profile.FULL))
    assert quads(data) < quads(written(select(profile=Profile.FULL)))
    assert thing(fake.RECORD.id).encode() in data
    assert "毛泽东致宋庆龄信".encode() in data
    assert "西安事变".encode() not in data


def test_ids_and_a_theme_together_say_nothing_twice():
    for ids in ([fake.RECORD.id], [fake.EVENT.id], [fake.MAO.id]):
        data = written(select(within=[fake.THEME.id], ids=ids, profile=Profile.FULL))
        assert len(quads(data)) == data.count(b"\n")
        assert thing(ids[0]).encode() in data


@pytest.mark.parametrize(("day", "found"), [("2026-03-04", True), ("2026-03-05", False)])
def test_changes_since_a_day_are_the_records_of_later_runs(day, found):
    data = written(select(since=day))
    assert (b"#title" in data) is found
    assert (thing(fake.RECORD.id).encode() in data) is found
    assert b"Letter" not in data or b"isReplyTo" in data


def test_a_set_that_the_reader_does_not_see_is_not_found():
    with pytest.raises(NotFound):
        list(select(within=["set:none"]).triples())


def test_a_build_notes_when_it_ended_and_a_second_one_does_not(
    authority_graph: Path, tmp_path: Path, monkeypatch
):
    from loaders.build import build
    from loaders.runs import ended, runs_since

    (tmp_path / "c.csv").write_text("档号,题名\nA-1,毛泽东致宋庆龄信\n", encoding="utf-8")
    store = copied(authority_graph, tmp_path / "s.sqlite")
    run = build([tmp_path / "c.csv"], store, lambda _: None).files[0].run
    first = ended(store, run)
    assert runs_since(store, first[:10]) == {run}
    assert runs_since(store, "9999-01-01") == set()
    monkeypatch.setattr("loaders.build.mark_ended", lambda *_: pytest.fail("nothing changed"))
    build([tmp_path / "c.csv"], store, lambda _: None)
    store.close()


def test_a_working_set_is_a_file_of_ids(tmp_path: Path, capfdbinary):
    address = str(tmp_path / "graph.sqlite")
    store = open_store(address, create=True)
    store.upsert_nodes(fake.NODES)
    store.upsert_edges(fake.CLAIMS)
    store.close()
    ids = tmp_path / "set.txt"
    ids.write_text("record:00aa\nevent:xi-an\n", encoding="utf-8")
    assert call(export, "--store", address, "--ids", str(ids)) == 0
    data = capfdbinary.readouterr().out
    assert quads(data) == quads(written(select(ids=["record:00aa", "event:xi-an"])))
    ids.write_text(" \n", encoding="utf-8")
    for words in (("--ids", str(ids)), ("--ids", "none"), ("--since", "soon")):
        with pytest.raises(BadInput):
            call(export, "--store", address, *words)


def test_rdf_1_2_goes_with_the_full_profile_only(tmp_path: Path):
    for words in ((), ("--profile", "full", "--format", "rdf")):
        with pytest.raises(BadInput, match="rdf12"):
            call(export, "--store", str(tmp_path / "x"), "--annotations", "rdf12", *words)
