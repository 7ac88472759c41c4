"""A release: shards that add up, checksums that fit, a description whose counts are true."""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.namespace import DCAT, RDF, VOID

from graph_model.errors import BadInput
from loaders.cli import export
from loaders.exporters.namespaces import PREFIXES, expand
from loaders.stores import open_store
from tests.loaders.exporters import fake
from tests.loaders.exporters.test_cli import call

DATASET = rdflib.URIRef("https://example.org/shimai/dataset")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A real store with the fake graph's content."""
    address = str(tmp_path_factory.mktemp("release") / "graph.sqlite")
    opened = open_store(address, create=True)
    with opened.batch():
        opened.upsert_nodes(fake.NODES)
        opened.upsert_edges(fake.CLAIMS)
    opened.close()
    return address


def release(store: str, folder: Path, *words: str) -> rdflib.Graph:
    assert call(export, "--store", store, "--release", str(folder), *words) == 0
    return rdflib.Graph().parse(folder / "dataset.ttl")


@pytest.mark.parametrize("format", ["nt", "nq"])
@pytest.mark.parametrize("profile", ["core", "full"])
def test_the_shards_are_the_export_and_the_counts_are_true(store, tmp_path, format, profile):
    words = ("--profile", profile, "--format", format)
    whole, folder = tmp_path / "whole", tmp_path / "out"
    call(export, "--store", store, "-o", str(whole), *words)
    described = release(store, folder, "--shard", "40", *words)
    shards = sorted(folder.glob("*.gz"))
    assert b"".join(gzip.decompress(path.read_bytes()) for path in shards) == whole.read_bytes()
    assert len(shards) > 2
    kind = {"nt": pyoxigraph.RdfFormat.N_TRIPLES, "nq": pyoxigraph.RdfFormat.N_QUADS}[format]
    quads = list(pyoxigraph.parse(whole.read_bytes(), format=kind))
    assert described.value(DATASET, VOID.triples).toPython() == len(quads) == len(set(quads))
    properties = Counter(quad.predicate.value for quad in quads)
    classes = Counter(q.object.value for q in quads if q.predicate.value == expand("rdf:type"))
    for link, term, number, true in (
        (VOID.propertyPartition, VOID.property, VOID.triples, properties),
        (VOID.classPartition, VOID["class"], VOID.entities, classes),
    ):
        parts = list(described.objects(DATASET, link))
        said = {
            str(described.value(part, term)): described.value(part, number).toPython()
            for part in parts
        }
        assert said == true
    dumps = [*described.subjects(RDF.type, DCAT.Distribution)]
    sizes = {str(d).rpartition("/")[2]: described.value(d, DCAT.byteSize) for d in dumps}
    assert {n: s.toPython() for n, s in sizes.items()} == {p.name: p.stat().st_size for p in shards}
    assert sum(described.value(d, VOID.triples).toPython() for d in dumps) == len(quads)


def test_links_to_other_authorities_are_linksets_with_true_counts(store, tmp_path):
    described = release(store, tmp_path / "out")
    found = set()
    for links in described.subjects(RDF.type, VOID.Linkset):
        assert (DATASET, VOID.subset, links) in described
        assert described.value(links, VOID.subjectsTarget) == DATASET
        target = described.value(links, VOID.objectsTarget)
        space = str(described.value(target, VOID.uriSpace))
        term = str(described.value(links, VOID.linkPredicate)).rpartition("#")[2]
        found.add((term, space, described.value(links, VOID.triples).toPython()))
    assert found == {
        ("exactMatch", "http://www.wikidata.org/entity/", 1),
        ("closeMatch", "http://viaf.org/viaf/", 1),
        ("closeMatch", "https://example.org/", 1),
    }


def test_entities_are_counted_once(store, tmp_path):
    described = release(store, tmp_path / "out")
    visible = {"Record", "RecordSet", "Person", "Organization", "Place", "Event", "Office", "Theme"}
    seen = open_store(store)
    count = sum(node.label in visible for node in seen.iter_nodes(fake.OPEN))
    seen.close()
    assert described.value(DATASET, VOID.entities).toPython() == count


def test_the_checksums_fit(store, tmp_path):
    release(store, tmp_path / "out", "--plain")
    lines = (tmp_path / "out" / "SHA256SUMS").read_text().splitlines()
    names = []
    for line in lines:
        digest, name = line.split("  ")
        names.append(name)
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest
    assert names == ["dataset.ttl", "shimai-00001.nt"]


def test_two_releases_are_equal_byte_for_byte(store, tmp_path):
    for name in "ab":
        release(store, tmp_path / name, "--shard", "30", "--license", "http://l/", "--title", "集")
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in "ab")
    assert first == second


def test_an_open_release_says_nothing_of_a_restricted_record(store, tmp_path):
    release(store, tmp_path / "out", "--plain", "--profile", "full")
    for path in (tmp_path / "out").iterdir():
        assert fake.SECRET_WORDS not in path.read_text("utf-8")


def test_a_folder_that_holds_something_is_left_alone(store, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("x")
    with pytest.raises(BadInput) as caught:
        call(export, "--store", store, "--release", str(tmp_path / "out"))
    assert caught.value.code == "OUTPUT_UNWRITABLE"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out" / "mine").read_text() == "x"


def test_the_vocabularies_named_are_those_of_the_project(store, tmp_path):
    described = release(store, tmp_path / "out")
    assert {str(v) for v in described.objects(DATASET, VOID.vocabulary)} <= set(PREFIXES.values())
