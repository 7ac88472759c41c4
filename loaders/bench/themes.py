"""How long theming takes beside the extraction that it is part of: CPU seconds of one core on the
same titles in the same run.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from extractors.authority import load_authority
from extractors.dates import read_date
from extractors.pipeline import Title, read_titles
from extractors.themes import load_themer, subject_of_title
from graph_model.record import Record
from loaders.readers import read_catalogue

#: Titles read, then judged, in one turn.
_SLICE = 250


@dataclass(frozen=True, slots=True)
class Times:
    """CPU seconds for ``titles`` titles."""

    titles: int
    extraction: float
    theming: float

    @property
    def share(self) -> float:
        """Theming as a part of extraction."""
        return self.theming / self.extraction


def entries(path: Path, count: int) -> list[tuple[str, str, str]]:
    """Title, creator and date of ``count`` rows of a catalogue,
    begun again when it ends; every title is made different, as in a real catalogue.
    """
    records = (e for e in read_catalogue(path).entries() if isinstance(e, Record))
    rows = [(record.title, record.creator, record.date_text) for record in records]
    repeated = islice(cycle(rows), count)
    return [(f"{title}（{i}）", creator, date) for i, (title, creator, date) in enumerate(repeated)]


def measure(rows: Sequence[tuple[str, str, str]]) -> Times:
    """Read and judge the titles by turns, a slice each, so that what else the machine does falls on
    both; what is made at first use is not timed.
    """
    themer, authority = load_themer(), load_authority()
    titles = [Title(*row) for row in rows]
    for reading in read_titles(titles[:_SLICE]):
        themer.judge(subject_of_title(reading, read_date(reading.date)))
    extraction = theming = 0.0
    for at in range(0, len(rows), _SLICE):
        dates = [read_date(date) for _, _, date in rows[at : at + _SLICE]]
        began = time.process_time()
        readings = list(read_titles(titles[at : at + _SLICE]))
        read = time.process_time()
        for reading, day in zip(readings, dates, strict=True):
            themer.judge(subject_of_title(reading, day, authority))
        extraction += read - began
        theming += time.process_time() - read
    return Times(len(rows), extraction, theming)
