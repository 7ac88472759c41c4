"""``shimai export`` and ``shimai ontology`` as a user meets them."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from graph_model.errors import BadInput, NotFound, StoreError
from loaders.cli import export, ontology
from loaders.exporters import Profile, selection
from loaders.stores import open_store
from tests.loaders.exporters import fake
from tests.loaders.exporters.fake import FakeStore
from tests.loaders.exporters.reading import graph, quads, select, written


def call(command, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A real store with the fake graph's content."""
    address = str(tmp_path / "graph.sqlite")
    opened = open_store(address, create=True)
    with opened.batch():
        opened.upsert_nodes(fake.NODES)
        assert not opened.upsert_edges(fake.CLAIMS).missing
    opened.close()
    return address


@pytest.mark.parametrize("profile", ["core", "full"])
def test_the_real_store_gives_the_graph_of_the_fake_one(store, tmp_path, profile):
    target = tmp_path / "out.nt"
    assert call(export, "--store", store, "--profile", profile, "-o", str(target)) == 0
    expected = written(select(FakeStore(), profile=Profile(profile)))
    assert quads(target.read_bytes()) == quads(expected)


@pytest.mark.parametrize("format", ["nt", "ttl", "jsonld"])
def test_a_subset_goes_to_standard_output(store, capfdbinary, format):
    words = ("--store", store, "--format", format, "--id", "record:00bb", "--base", "http://b/")
    assert call(export, *words) == 0
    data = capfdbinary.readouterr().out
    assert b"http://b/id/record/00bb" in data or b"record/00bb" in data
    assert len(graph(data, format)) > 5


def test_clearance_decides_what_is_written(store, tmp_path):
    target = tmp_path / "out.nt"
    call(export, "--store", store, "-o", str(target))
    assert fake.SECRET_WORDS.encode() not in target.read_bytes()
    call(export, "--store", store, "-o", str(target), "--clearance", "restricted")
    assert fake.SECRET_WORDS.encode() in target.read_bytes()


@pytest.mark.parametrize("id", ["record:none", fake.CLOSED_RECORD.id, fake.UNKNOWN.id])
def test_absent_and_hidden_ids_look_alike(store, tmp_path, id):
    target = tmp_path / "out.nt"
    with pytest.raises(NotFound) as caught:
        call(export, "--store", store, "--id", id, "-o", str(target))
    assert caught.value.code == "NOT_FOUND"
    assert not target.exists()


def test_a_graph_too_large_for_memory_is_refused_in_words(store, tmp_path, monkeypatch):
    monkeypatch.setattr(selection, "DOCUMENT_CLAIMS", 3)
    with pytest.raises(BadInput, match="--format nt") as caught:
        call(export, "--store", store, "--format", "ttl", "-o", str(tmp_path / "x.ttl"))
    assert caught.value.exit_code == 2
    assert "--format nt" in caught.value.message("zh")
    assert call(export, "--store", store, "--format", "nt", "-o", str(tmp_path / "x.nt")) == 0


def test_a_store_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StoreError) as caught:
        call(export, "--store", str(tmp_path / "none.sqlite"))
    assert caught.value.code == "STORE_MISSING"


def test_the_committed_ontology_passes_its_check():
    assert call(ontology, "--check") == 0


def test_the_ontology_goes_where_it_is_asked(tmp_path, capsys):
    target = tmp_path / "o.ttl"
    assert call(ontology, "--check", "-o", str(target)) == 1
    assert "out of date" in capsys.readouterr().err
    assert call(ontology, "-o", str(target)) == 0
    assert call(ontology, "--check", "-o", str(target)) == 0
    target.write_text(target.read_text("utf-8") + "# more\n", "utf-8")
    assert call(ontology, "--check", "-o", str(target)) == 1
    call(ontology, "-o", "-")
    assert "owl:Ontology" in capsys.readouterr().out
