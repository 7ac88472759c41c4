"""The date cells of real catalogues: how many are read, and why the others are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.dates import read_date
from graph_model.dates import HistoricalDate
from graph_model.record import Record
from loaders.readers import read_catalogue
from tests.paths import SAMPLE, needs_shared, shared_catalogue


def cells(path: Path) -> list[HistoricalDate]:
    found = [e.date_text for e in read_catalogue(path).entries() if isinstance(e, Record)]
    return [read_date(text) for text in found if text.strip()]


def test_every_date_of_the_sample_is_read() -> None:
    dates = cells(SAMPLE)
    assert len(dates) > 600
    assert [date.text for date in dates if not date.known] == []
    assert {"gregorian", "qing", "minguo"} <= {date.calendar for date in dates}


@needs_shared
@pytest.mark.parametrize(
    ("name", "number", "refused"),
    [
        ("cppcc_1948_1949", 135, set()),
        ("mao_documents_1901_1949", 2563, set()),
        # Five cells without a date, one with a day and no month, one with no year.
        (
            "drnh_republican",
            389,
            {"no date given", "a day without a month", "the year is not known"},
        ),
    ],
)
def test_the_dates_of_the_shared_catalogues_are_read(
    name: str, number: int, refused: set[str]
) -> None:
    dates = cells(shared_catalogue(name))
    assert len(dates) == number
    unread = [date for date in dates if not date.known]
    assert len(unread) <= 7
    assert {date.note.rpartition(" / ")[2] for date in unread} == refused
