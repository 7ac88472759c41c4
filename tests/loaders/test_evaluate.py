"""``shimai evaluate``: the figures of the shared scorer, and its refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from loaders.cli.main import main
from loaders.evaluation import counts
from tests.paths import ROOT, SHARED, needs_shared

SCORER = SHARED / "data" / "gold" / "score.py"
DEV = SHARED / "data" / "gold" / "dev.jsonl"


def line(key: str, title: str, entities: list[tuple[int, int, str]], genre: str = "") -> str:
    value: dict[str, Any] = {"key": key, "title": title, "roles": [], "genre": genre}
    value["entities"] = [{"start": s, "end": e, "label": label} for s, e, label in entities]
    return json.dumps({**value, "source": "made", "date": "1938"}, ensure_ascii=False) + "\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "out.jsonl"
    gold.write_text(
        line("a", "朱德致彭德怀电", [(0, 2, "PERSON"), (3, 6, "PERSON")], "电")
        + line("b", "延安来信", [(0, 2, "PLACE")]),
        "utf-8",
    )
    predicted.write_text(line("a", "", [(0, 2, "PERSON"), (3, 5, "PERSON")], "电"), "utf-8")
    return gold, predicted


def test_only_exact_spans_count(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    gold, predicted = files
    assert main(["evaluate", str(gold), "--predictions", str(predicted)]) == 0
    out = capsys.readouterr().out
    assert "2 gold records, 1 of them predicted" in out
    assert "  PERSON       P  50.0  R  50.0  F1  50.0  (gold 2, predicted 2)" in out
    assert "  PLACE        P   0.0  R   0.0  F1   0.0  (gold 1, predicted 0)" in out
    assert "genre accuracy 100.0" in out
    assert "Republic 1912-1949" in out.split("by period")[1]
    assert "made" in out.split("by source")[1]


def test_the_same_figures_come_as_tables(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    gold, predicted = files
    assert main(["evaluate", str(gold), "--predictions", str(predicted), "--markdown"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert "| PERSON | 50.0 | 50.0 | 50.0 | 2 |" in rows
    assert "| **entities** | 50.0 | 33.3 | **40.0** | 3 |" in rows
    assert "| made | 2 | 40.0 | 50.0 |  | 0.0 |  |  |  | 0.0 | 100.0 |" in rows


def test_titles_are_read_where_no_predictions_are_given(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(files[0])]) == 0
    assert "2 gold records, 2 of them predicted" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "no json\n", '{"title": "无键"}\n'])
def test_what_is_no_gold_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, "utf-8")
    assert main(["evaluate", str(path)]) == 2


def test_counts_of_nothing_are_no_division_by_zero() -> None:
    assert counts({}, {}, "entities")["ALL"].f1() == 0.0


@needs_shared
@pytest.mark.parametrize("gold", [DEV, ROOT / "tests" / "gold" / "qing.jsonl"])
def test_the_lines_are_those_of_the_shared_scorer(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = gold.read_text("utf-8").splitlines(keepends=True)[:40]
    short = tmp_path / "gold.jsonl"
    short.write_text("".join(head), "utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["extract", str(short), "-o", str(out)]) == 0
    lines = out.read_text("utf-8").splitlines(keepends=True)
    out.write_text("".join(lines[:-1]), "utf-8")
    capsys.readouterr()
    assert main(["evaluate", str(short), "--predictions", str(out)]) == 0
    ours = capsys.readouterr().out
    command = [sys.executable, str(SCORER), str(short), str(out)]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert ours.startswith(theirs + "\n")
