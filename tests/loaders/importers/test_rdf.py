"""A full export read back is the same graph: its export is equal byte for byte."""

from __future__ import annotations

import dataclasses
import random
import re
from pathlib import Path

import pytest

from graph_model.access import Access
from graph_model.claim import GRADES, Status
from graph_model.errors import BadInput
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.bench.made_graph import fill
from loaders.cli.main import main
from loaders.importers import import_rdf
from loaders.stores import GraphStore, open_store
from tests.graphs import built
from tests.loaders.exporters import fake
from tests.loaders.exporters.test_formats import HOSTILE
from tests.paths import SAMPLE


def odd_claims() -> list:
    """Claims of every odd shape: moved by a decision, without words, a point, an empty rule."""
    base = fake.said(fake.MAO, "CORRESPONDED_WITH", fake.SONG, quote="毛泽东致宋庆龄")
    evidence = base.evidence
    return [
        dataclasses.replace(base, told_subject="person:told", rule="moved"),
        dataclasses.replace(base, subject=fake.SONG.id, object=fake.MAO.id, rule="back"),
        dataclasses.replace(base, object=fake.MAO.id, rule="to oneself"),
        dataclasses.replace(base, evidence=dataclasses.replace(evidence, quote=""), rule="r1"),
        dataclasses.replace(
            base, evidence=dataclasses.replace(evidence, quote="", start=0, end=0), rule="r2"
        ),
        dataclasses.replace(
            base, evidence=dataclasses.replace(evidence, quote="x", start=3, end=3), rule="r3"
        ),
        dataclasses.replace(
            base, evidence=dataclasses.replace(evidence, field="", start=0, end=0), rule="r4"
        ),
        dataclasses.replace(base, rule="", confidence=0.123456789),
        dataclasses.replace(base, rule="r5", access=Access.CLASSIFIED),
        dataclasses.replace(base, rule="r6", status=Status.REJECTED, access=Access.RESTRICTED),
        dataclasses.replace(base, rule="r7", status=Status.CONFIRMED, earliest="1900", latest=""),
        *(
            dataclasses.replace(
                fake.said(fake.RECORD, "EMBODIES", fake.ORIGIN, quote="信", rule=grade), grade=grade
            )
            for grade in GRADES
        ),
        dataclasses.replace(
            fake.said(fake.MAO, "SAME_AS", fake.SONG, fake.BOOK), rule="decision", confidence=1.0
        ),
    ]


def odd_nodes() -> list[Node]:
    """Names and values that test the mapping."""
    found = [
        Node(f"person:odd-{n}", "Person", text.replace("\0", ""), Access.OPEN, (text + "甲", "乙"))
        for n, text in enumerate(HOSTILE)
        if not any("\ud800" <= c <= "\udfff" for c in text)
    ]
    found.append(Node("place:odd", "Place", "Odd", Access.OPEN, (), {"lon": -0.5, "lat": 30}))
    books = {"source": ["甲书", "source:x"]}
    found.append(Node("place:同", "Place", "同/地", Access.OPEN, (), books))
    found.append(Node("person:told", "Person", "原名", Access.OPEN))
    found.append(Node("run:88", "Run", "目录.csv", Access.OPEN, (), {"profile": "national"}))
    return found


@pytest.fixture
def fakes(tmp_path: Path) -> str:
    store = open_store(str(tmp_path / "fakes.sqlite"), create=True)
    store.upsert_nodes([*fake.NODES, *odd_nodes()])
    assert not store.upsert_edges([*fake.CLAIMS, *odd_claims()]).missing
    store.close()
    return str(tmp_path / "fakes.sqlite")


def export(store: str, file: Path, *words: str) -> bytes:
    assert main(["export", "--store", store, "--profile", "full", "-o", str(file), *words]) == 0
    return file.read_bytes()


@pytest.mark.parametrize("format", ["nt", "nq", "rdf", "ttl", "jsonld"])
@pytest.mark.parametrize("clearance", ["open", "classified"])
def test_every_format_read_back_gives_the_same_bytes(fakes, tmp_path, format, clearance):
    seen = ("--clearance", clearance)
    first = export(fakes, tmp_path / "a.nt", *seen)
    file = tmp_path / f"a.{format}"
    export(fakes, file, "--format", format, *seen)
    copy = str(tmp_path / "copy.sqlite")
    assert main(["import", "rdf", str(file), "--store", copy]) == 0
    second = export(copy, tmp_path / "b.nt", *seen)
    if format == "rdf":  # XML cannot hold the control characters of two hostile names
        first, second = (
            re.sub(rb"(?m)^<[^>]*/odd-[78]>.*\n", b"", data) for data in (first, second)
        )
    assert second == first


