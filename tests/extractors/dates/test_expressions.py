"""The answer table: every expression is read as a careful reader reads it, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from extractors.dates import read_date
from graph_model.dates import CALENDARS, PRECISIONS, HistoricalDate, from_edtf
from graph_model.dates.edtf import bounds

TABLE = Path(__file__).with_name("expressions.tsv")


class Row(NamedTuple):
    text: str
    context: str
    edtf: str
    earliest: str
    latest: str
    precision: str
    calendar: str
    qualifier: str
    refused: str
    source: str


ROWS = [
    Row(*line.split("\t")) for line in TABLE.read_text(encoding="utf-8").split("\n")[1:] if line
]


def read(row: Row) -> HistoricalDate:
    return read_date(row.text, read_date(row.context) if row.context else None)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.text}|{row.context}")
def test_an_expression_is_read_right(row: Row) -> None:
    date = read(row)
    assert date.text == row.text
    assert (date.edtf, date.earliest, date.latest) == (row.edtf, row.earliest, row.latest)
    if row.refused:
        assert date.note
    else:
        assert (date.precision, date.calendar, date.qualifier) == (
            row.precision,
            row.calendar,
            row.qualifier,
        )


def test_the_table_is_large_and_agrees_with_itself() -> None:
    assert len(ROWS) >= 400
    assert len({(row.text, row.context) for row in ROWS}) == len(ROWS)
    assert sum(bool(row.refused) for row in ROWS) >= 40
    for row in ROWS:
        assert row.source
        assert bool(row.edtf) != bool(row.refused), row
        if row.edtf:
            said = bounds(row.edtf)
            assert (said.earliest, said.latest) == (row.earliest, row.latest), row
            assert said.qualifier == row.qualifier
            assert row.calendar in CALENDARS
            assert row.precision in PRECISIONS
            assert from_edtf(row.edtf).known
