"""``shimai date`` and ``shimai bench dates``."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from loaders.bench.date_peers import PEERS
from loaders.bench.dates import common_forms, measure, read_table
from loaders.cli.main import main
from tests.paths import ROOT

TABLE = ROOT / "tests" / "extractors" / "dates" / "expressions.tsv"
KEYS = ["text", "edtf", "earliest", "latest", "precision", "calendar", "qualifier", "note"]


def test_each_text_gives_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "光绪二十四年八月初六日", "光绪四十年", "约1937年"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(line) for line in lines] == [KEYS] * 3
    assert [line["edtf"] for line in lines] == ["1898-09-21", None, "1937~"]
    assert lines[0]["calendar"] == "qing"
    assert lines[1]["earliest"] is None
    assert "34" in lines[1]["note"]


def test_lines_are_read_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("皓电\n\n同年八月\r\n37年7月\n"))
    assert main(["date", "--context", "民国三十七年七月二十一日"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["edtf"] for line in lines] == ["1948-07-19", "1948-08", "1948-07"]
    assert all(line["note"] for line in lines)


def test_a_context_that_cannot_be_read_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["date", "皓电", "--context", "1937年13月"]) == 2
    assert capsys.readouterr().err.startswith("[DATE_VALUE] ")


def test_a_missing_table_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "dates", "--table", str(tmp_path / "none.tsv")]) == 2
    assert capsys.readouterr().err.startswith("[FILE_MISSING] ")


def test_the_bench_measures_ours_and_says_what_is_not_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = tmp_path / "table.tsv"
    lines = TABLE.read_text(encoding="utf-8").split("\n")
    small.write_text("\n".join(lines[:6]), encoding="utf-8")
    assert main(["bench", "dates", "--table", str(small), "--seconds", "0.01"]) == 0
    out = capsys.readouterr().out
    assert "| shimai" in out
    assert all(f"{peer.name}" in out for peer in PEERS)
    assert "| 5 | 0 | 0 | 0 |" in out


def test_the_forms_of_the_bench_are_distinct_and_all_read() -> None:
    forms = common_forms(300)
    rows = read_table(TABLE)[:3]
    assert all(len(set(texts)) == len(texts) == 300 for texts in forms.values())
    for form in forms.values():
        result = measure(PEERS[0], rows, {"form": form}, 1.0)
        assert result.speed["form"] > 0
