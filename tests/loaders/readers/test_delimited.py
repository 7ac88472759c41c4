"""CSV and TSV: every row is accounted for, whatever its cells hold."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.errors import BadInput
from loaders.readers import read_catalogue
from loaders.readers.base import BLANK
from tests.loaders.readers.helpers import read, to_csv

Write = Callable[..., Path]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(write: Write, delimiter: str) -> None:
    lines = [["档号", "题名", "责任者"], ["1-1", "甲,乙;丙", "丁"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    catalogue = read_catalogue(write(text))
    assert catalogue.source.delimiter == delimiter
    assert next(catalogue.entries()).title == "甲,乙;丙"


def test_one_column_of_titles_is_a_catalogue(write: Write) -> None:
    records, rejects = read(write("题名\n关于会议的通知\n"))
    assert [record.title for record in records] == ["关于会议的通知"]
    assert rejects == []


def test_quoted_newlines_stay_in_the_cell_and_rows_count_as_records(write: Write) -> None:
    rows = [["题名", "附注"], ["甲", "一\n二\r\n三"], ["乙", '说"话",好']]
    records, _ = read(write(to_csv(rows)))
    assert [(record.row, record.notes) for record in records] == [
        (2, "一\n二\r\n三"),
        (3, '说"话",好'),
    ]


def test_blank_lines_are_no_entries_and_are_counted_in_row_numbers(write: Write) -> None:
    records, rejects = read(write("题名,附注\n\n甲,\n , \n,\n乙,\n\x1a"))
    assert [record.row for record in records] == [3, 6]
    assert rejects == []


def test_missing_trailing_cells_are_empty(write: Write) -> None:
    records, rejects = read(write("题名,责任者,附注\n甲\n"))
    assert (records[0].title, records[0].creator, rejects) == ("甲", "", [])


def test_surplus_cells_set_a_row_aside_unless_they_are_empty(write: Write) -> None:
    records, rejects = read(write("题名,责任者\n甲,乙,,\n甲,乙,丙\n"))
    assert len(records) == 1
    assert (rejects[0].row, rejects[0].code) == (3, "ROW_COLUMNS")
    assert rejects[0].zh == "该行有 3 列，标题行有 2 列。"


def test_a_row_without_title_is_set_aside(write: Write) -> None:
    _, rejects = read(write("档号,题名\n1,甲\n2,\u3000\n"))
    assert [(r.row, r.code, r.column) for r in rejects] == [(3, "ROW_NO_TITLE", "题名")]


def test_a_cell_of_ten_megabytes_is_set_aside(write: Write) -> None:
    records, rejects = read(write(f"题名,附注\n甲,{'长' * 3_500_000}\n乙,\n"))
    assert [record.title for record in records] == ["乙"]
    assert (rejects[0].code, rejects[0].column) == ("ROW_CELL_TOO_LONG", "附注")
    assert "3500000" in rejects[0].en
    assert len(rejects[0].raw) < 1000


def test_a_line_that_never_ends_is_passed_over(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.readers.lines.LINE_LIMIT", 1000)
    records, rejects = read(write(f"题名,附注\n甲,{'x' * 5000}\n乙,\n"))
    assert [record.title for record in records] == ["乙"]
    assert [(reject.row, reject.code) for reject in rejects] == [(2, "ROW_CELL_TOO_LONG")]


def test_an_open_quote_costs_one_row(write: Write) -> None:
    good = "".join(f"{n},题名{n},丙\n" for n in range(2000))
    records, rejects = read(write(f'档号,题名,责任者\n甲,"乙,丙\n{good}'))
    assert (len(records), len(rejects)) == (2000, 1)
    assert (rejects[0].row, rejects[0].code) == (2, "ROW_UNREADABLE")
    assert records[0].row == 3


def test_two_rows_that_each_open_a_quote_are_not_read_as_one(write: Write) -> None:
    text = '档号,题名,责任者\n1,"甲,a\n2,乙,b\n3,"丙,c\n4,丁,d\n'
    records, rejects = read(write(text))
    assert [record.title for record in records] == ["乙", "丁"]
    assert [reject.row for reject in rejects] == [2, 4]


def test_stray_quotes_are_kept_as_catalogued(write: Write) -> None:
    records, rejects = read(write('题名,附注\n"五四"运动史料,"一""二"\n'))
    assert (records[0].title, records[0].notes) == ('"五四"运动史料', '一"二')
    assert rejects == []


def test_control_characters_set_the_row_aside_with_its_column(write: Write) -> None:
    _, rejects = read(write("题名,附注\n甲乙丙丁戊己庚辛,关于会议的通\0知\n"))
    assert [(r.code, r.column) for r in rejects] == [("ROW_CONTROL_CHARACTERS", "附注")]


def test_headings_only(write: Write) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(write("档号,题名\n\n"))
    assert error.value.code == "FILE_NO_ROWS"


def test_no_title_column_names_the_columns_found(write: Write) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(write("档号,责任者\n1,甲\n"))
    assert error.value.code == "FILE_NO_TITLE"
    assert "档号、责任者" in error.value.message("zh")


def test_entries_can_be_read_again(write: Write) -> None:
    catalogue = read_catalogue(write("题名\n甲\n乙\n"))
    assert list(catalogue.entries()) == list(catalogue.entries())


def test_source_says_what_was_opened(write: Write) -> None:
    source = read_catalogue(write("题名\n甲\n")).source
    assert (source.format, source.headings, source.heading_row) == ("csv", ("题名",), 1)
    assert len(source.digest) == 64


_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
_ROWS = st.lists(st.lists(_TEXT, min_size=1, max_size=6), max_size=12)


@settings(max_examples=300, deadline=None)
@given(_ROWS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_rows_written_are_records_and_rejects(rows: list[list[str]], encoding: str) -> None:
    table = [["题名", "责任者", "时间", "附注"], ["甲", "", "", ""], *rows]
    filled = sum(any(cell.strip(BLANK) for cell in row) for row in table[1:])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "目录.csv"
        path.write_bytes(to_csv(table).encode(encoding))
        try:
            records, rejects = read(path)
        except BadInput as error:
            if error.code != "FILE_BINARY":  # a file that is mostly control characters
                raise
            return
    assert len(records) + len(rejects) == filled
    numbers = [entry.row for entry in (*records, *rejects)]
    assert len(set(numbers)) == len(numbers)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from('甲乙,;"\n\r\t|ab'), max_size=80))
def test_no_line_of_broken_text_is_lost(body: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "目录.csv"
        path.write_bytes(f"题名,责任者\n首行,甲\n{body}\n末行,丙\n".encode())
        records, rejects = read(path)
    kept = "".join(str(entry) for entry in (*records, *rejects))
    assert all(kept.count(char) >= body.count(char) for char in "甲乙")
    assert "末行" in kept
