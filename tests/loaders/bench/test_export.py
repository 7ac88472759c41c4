"""``shimai bench export`` counts the same triples for all, and prints a row for each."""

from __future__ import annotations

from loaders.cli.main import main


def test_every_serializer_writes_the_same_triples(capsys) -> None:
    assert main(["bench", "export", "--records", "60"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| 60 |")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    counts = {row[1]: row[2] for row in rows}
    assert len(counts) == 6
    assert counts["full"] != counts["core"]
    others = {what: count for what, count in counts.items() if what != "full"}
    assert set(others.values()) == {counts["core"]}
