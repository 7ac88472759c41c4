"""Periods of modern Chinese history that records are sorted into by their earliest day.

The table is ``graph_model/dates/tables/periods.tsv``; periods do not overlap and leave no day
out.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Period:
    """A period: key, names, first and last day (ISO, inclusive), and where its bounds come
    from."""

    key: str
    zh: str
    en: str
    first: str
    last: str
    source: str

    def name(self, language: str) -> str:
        """The name in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


@cache
def load_periods() -> tuple[Period, ...]:
    """All periods, in order."""
    text = resources.files("graph_model").joinpath("dates/tables/periods.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return tuple(Period(**row) for row in rows)
