"""The compiled steps: they are used, they read as their sources do, and a changed source wins."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import extractors.reading
from extractors.compiled import COMPILED, VARIABLE, digest, is_of_today
from tests.paths import ROOT
from tests.required import is_required

_READ = """
import json, sys
from extractors.pipeline import read_titles
import extractors.reading
titles = json.load(sys.stdin)
found = [(r.mentions, r.genre, r.form, r.direction) for r in read_titles(titles)]
json.dump([extractors.reading.__file__, found], sys.stdout)
"""
_ODD = [
    "", " ", "、", "\ud800电\udfff", "蒋中正电\u202e阎锡山", "😀致😀", "\0", "奏为" * 700,
    "刘、邓、" * 300,
    "\u0301\u0302電", "Ａ１致Ｂ２電", "第" * 50 + "师", "（" * 40 + "）" * 40,
]  # fmt: skip


@pytest.fixture
def compiled() -> None:
    """Skip where nothing is compiled, or fail where that is required."""
    if is_of_today() or is_required("compiled"):
        return
    pytest.skip("the steps are not compiled (no C compiler, or changed since `make setup`)")


def _titles() -> list[str]:
    lines = (ROOT / "samples" / "key_archives.csv").read_text("utf-8-sig").splitlines()
    titles = [cell for line in lines for cell in line.split(",") if len(cell) > 5]
    for name in ("qing", "prc", "themes"):
        gold = (ROOT / "tests" / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
        titles += [json.loads(line)["title"] for line in gold]
    return titles + _ODD


def _read(compiled: str, titles: list[str]) -> tuple[str, list[object]]:
    done = subprocess.run(
        [sys.executable, "-c", _READ],
        input=json.dumps(titles), capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, VARIABLE: compiled},
    )  # fmt: skip
    file, found = json.loads(done.stdout)
    return file, found


@pytest.mark.usefixtures("compiled")
def test_compiled_steps_read_as_their_sources_do() -> None:
    titles = _titles()
    file, found = _read("1", titles)
    source, expected = _read("0", titles)
    assert not file.endswith(".py")
    assert source.endswith("reading.py")
    assert len(found) == len(titles) > 1_000
    assert found == expected


@pytest.mark.usefixtures("compiled")
def test_this_run_is_of_the_compiled_steps() -> None:
    wanted = os.environ.get(VARIABLE) != "0"
    assert extractors.reading.__file__.endswith(".py") != wanted


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("change", ["", "\nCHANGED = True\n"])
def test_a_changed_source_is_run_in_place_of_what_was_compiled(tmp_path: Path, change: str) -> None:
    for name in ("extractors", "graph_model"):
        ignored = shutil.ignore_patterns("__pycache__", "*.npz")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    with (tmp_path / "extractors" / "steps" / "events.py").open("a", encoding="utf-8") as file:
        file.write(change)
    script = (
        "import extractors.reading, extractors.steps.events as events;"
        "print(extractors.reading.__file__, getattr(events, 'CHANGED', False))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, check=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), VARIABLE: "1"},
    )  # fmt: skip
    file_of, changed = done.stdout.split()
    assert Path(file_of).is_relative_to(tmp_path)
    assert (file_of.endswith(".py"), changed) == (bool(change), str(bool(change)))


def test_the_digest_is_of_every_compiled_source(tmp_path: Path) -> None:
    for path in COMPILED:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    assert digest(tmp_path) == digest()
    told = {digest()}
    for path in COMPILED:
        with (tmp_path / path).open("a", encoding="utf-8") as file:
            file.write("#")
        told.add(digest(tmp_path))
    assert len(told) == len(COMPILED) + 1
