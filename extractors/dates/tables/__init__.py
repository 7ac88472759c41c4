"""Named days and telegram rhymes as data. Rhymes: the 106 of the 平水韵 in their order, the
telegram code (韵目代日) of the late Qing to the 1950s; 陷 卅 stand for the 30th, 世 引 for the 31st.
"""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple


class Feast(NamedTuple):
    """A named day: ``calendar`` is lunar, gregorian, new_year or national; day -1 is the last."""

    name: str
    calendar: str
    month: int
    day: int
    first_year: int


def _rows(name: str) -> list[list[str]]:
    text = (files("extractors") / "dates" / "tables" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


FEASTS = {
    name: Feast(name, kind, int(month), int(day), int(first or 0))
    for name, kind, month, day, first, *_ in _rows("feasts.tsv")
}
#: Rhyme character -> day of the month.
RHYME_DAYS = {rhyme: int(day) for day, rhymes in _rows("rhyme_days.tsv") for rhyme in rhymes}
