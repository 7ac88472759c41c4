"""The build: nothing is lost, nothing is done twice, and an interrupt costs one shard at most."""

from __future__ import annotations

import csv
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from graph_model.access import Access
from graph_model.claim import Claim
from graph_model.node import Node
from loaders.build import build
from loaders.readers import Reject
from loaders.report import BuildReport
from loaders.stores import GraphStore, open_store
from tests.graphs import built, copied
from tests.paths import CATALOGUES, SAMPLE, needs_shared, shared_catalogue

ALL = Access.CLASSIFIED


@pytest.fixture
def store(authority_graph: Path, tmp_path: Path) -> Iterator[GraphStore]:
    """A store without records."""
    store = copied(authority_graph, tmp_path / "graph.sqlite")
    yield store
    store.close()


def run(store: GraphStore, *paths: Path) -> tuple[BuildReport, list[Reject]]:
    rejects: list[Reject] = []
    return build(paths, store, rejects.append), rejects


def picture(store: GraphStore) -> tuple[list[Node], list[Claim]]:
    return list(store.iter_nodes(ALL)), list(store.iter_edges(ALL))


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["档号", "题名", "责任者", "受文者", "日期", "开放标识"], *rows])
    return path


ROWS = [
    ["A-1", "毛泽东致宋庆龄信", "毛泽东", "宋庆龄", "19360918", "开放"],
    ["A-2", "周恩来关于谈判情况致毛泽东电", "周恩来", "毛泽东", "1936-12", "开放"],
    ["A-3", "关于密件某某的报告", "某秘密机关处", "", "1937", "控制"],
]


def test_the_sample_is_loaded_whole_into_a_new_store(sample_graph: Path, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "new.sqlite"), create=True)
    report, rejects = run(store, SAMPLE)
    assert report.rows_in == report.loaded >= 300
    assert (report.set_aside, rejects) == (0, [])
    (file,) = report.files
    assert file.profile == "national"
    assert not file.refused
    assert report.nodes["Record"] == report.rows_in
    assert file.dates_read >= 0.95 * report.rows_in
    sample = open_store(str(sample_graph))
    assert picture(store) == picture(sample)
    for one in (store, sample):
        one.close()


def test_the_sample_as_a_workbook_gives_the_same_graph(
    store: GraphStore, sample_graph: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    with SAMPLE.open(encoding="utf-8-sig", newline="") as source:
        for row in csv.reader(source):
            book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "key_archives.xlsx")
    run(store, tmp_path / "key_archives.xlsx")
    other = open_store(str(sample_graph))

    def said(store: GraphStore) -> list[Claim]:
        return [replace(claim, run="") for claim in store.iter_edges(ALL)]

    assert said(store) == said(other)
    other.close()


def test_loading_twice_changes_nothing(store: GraphStore) -> None:
    first, _ = run(store, SAMPLE)
    before, version = picture(store), store.get_state("graph_version")
    again, _ = run(store, SAMPLE)
    assert picture(store) == before
    assert store.get_state("graph_version") == version
    assert (again.files[0].created, again.files[0].updated) == (0, 0)
    assert again.files[0].unchanged == first.loaded == again.loaded


def test_the_claims_of_a_row_carry_its_words(store: GraphStore, tmp_path: Path) -> None:
    run(store, write(tmp_path / "a.csv", ROWS))
    page = store.records("person:song-qingling", Access.OPEN)
    (hit,) = page.hits
    sent = [c for c in hit.claims if c.predicate == "SENT_TO" and c.evidence.field == "title"]
    assert [(c.evidence.start, c.evidence.end, c.evidence.quote) for c in sent] == [
        (4, 7, "宋庆龄")
    ]
    assert sent[0].earliest == sent[0].latest == "1936-09-18"
    assert sent[0].run == store.node(hit.node.id, ALL).properties["run"]
    wrote = store.evidence(
        "person:mao-zedong", "CORRESPONDED_WITH", "person:song-qingling", Access.OPEN
    )
    assert [c.evidence.source for c in wrote] == [hit.node.id]


