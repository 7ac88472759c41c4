"""JSON Lines: keys are headings, wherever in the file they first occur."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.access import Access
from graph_model.errors import BadInput
from loaders.readers import read_catalogue
from tests.loaders.readers.helpers import read

Write = Callable[..., Path]


def lines(*objects: object) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in objects)


def test_values_become_text_and_lists_index_terms(write: Write) -> None:
    text = lines({"题名": "甲", "人物": ["毛泽东", "周恩来"], "页数": 3, "附注": None})
    records, _ = read(write(text, "目录.jsonl"))
    assert records[0].persons == ("毛泽东", "周恩来")
    assert (records[0].pages, records[0].notes, records[0].row) == ("3", "", 1)


def test_numbers_keep_the_digits_they_were_written_with(write: Write) -> None:
    records, _ = read(write('{"题名": "甲", "档号": 1.10, "页数": 12345678901234567890123}\n'))
    assert (records[0].reference_code, records[0].pages) == ("1.10", "12345678901234567890123")


def test_an_access_column_that_starts_late_counts_for_all_rows(write: Write) -> None:
    text = lines({"题名": "甲"}, {"题名": "乙", "开放标识": "开放"})
    records, _ = read(write(text, "目录.jsonl"))
    assert [record.access for record in records] == [Access.RESTRICTED, Access.OPEN]


@pytest.mark.parametrize(
    "line",
    [
        '{"题名": "甲"',
        '["甲"]',
        '"甲"',
        '{"题名": "甲", "题名": "乙"}',
        "[" * 100_000,
        '{"题名":"\\ud800"}',
    ],
)
def test_a_line_that_is_no_object_is_set_aside(write: Write, line: str) -> None:
    records, rejects = read(write(f'{{"题名": "首"}}\n{line}\n', "目录.jsonl"))
    assert len(records) == 1
    assert [(reject.row, reject.code) for reject in rejects] == [(2, "ROW_UNREADABLE")]


def test_a_json_array_says_what_to_do(write: Write) -> None:
    with pytest.raises(BadInput) as error:
        read_catalogue(write('[{"题名": "甲"}]', "目录.json"))
    assert error.value.code == "FILE_UNREADABLE"
    assert "one object a line" in error.value.message("en")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=9), min_size=1), max_size=9))
def test_lines_written_are_records_and_rejects(objects: list[dict[str, str]]) -> None:
    filled = [{**item, "序": "1"} for item in objects]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "目录.jsonl"
        text = "".join(json.dumps(item) + "\n" for item in ({"题名": "甲"}, *filled))
        path.write_text(text, encoding="utf-8")
        records, rejects = read(path)
    assert len(records) + len(rejects) == len(objects) + 1
