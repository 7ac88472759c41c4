"""Era names: which calendar an era counts in, which years it had, from its first to its last day.

Year N of an era is ``zero + N``: of the lunar calendar for the Qing reigns, of the Gregorian for
the others. Sources of ``tables/eras.tsv``: Q 《清史稿》本纪 and 《二十史朔闰表》 (a reign counts
whole lunar years); F the restoration of July 1917; H 黄帝纪元 as used in 1903-1912, 1911 = 4609;
M 《中华民国史大事记》; D 《伪满洲国史》 (姜念东等, 1980); J the Japanese edicts that changed the
era; T 《天历考及天历与阴阳历日对照表》 (罗尔纲, 1955).
"""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import NamedTuple


class Era(NamedTuple):
    """An era name. ``first`` and ``last`` are ISO days, inclusive."""

    name: str
    en: str
    calendar: str
    zero: int
    first: str
    last: str

    @property
    def last_number(self) -> int:
        """Number of its last year."""
        last = date.fromisoformat(self.last)
        # The last day of a lunar reign lies in the Gregorian year after its last lunar year.
        early = self.calendar in ("qing", "lunar") and last.month < 3
        return last.year - self.zero - (1 if early else 0)

    @property
    def first_number(self) -> int:
        """Number of its first year; 1 but for the restoration of 1917."""
        return int(self.first[:4]) - self.zero


def _load() -> tuple[Era, ...]:
    text = (files("graph_model") / "dates" / "tables" / "eras.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return tuple(Era(name, en, kind, int(zero), a, b) for name, en, kind, zero, a, b, _ in rows)


ERAS = _load()
#: Name -> its rows; 宣统 has two.
BY_NAME: dict[str, tuple[Era, ...]] = {
    era.name: tuple(other for other in ERAS if other.name == era.name) for era in ERAS
}


def at(day: str, calendar: str) -> Era | None:
    """The era of a calendar in which an ISO day lies; the later one where two meet."""
    found = [e for e in ERAS if e.calendar == calendar and e.first <= day <= e.last]
    # The 黄帝纪元 was no reign: nothing is dated by it unless it says so.
    return next((e for e in reversed(found) if e.zero > 0), None)
