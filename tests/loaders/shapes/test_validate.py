"""``shimai validate`` on files and stores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders.cli.main import main
from loaders.exporters import EXPORTERS
from loaders.stores import open_store
from tests.loaders.exporters import fake


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A real store with the fake graph's content."""
    address = str(tmp_path / "graph.sqlite")
    opened = open_store(address, create=True)
    opened.upsert_nodes(fake.NODES)
    opened.upsert_edges(fake.CLAIMS)
    opened.close()
    return address


def findings(capsys, *words: str) -> tuple[int, set[tuple[str, str]]]:
    code = main(["validate", *words, "--json"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return code, {(line["subject"], line["rule"]) for line in lines}


@pytest.mark.parametrize("clearance", ["open", "classified"])
def test_store_file_stream_and_pyshacl_say_the_same(store, tmp_path, capsys, clearance):
    seen = ("--clearance", clearance)
    code, said = findings(capsys, store, *seen)
    assert code == 0
    assert len(said) > 2
    assert findings(capsys, store, "--shacl", *seen) == (0, said)
    for format in EXPORTERS:
        file = str(tmp_path / f"graph.{format}{'.gz' if format == 'nt' else ''}")
        words = ("--format", format, "--profile", "full", "--store", store, "-o", file)
        assert main(["export", *words, *seen]) == 0
        assert findings(capsys, file) == (0, said)
        if format != "nq":
            assert findings(capsys, file, "--shacl") == (0, said)


@pytest.mark.parametrize("profile", ["core", "full"])
def test_a_part_of_a_graph_conforms_as_the_whole_does(store, tmp_path, capsys, profile):
    """The other ends of claims are named as the shapes ask."""
    for words in (("--id", fake.RECORD.id), ("--id", fake.MAO.id), ("--theme", fake.THEME.id)):
        file = str(tmp_path / "part.nt")
        assert main(["export", "--profile", profile, "--store", store, *words, "-o", file]) == 0
        assert findings(capsys, file)[0] == 0
        assert findings(capsys, file, "--shacl")[0] == 0


def test_a_violation_is_exit_code_1_and_named_in_both_languages(store, tmp_path, capsys):
    file = tmp_path / "graph.nt"
    main(["export", "--store", store, "-o", str(file)])
    lines = [line for line in file.read_text("utf-8").splitlines() if "#title" not in line]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    for words in ((), ("--shacl",)):
        assert main(["validate", str(file), *words]) == 1
        out = capsys.readouterr().out
        assert "文件必须有题名。 A record must have a title." in out
        assert "不合形状" in out


def test_what_is_no_rdf_is_refused(tmp_path, capsys):
    (tmp_path / "bad.nt").write_text("no triple\n")
    (tmp_path / "empty.ttl").write_text("")
    for name in ("bad.nt", "empty.ttl", "none.nt", "none.sqlite"):
        for words in ((), ("--shacl",)):
            assert main(["validate", str(tmp_path / name), *words]) == 2
            assert len(capsys.readouterr().err.strip().splitlines()) == 1
