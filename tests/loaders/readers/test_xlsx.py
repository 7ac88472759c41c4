"""Workbooks: values as text, and what Excel did to them is told."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from graph_model.errors import BadInput
from loaders.readers import read_catalogue
from loaders.readers.survey import survey
from tests.loaders.readers.helpers import read

Workbook = Callable[..., Path]
HEADINGS = ["档号", "题名", "时间", "页数"]


def test_values_are_text_as_a_reader_of_the_sheet_sees_them(workbook: Workbook) -> None:
    day = datetime.datetime(1949, 10, 1)
    records, rejects = read(
        workbook(目录=[HEADINGS, ["0012-3", "甲", day, 12], [7, "乙", 1949, 1.5]])
    )
    assert [(r.reference_code, r.date_text, r.pages) for r in records] == [
        ("0012-3", "1949-10-01", "12"),
        ("7", "1949", "1.5"),
    ]
    assert rejects == []


def test_leading_zeros_that_the_format_shows_are_kept(workbook: Workbook) -> None:
    path = workbook(目录=[HEADINGS, [12, "甲", "", 1]])
    book = openpyxl.load_workbook(path)
    book["目录"]["A2"].number_format = "00000"
    book.save(path)
    records, _ = read(path)
    assert records[0].reference_code == "00012"


def test_codes_that_excel_changed_are_kept_and_flagged(workbook: Workbook) -> None:
    rows = [[datetime.datetime(2024, 1, 2), "甲"], [12, "乙"], ["1月2日", "丙"], ["1.2E+17", "丁"]]
    catalogue = read_catalogue(workbook(目录=[["档号", "题名"], *rows]))
    found = survey(catalogue)
    assert found.records == 4
    assert {sign.code: (sign.count, sign.rows) for sign in found.warnings} == {
        "EXCEL_DATE": (2, (2, 4)),
        "EXCEL_NUMBER": (1, (3,)),
        "EXCEL_POWER": (1, (5,)),
    }


def test_the_first_sheet_with_a_title_column_is_read(workbook: Workbook) -> None:
    path = workbook(说明=[["填表说明"]], 目录=[HEADINGS, ["1", "甲"]], 另=[["题名"], ["乙"]])
    assert read_catalogue(path).source.sheet == "目录"
    assert read(path, sheet="另")[0][0].title == "乙"
    assert read(path, sheet="3")[0][0].title == "乙"


def test_a_sheet_that_is_not_there_is_a_usage_error(workbook: Workbook) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(workbook(目录=[["题名"], ["甲"]]), sheet="无")
    assert error.value.code == "USAGE"
    assert "目录" in error.value.message("en")


def test_a_caption_above_the_headings_is_passed_over(workbook: Workbook) -> None:
    path = workbook(目录=[["某馆文件级目录"], [], HEADINGS, ["1", "甲"], [], ["2", "乙"]])
    catalogue = read_catalogue(path)
    assert catalogue.source.heading_row == 3
    assert [entry.row for entry in catalogue.entries()] == [4, 6]


def test_a_sheet_that_states_the_wrong_size_is_read_whole(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "openpyxl.worksheet._reader.WorkSheetParser.parse_dimensions", lambda _: (1, 1, 1, 1)
    )
    records, _ = read(workbook(目录=[HEADINGS, ["1", "甲"], ["2", "乙"]]))
    assert [record.title for record in records] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [([], "FILE_EMPTY"), ([["题名"]], "FILE_NO_ROWS"), ([["档号"], ["1"]], "FILE_NO_TITLE")],
)
def test_workbooks_without_entries(workbook: Workbook, rows: list[list[str]], code: str) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(workbook(目录=rows))
    assert error.value.code == code


def test_a_broken_workbook_is_one_sentence(workbook: Workbook) -> None:
    path = workbook(目录=[["题名"], *[[f"题名{n}"] for n in range(2000)]])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput) as error:
        read_catalogue(path)
    assert error.value.code in {"FILE_UNREADABLE", "FILE_BINARY"}


def test_any_damaged_byte_is_one_sentence_or_every_row(workbook: Workbook) -> None:
    path = workbook(目录=[["档号", "题名"], *[[f"1-{n}", "关于会议的通知"] for n in range(30)]])
    whole = path.read_bytes()
    for place in range(0, len(whole), 61):
        damaged = bytearray(whole)
        damaged[place] ^= 0x5A
        path.write_bytes(damaged)
        try:
            records, rejects = read(path)
        except BadInput as error:
            assert "\n" not in error.message()  # noqa: PT017
        else:
            assert len(records) + len(rejects) == 30
