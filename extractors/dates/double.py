"""Dates written in two calendars, one in brackets: both are read and must agree."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.dates.context import Context
from extractors.dates.refusal import Unread, sentence
from graph_model.dates import HistoricalDate

_DOUBLE = re.compile(r"([^()\[\]]+)[(\[](?:即|合|公历|=)?([^()\[\]]+)[)\]]")

Whole = Callable[[str, str, Context | None], HistoricalDate | None]


def read(text: str, cell: str, context: Context | None, whole: Whole) -> HistoricalDate | None:
    """The date of 光绪二十四年八月初六日（1898年9月21日）, or None where there are not two."""
    found = _DOUBLE.fullmatch(cell)
    if not found:
        return None
    first = whole(text, found[1], context)
    if first is None:
        return None
    # A day or a month in the brackets may leave out its year.
    second = whole(text, found[2], context or Context.of(first))
    if second is None:
        return None
    if not first.meets(second) or not _same(first, second):
        raise Unread("disagree", first=first.edtf, second=second.edtf)
    finer = second if first.contains(second) and second.days < first.days else first
    return finer._replace(text=text, calendar=first.calendar, note=sentence("both"))


def _same(first: HistoricalDate, second: HistoricalDate) -> bool:
    """Days must be the same day; a lunar year and a Gregorian one need only begin in the same."""
    if first.precision == second.precision == "day":
        return first.earliest == second.earliest
    if first.precision == second.precision == "year":
        return first.year == second.year
    return True
