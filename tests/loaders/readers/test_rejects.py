"""The file of rows set aside opens in a spreadsheet and does nothing there."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from graph_model.errors import BadInput
from loaders.readers import Reject, rejects_csv


def make(column: str = "题名", raw: str = "[]") -> Reject:
    return Reject("目录.csv", 7, column, "ROW_NO_TITLE", "题名为空。", "The title is empty.", raw)


def test_a_reject_says_where_and_why_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "搁置.csv"
    with rejects_csv(path) as write:
        write(make(raw=json.dumps(["1", ""], ensure_ascii=False)))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows == [
        {
            "row": "7",
            "column": "题名",
            "code": "ROW_NO_TITLE",
            "reason_zh": "题名为空。",
            "reason_en": "The title is empty.",
            "raw": '["1", ""]',
        }
    ]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_formulas_are_disarmed(tmp_path: Path, start: str) -> None:
    path = tmp_path / "搁置.csv"
    with rejects_csv(path) as write:
        write(make(column=start))
    assert f",'{start}," in path.read_text(encoding="utf-8-sig")


def test_half_characters_do_not_stop_the_file(tmp_path: Path) -> None:
    path = tmp_path / "搁置.csv"
    with rejects_csv(path) as write:
        write(make(raw='["\udcff"]'))
    assert "\\udcff" in path.read_text(encoding="utf-8-sig")


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error, rejects_csv(tmp_path / "无" / "搁置.csv"):
        pass
    assert error.value.code == "OUTPUT_UNWRITABLE"