def test_the_order_of_lines_does_not_matter(fakes, tmp_path):
    first = export(fakes, tmp_path / "a.nt")
    lines = first.splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    (tmp_path / "b.nt").write_bytes(b"".join(lines))
    assert main(["import", "rdf", str(tmp_path / "b.nt"), "--store", str(tmp_path / "c")]) == 0
    assert export(str(tmp_path / "c"), tmp_path / "c.nt") == first


def everything(store: GraphStore) -> tuple[list, list]:
    return list(store.iter_nodes(Access.CLASSIFIED)), list(store.iter_edges(Access.CLASSIFIED))


def test_nodes_and_claims_are_those_of_the_store(fakes, tmp_path):
    export(fakes, tmp_path / "a.nt", "--clearance", "classified")
    original, copy = open_store(fakes), open_store(str(tmp_path / "c"), create=True)
    report = import_rdf(tmp_path / "a.nt", copy)
    (nodes, claims), (nodes_back, claims_back) = everything(original), everything(copy)
    assert claims_back == claims
    assert (report.nodes, report.claims, report.set_aside) == (len(nodes), len(claims), 0)
    schema = load_schema()
    for node, back in zip(nodes, nodes_back, strict=True):
        assert (back.id, back.label, back.name, back.access) == (
            node.id, node.label, node.name, node.access
        )  # fmt: skip
        known = schema.nodes[node.label].properties
        kept = {k for k, v in node.properties.items() if known[k].rdf and v not in ("", [])}
        assert kept - {"aliases"} <= set(back.properties) | {"name"}


@pytest.mark.parametrize("base", ["https://a.example/", "https://a.example/id/shimai/"])
def test_the_base_is_told_from_the_file_or_given(fakes, tmp_path, base):
    first = export(fakes, tmp_path / "a.nt", "--base", base)
    words = ["--base", base] if base.count("id/") else []
    copy = str(tmp_path / "c")
    assert main(["import", "rdf", str(tmp_path / "a.nt"), "--store", copy, *words]) == 0
    assert export(copy, tmp_path / "b.nt", "--base", base) == first


def test_importing_twice_changes_nothing(fakes, tmp_path):
    first = export(fakes, tmp_path / "a.nt")
    for _ in range(2):
        assert main(["import", "rdf", str(tmp_path / "a.nt"), "--store", fakes]) == 0
    assert export(fakes, tmp_path / "b.nt") == first


def test_a_part_does_not_take_away_what_the_store_knows(fakes, tmp_path):
    first = export(fakes, tmp_path / "a.nt")
    export(fakes, tmp_path / "part.nt", "--id", fake.RECORD.id)
    assert main(["import", "rdf", str(tmp_path / "part.nt"), "--store", fakes]) == 0
    assert export(fakes, tmp_path / "b.nt") == first


def test_a_made_graph_and_the_sample_come_back(authority_graph, tmp_path, capsys):
    made, sample = str(tmp_path / "made"), str(tmp_path / "sample")
    store = open_store(made, create=True)
    fill(store, 300)
    store.close()
    head = "".join(SAMPLE.read_text("utf-8-sig").splitlines(keepends=True)[:60])
    (tmp_path / "head.csv").write_text(head, encoding="utf-8")
    built(Path(sample), [tmp_path / "head.csv"], on=authority_graph)
    for number, original in enumerate((made, sample)):
        first = export(original, tmp_path / f"{number}.nt", "--clearance", "classified")
        copy = str(tmp_path / f"copy{number}")
        assert main(["import", "rdf", str(tmp_path / f"{number}.nt"), "--store", copy]) == 0
        assert export(copy, tmp_path / f"{number}b.nt", "--clearance", "classified") == first
    assert "0 set aside" in capsys.readouterr().out


def test_what_is_wrong_is_set_aside_and_said(fakes, tmp_path, capsys):
    data = export(fakes, tmp_path / "a.nt").decode()
    bad = data.replace('"0.85"', '"much"', 1).replace("hasSender> .", "isUnknown> .", 1)
    (tmp_path / "bad.nt").write_text(bad, encoding="utf-8")
    assert main(["import", "rdf", str(tmp_path / "bad.nt"), "--store", str(tmp_path / "c")]) == 1
    said = capsys.readouterr()
    assert "2 set aside" in said.out
    assert len(said.err.strip().splitlines()) == 2


def test_files_without_a_graph_are_refused(fakes, tmp_path):
    main(["export", "--store", fakes, "-o", str(tmp_path / "core.nt")])
    (tmp_path / "other.ttl").write_text("<http://a/b> <http://a/c> 1 .")
    (tmp_path / "broken.nt").write_text("x")
    for name, code in (("core.nt", "USAGE"), ("other.ttl", "USAGE"), ("broken.nt", None)):
        store = open_store(str(tmp_path / "none"), create=True)
        with pytest.raises(BadInput) as caught:
            import_rdf(tmp_path / name, store)
        store.close()
        assert caught.value.code == (code or "FILE_UNREADABLE")
        assert main(["import", "rdf", str(tmp_path / name), "--store", str(tmp_path / "n")]) == 2
