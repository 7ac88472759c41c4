"""GraphML, GEXF, Parquet, CSV for Neo4j and EAD3: read back by other readers, or by our own."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import networkx
import pyarrow.parquet as pq
import pytest

from graph_model.access import Access
from graph_model.claim import Status
from graph_model.errors import BadInput
from graph_model.node import Node
from loaders.cli import export
from loaders.cli.main import main
from loaders.exporters.graphs import GRAPH_EXPORTERS
from loaders.readers import read_catalogue
from loaders.stores import open_store
from tests.graphs import built
from tests.loaders.exporters import fake
from tests.loaders.exporters.test_cli import call
from tests.loaders.exporters.test_formats import HOSTILE

EVIL = [
    Node(f"person:evil-{n}", "Person", text, Access.OPEN, (text, "甲;乙"), {"note": text})
    for n, text in enumerate(HOSTILE)
    if not any("\ud800" <= c <= "\udfff" for c in text) and "\0" not in text
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = str(tmp_path_factory.mktemp("graphs") / "graph.sqlite")
    opened = open_store(address, create=True)
    opened.upsert_nodes([*fake.NODES, *EVIL])
    opened.upsert_edges(fake.CLAIMS)
    opened.close()
    return address


def content(store: str, reader: Access = Access.OPEN) -> tuple[list, list]:
    opened = open_store(store)
    found = list(opened.iter_nodes(reader)), list(opened.iter_edges(reader))
    opened.close()
    return found


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_networkx_reads_the_graph(store, tmp_path, format):
    target = tmp_path / f"g.{format}"
    assert call(export, "--store", store, "--format", format, "-o", str(target)) == 0
    options = {"version": "1.3"} if format == "gexf" else {}
    graph = getattr(networkx, f"read_{format}")(str(target), **options)
    nodes, claims = content(store)
    standing = [c for c in claims if c.status is not Status.REJECTED]
    assert set(graph.nodes) == {node.id for node in nodes}
    assert graph.number_of_edges() == len(standing)
    assert graph.nodes["person:mao-zedong"]["label"] == "毛泽东"
    assert fake.SECRET_WORDS not in target.read_text("utf-8")


def test_parquet_holds_all_of_it(store, tmp_path):
    target = tmp_path / "tables"
    call(export, "--store", store, "--format", "parquet", "-o", str(target))
    nodes, claims = content(store)
    rows = pq.read_table(target / "nodes.parquet").to_pylist()
    assert [row["id"] for row in rows] == [node.id for node in nodes]
    for row, node in zip(rows, nodes, strict=True):
        assert (row["label"], row["name"], tuple(row["aliases"])) == (
            node.label, node.name, node.aliases
        )  # fmt: skip
        assert json.loads(row["properties"]) == dict(node.properties)
    edges = pq.read_table(target / "edges.parquet").to_pylist()
    assert [(e["subject"], e["predicate"], e["object"], e["quote"]) for e in edges] == [
        (c.subject, c.predicate, c.object, c.evidence.quote) for c in claims
    ]
    assert [e["confidence"] for e in edges] == [c.confidence for c in claims]


def test_the_files_for_neo4j_hold_what_a_neo4j_store_keeps(store, tmp_path, capsys):
    from loaders.stores.neo4j.rows import claim_values, stored

    target = tmp_path / "neo4j"
    call(export, "--store", store, "--format", "neo4j-csv", "-o", str(target))
    command = (target / "import.sh").read_text("utf-8")
    assert command.strip().splitlines()[1] in capsys.readouterr().out
    nodes, claims = content(store)
    found = {}
    for path in target.glob("nodes-*.csv"):
        assert path.name in command
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            found.update({row.get("id:ID(Thing)", row.get("key:ID(Meta)")): row for row in rows})
    assert set(found) == {node.id for node in nodes} | {"format"}
    for node in nodes:
        row = {name.partition(":")[0]: cell for name, cell in found[node.id].items()}
        for name, value in stored(node).items():
            text = "\x1f".join(value) if isinstance(value, list) else value
            assert row[name] == ("" if text is None else str(text)), name
        assert found[node.id][":LABEL"] == f"{node.label}\x1fThing"
    count = 0
    for path in target.glob("edges-*.csv"):
        type = path.stem.removeprefix("edges-")
        assert f"--relationships={type}={path.name}" in command
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                count += 1
                same = [
                    c for c in claims
                    if (c.subject, c.predicate, c.object, c.key)
                    == (row[":START_ID(Thing)"], type, row[":END_ID(Thing)"], row["key"])
                ]  # fmt: skip
                values = claim_values(same[0], same[0].run)
                kept = {name.partition(":")[0]: cell for name, cell in row.items()}
                assert {n: str(v) for n, v in values.items()} == {n: kept[n] for n in values}
    assert count == len(claims)


@pytest.mark.parametrize("format", [f for f in GRAPH_EXPORTERS if f != "ead3"])
def test_a_part_is_the_claims_and_their_ends(store, tmp_path, format):
    target = tmp_path / "part"
    words = ("--store", store, "--format", format, "--id", fake.EVENT.id, "-o", str(target))
    assert call(export, *words) == 0
    paths = [target] if target.is_file() else sorted(target.iterdir())
    data = b"".join(path.read_bytes() for path in paths)
    assert "西安事变".encode() in data
    assert "建党精神".encode() not in data


@pytest.mark.parametrize("format", GRAPH_EXPORTERS)
def test_an_open_export_holds_nothing_of_a_restricted_record(store, tmp_path, format):
    for clearance, there in (("open", False), ("restricted", True)):
        target = tmp_path / clearance
        words = ("--store", store, "--format", format, "--clearance", clearance, "-o", str(target))
        more = ("--fonds", fake.SET.id) if format == "ead3" else ()
        call(export, *words, *more)
        paths = [target] if target.is_file() else sorted(target.iterdir())
        if format == "parquet":
            text = "".join(str(pq.read_table(path).to_pylist()) for path in paths)
        else:
            text = "".join(path.read_text("utf-8") for path in paths)
        assert (fake.SECRET_WORDS in text) is (there and format != "ead3")
        assert ("00cc" in text) is (there and format != "ead3")


def test_a_target_is_needed_and_left_alone_on_failure(store, tmp_path):
    with pytest.raises(BadInput, match="-o"):
        call(export, "--store", store, "--format", "parquet")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("x")
    with pytest.raises(BadInput):
        call(export, "--store", store, "--format", "parquet", "-o", str(tmp_path / "full"))
    with pytest.raises(BadInput, match="--fonds"):
        call(export, "--store", store, "--format", "ead3", "-o", str(tmp_path / "x.xml"))
    assert [p.name for p in tmp_path.iterdir()] == ["full"]


CATALOGUE = (
    "全宗号,全宗名称,目录号,案卷号,案卷题名,档号,文件题名,责任者,受文者,时间,文种,页数,控制使用标识,语种,政权标识,"
    "提要,附注,人物,机构,地点,会议,事件\n"
    "Q1,甲全宗,01,001,函电卷,Q1-01-001-1,毛泽东致宋庆龄信,毛泽东,宋庆龄,民国二十五年九月十八日,信,2,开放,汉语,"
    "苏维埃,\"论<统一>战线 & \"\"其他\"\"\",附注一,毛泽东；宋庆龄,中共中央,保安,洛川会议,西安事变\n"
    "Q1,甲全宗,01,001,函电卷,Q1-01-001-2,周恩来致张学良电,周恩来,张学良,193612,电报,1,开放,,,,,,,,,\n"
    "Q1,甲全宗,01,002,,Q1-01-002-1,不开放的电报,周恩来,,193612,电报,1,控制,,,,,,,,,\n"
    "Q1,甲全宗,02,,,Q1-02-1,直属目录的一件,,,1937,,,开放,,,,,,,,,\n"
    "Q2,乙全宗,01,001,,Q2-01-001-1,别的全宗的一件,,,1937,,,开放,,,,,,,,,\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def two_fonds(authority_graph, tmp_path_factory) -> str:
    """The catalogue, built."""
    folder = tmp_path_factory.mktemp("two_fonds")
    (folder / "c.csv").write_text(CATALOGUE, encoding="utf-8")
    return str(built(folder / "two.sqlite", [folder / "c.csv"], on=authority_graph))


def test_a_fonds_goes_to_ead3_and_back(two_fonds, authority_graph, tmp_path):
    """The records of the finding aid are those of the catalogue, and give the same graph."""
    (tmp_path / "c.csv").write_text(CATALOGUE, encoding="utf-8")
    first = two_fonds
    opened = open_store(first)
    fonds = next(
        n for n in opened.iter_nodes(Access.OPEN, labels=["RecordSet"]) if n.name == "甲全宗"
    )
    opened.close()
    aid = tmp_path / "aid.xml"
    words = ["--store", first, "--fonds", fonds.id, "--clearance", "restricted"]
    assert main(["export", *words, "--format", "ead3", "-o", str(aid)]) == 0
    before = {r.reference_code: r for r in read_catalogue(tmp_path / "c.csv").entries()}
    after = {r.reference_code: r for r in read_catalogue(aid).entries()}
    assert set(after) == {code for code in before if code.startswith("Q1")}
    for code, record in after.items():
        same = replace(before[code], source_file=record.source_file, row=record.row, extra={})
        assert replace(record, extra={}) == same
    second = str(built(tmp_path / "second.sqlite", [aid], on=authority_graph))
    exports = []
    for store in (first, second):
        target = tmp_path / "x.nt"
        main(["export", "--store", store, "--fonds", fonds.id, "-o", str(target),
              "--clearance", "restricted", "--profile", "full"])  # fmt: skip
        lines = target.read_text("utf-8").splitlines()
        exports.append(sorted(x for x in lines if "id/run/" not in x))
    assert exports[0] == exports[1]
    assert len(exports[0]) > 200


def test_an_open_finding_aid_leaves_closed_records_out(two_fonds, tmp_path):
    opened = open_store(two_fonds)
    fonds = next(
        n for n in opened.iter_nodes(Access.OPEN, labels=["RecordSet"]) if n.name == "甲全宗"
    )
    opened.close()
    words = ["--store", two_fonds, "--fonds", fonds.id, "--format", "ead3"]
    main(["export", *words, "-o", str(tmp_path / "a.xml")])
    text = (tmp_path / "a.xml").read_text("utf-8")
    assert "不开放的电报" not in text
    assert "<unitid>002</unitid>" not in text
    assert "周恩来致张学良电" in text


def test_a_fonds_goes_to_ric_o_and_back(two_fonds, tmp_path):
    first, second = two_fonds, str(tmp_path / "second.sqlite")
    opened = open_store(first)
    fonds = next(
        n for n in opened.iter_nodes(Access.OPEN, labels=["RecordSet"]) if n.name == "甲全宗"
    )
    opened.close()
    words = ["--fonds", fonds.id, "--profile", "full"]
    main(["export", "--store", first, *words, "-o", str(tmp_path / "a.nt")])
    main(["import", "rdf", str(tmp_path / "a.nt"), "--store", second])
    main(["export", "--store", second, *words, "-o", str(tmp_path / "b.nt")])
    a, b = ((tmp_path / name).read_text("utf-8").splitlines() for name in ("a.nt", "b.nt"))
    assert sorted(a) == sorted(b)
