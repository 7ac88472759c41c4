"""``shimai inspect`` shows how a file would be read and changes nothing."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from graph_model.errors import BadInput
from loaders.cli import inspect

TEXT = "档号,题名,责任者,载体形态\n1月2日,甲,乙,纸质\nA-1,,乙,\nA-2,丙,,\nA-2,丁,,\n"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "目录.csv"
    path.write_text(TEXT, encoding="gb18030")
    return path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    inspect.add_arguments(parser)
    return inspect.run(parser.parse_args(list(words)))


def test_the_report_names_everything_a_curator_asks(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(catalogue)) == 0
    shown = capsys.readouterr().out
    for part in (
        "CSV", "gb18030", "plain", "题名 → title", "载体形态", "Rows: 4", "Set aside: 1",
        "第 3 行 row 3 [题名] ROW_NO_TITLE", "第 5 行", "title: 甲",
    ):  # fmt: skip
        assert part in shown


def test_the_report_as_json(catalogue: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(catalogue), "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["rows"], data["records"], data["set_aside"]) == (4, 3, 1)
    assert data["mapped"]["title"] == "题名"
    assert data["unmapped"] == ["载体形态"]
    assert [(w["code"], w["rows"]) for w in data["warnings"]] == [
        ("EXCEL_DATE", [2]),
        ("DUPLICATE_CODE", [5]),
    ]
    assert data["rejects"][0]["raw"] == '["A-1", "", "乙", ""]'


def test_all_rejects_are_written(catalogue: Path, tmp_path: Path) -> None:
    out = tmp_path / "搁置.csv"
    assert run(str(catalogue), "--rejects", str(out)) == 0
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 2


def test_the_file_being_read_is_never_written(catalogue: Path) -> None:
    before = catalogue.read_bytes()
    with pytest.raises(BadInput) as error:
        run(str(catalogue), "--rejects", str(catalogue))
    assert error.value.code == "OUTPUT_UNWRITABLE"
    assert catalogue.read_bytes() == before


def test_bad_input_is_exit_code_two(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        run(str(tmp_path / "无.csv"))
    assert error.value.exit_code == 2
