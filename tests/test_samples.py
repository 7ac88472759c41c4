"""The sample catalogue is large enough, consistent, and the project's own."""

from __future__ import annotations

from collections import Counter

from extractors.dates import read_date
from graph_model.access import Access
from graph_model.record import Record
from loaders.readers import read_catalogue
from tests.paths import CATALOGUES, SAMPLE, needs_shared, shared_catalogue

RECORDS = [entry for entry in read_catalogue(SAMPLE).entries() if isinstance(entry, Record)]


def test_it_holds_at_least_three_hundred_records_of_1895_to_1980() -> None:
    assert len(RECORDS) >= 300
    years = [d.year for r in RECORDS if (d := read_date(r.date_text)).year]
    assert min(years) >= 1895
    assert max(years) <= 1980
    assert all(sum(low <= y <= low + 20 for y in years) > 30 for low in (1895, 1916, 1937, 1958))


def test_reference_codes_are_unique_and_agree_with_their_parts() -> None:
    codes = Counter(record.reference_code for record in RECORDS)
    assert [code for code, n in codes.items() if n > 1] == []
    for record in RECORDS:
        parts = (record.fonds_code, record.series_code, record.file_code, record.item_code)
        assert record.reference_code == "-".join(parts), record.row


def test_codes_are_marked_as_illustrative() -> None:
    assert all("示例" in record.notes and "示例" in record.holder for record in RECORDS)


def test_it_has_correspondence_and_closed_records() -> None:
    assert sum(bool(record.addressee) for record in RECORDS) > 100
    closed = [record for record in RECORDS if record.access is not Access.OPEN]
    assert 5 <= len(closed) <= 30


@needs_shared
def test_it_is_not_copied_from_the_reference_data() -> None:
    theirs: set[str] = set()
    for name in CATALOGUES:
        for entry in read_catalogue(shared_catalogue(name)).entries():
            if isinstance(entry, Record):
                theirs.add(entry.title)
    # A few well-known documents have one title everywhere.
    assert sum(record.title in theirs for record in RECORDS) <= 0.03 * len(RECORDS)