def test_a_changed_row_replaces_its_own_claims_and_no_others(
    store: GraphStore, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", ROWS)
    run(store, path)
    before = {c for c in picture(store)[1] if c.evidence.source != _id(store, "A-2")}
    changed = [ROWS[0], ["A-2", "周恩来致朱德电", "周恩来", "朱德", "1936-12", "开放"], ROWS[2]]
    report, _ = run(store, write(path, changed))
    assert (report.files[0].updated, report.files[0].unchanged) == (1, 2)
    after = picture(store)[1]
    assert {c for c in after if c.evidence.source != _id(store, "A-2")} == before
    assert "person:zhu-de" in {c.object for c in after if c.evidence.source == _id(store, "A-2")}


def _id(store: GraphStore, code: str) -> str:
    nodes = store.iter_nodes(ALL, labels=["Record"])
    return next(n.id for n in nodes if n.properties.get("reference_code") == code)


def test_an_uncleared_reader_sees_the_graph_of_the_open_rows(
    store: GraphStore, authority_graph: Path, tmp_path: Path
) -> None:
    run(store, write(tmp_path / "all.csv", ROWS))
    other = copied(authority_graph, tmp_path / "open.sqlite")
    run(other, write(tmp_path / "open.csv", ROWS[:2]))

    def seen(store: GraphStore) -> set[tuple[str, ...]]:
        nodes = {(n.id, n.name) for n in store.iter_nodes(Access.OPEN) if n.label != "Run"}
        claims = store.iter_edges(Access.OPEN)
        return nodes | {(c.subject, c.predicate, c.object, c.key) for c in claims}

    assert seen(store) == seen(other)
    assert store.search("密件", Access.OPEN).total == 0
    assert store.search("密件", Access.RESTRICTED).total == 1
    assert store.search("某秘密机关处", Access.OPEN).total == 0
    other.close()


def test_a_reference_code_that_comes_twice_is_set_aside(store: GraphStore, tmp_path: Path) -> None:
    rows = [*ROWS, ["A-1", "另一件", "", "", "", "开放"]]
    for _ in range(2):
        report, rejects = run(store, write(tmp_path / "a.csv", rows))
        assert (report.rows_in, report.loaded, report.set_aside) == (4, 3, 1)
        assert [(r.row, r.code) for r in rejects] == [(5, "ROW_DUPLICATE")]
    assert store.search("另一件", ALL).total == 0


def test_rows_in_are_rows_loaded_and_rows_set_aside(store: GraphStore, tmp_path: Path) -> None:
    rows = [*ROWS, ["A-9", "", "", "", "", ""], ["A-10", "长" * 40_000, "", "", "", ""]]
    report, rejects = run(store, write(tmp_path / "a.csv", rows))
    assert (report.rows_in, report.loaded, report.set_aside) == (5, 3, 2)
    assert [r.code for r in rejects] == ["ROW_NO_TITLE", "ROW_CELL_TOO_LONG"]
    assert all(r.zh and r.en for r in rejects)


@needs_shared
@pytest.mark.parametrize("name", CATALOGUES)
def test_real_catalogues_are_accounted_for_row_by_row(store: GraphStore, name: str) -> None:
    report, rejects = run(store, shared_catalogue(name))
    expected = {"drnh_republican": 582, "mao_documents_1901_1949": 2563, "cppcc_1948_1949": 135}
    assert report.rows_in == expected[name]
    assert report.rows_in == report.loaded + report.set_aside
    assert len(rejects) == report.set_aside
    assert report.nodes["Record"] == report.loaded


BIG = 6_000


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of several shards."""
    path = tmp_path_factory.mktemp("big") / "big.csv"
    people = ["毛泽东", "周恩来", "朱德", "张澜", "宋庆龄"]
    rows = [
        [
            f"B-{n}",
            f"{people[n % 5]}关于第{n}号事致{people[n % 3 + 1]}电",
            people[n % 5],
            "",
            "1937",
            "开放",
        ]
        for n in range(BIG)
    ]
    return write(path, rows)


@pytest.fixture(scope="module")
def whole(big: Path, authority_graph: Path) -> Path:
    """Its graph, built in one go."""
    return built(big.with_name("whole.sqlite"), [big], on=authority_graph)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_build_goes_on_and_ends_equal(
    big: Path, whole: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    address = str(tmp_path / "cut.sqlite")
    command = [
        sys.executable,
        "-m",
        "loaders.cli.main",
        "build",
        str(big),
        "--store",
        address,
    ]
    command += ["--quiet", "--rejects", str(tmp_path / "r.csv")]
    # A shell's background job, and all that it starts, would not hear SIGINT.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, env={**os.environ}, preexec_fn=heard
    )
    loaded = 0
    while process.poll() is None and loaded == 0:
        time.sleep(0.05)
        if Path(address).is_file():
            loaded = _records(address)
    process.send_signal(stop)
    _, error = process.communicate(timeout=30)
    ended = 1 if stop == signal.SIGINT else -stop
    assert process.returncode == ended, "the build ended before it could be interrupted"
    if stop == signal.SIGINT:
        assert "已中断" in error.decode()
        assert "Traceback" not in error.decode()
    cut = open_store(address)
    assert 0 < cut.aggregate(ALL).nodes["Record"] < BIG
    report, _ = run(cut, big)
    assert report.files[0].resumed_at > 0
    assert report.rows_in == report.loaded == BIG
    at_once = open_store(str(whole))
    assert picture(cut) == picture(at_once)
    cut.close()
    at_once.close()


def _records(address: str) -> int:
    try:
        with closing(sqlite3.connect(f"file:{address}?mode=ro", uri=True)) as file:
            query = (
                "SELECT count(*) FROM node JOIN label ON label.no = node.label AND label.name = ?"
            )
            return int(file.execute(query, ("Record",)).fetchone()[0])
    except sqlite3.Error:
        return 0
