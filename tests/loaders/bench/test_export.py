"""``shimai bench export`` counts the same triples for all, and prints a row for each."""

from __future__ import annotations

from loaders.bench.made_graph import fill
from loaders.cli.main import main
from loaders.stores import open_store


def test_every_serializer_writes_the_same_triples(capsys) -> None:
    assert main(["bench", "export", "--records", "60"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| 60 |")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    counts = {row[1]: row[2] for row in rows}
    assert len(counts) == 6
    assert counts["full"] != counts["core"]
    others = {what: count for what, count in counts.items() if what != "full"}
    assert set(others.values()) == {counts["core"]}


def test_a_store_that_is_there_is_measured(capsys, tmp_path) -> None:
    address = str(tmp_path / "made.sqlite")
    store = open_store(address, create=True)
    fill(store, 60)
    store.close()
    before = (tmp_path / "made.sqlite").read_bytes()
    assert main(["bench", "export", "--store", address]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| 60 |")]
    assert len(rows) == 6
    assert (tmp_path / "made.sqlite").read_bytes() == before
