"""Headings are compared by what they say, not by how they are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.readers import read_catalogue
from loaders.readers.headings import distinct, normalise
from tests.loaders.readers.helpers import read

Write = Callable[..., Path]


@pytest.mark.parametrize(
    "heading",
    [
        "题名",
        " 题 名 ",
        "*题名",
        "题名：",
        "题名（必填）",
        "題名",
        "題名(必填)*",
        "\ufeff题名",
        "题\n名",
        "题　名",
    ],
)
def test_spellings_of_one_heading_are_one(heading: str) -> None:
    assert normalise(heading) == "题名"


def test_full_width_letters_and_brackets_are_narrowed() -> None:
    assert normalise("题名（ＯＣＲ）") == normalise("题名(ocr)")


def test_repeated_and_empty_headings_are_told_apart() -> None:
    assert distinct(["备注", "备注", "", "备注"]) == ("备注", "备注 (2)", "第3列", "备注 (3)")


def test_columns_that_no_field_takes_are_kept(write: Write) -> None:
    text = "题名,载体形态,备注,备注,\n甲,纸质,一,二,三\n"
    catalogue = read_catalogue(write(text))
    assert catalogue.unmapped == ("载体形态", "备注 (2)")
    records, rejects = read(write(text))
    assert rejects[0].code == "ROW_COLUMNS"
    records, _ = read(write("题名,,备注,备注\n甲,纸质,一,二\n"))
    assert records[0].extra == {"第2列": "纸质", "备注 (2)": "二"}


def test_a_caption_above_the_headings_is_passed_over(write: Write) -> None:
    records, _ = read(write("某馆文件级目录,,\n\n档号,题名,责任者\n1,甲,乙\n"))
    assert [(record.row, record.title) for record in records] == [(4, "甲")]
