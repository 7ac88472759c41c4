"""The Chinese lunisolar calendar of 1616-1990: months, days, solar terms, from a baked table.

Days are proleptic Gregorian ordinals (``date.toordinal``). The table is written by
``tools/lunar_calendar`` from sxtwl and checked there against two other packages; docs/dates.md
lists where they differ. A lunar year is numbered by the Gregorian year in which it begins.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from importlib.resources import files
from typing import NamedTuple

#: The 24 terms from 小寒 on, in the order of the Gregorian year.
TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip


class Month(NamedTuple):
    """A month of a lunar year: its number, whether it is the leap one, its first day and length."""

    year: int
    number: int
    leap: bool
    first: int
    length: int

    @property
    def last(self) -> int:
        """Its last day."""
        return self.first + self.length - 1


class LunarDay(NamedTuple):
    """A day in the lunisolar calendar."""

    year: int
    month: int
    leap: bool
    day: int


def _load() -> tuple[dict[int, tuple[Month, ...]], dict[int, str]]:
    text = (files("graph_model") / "dates" / "tables" / "lunar_years.tsv").read_text("utf-8")
    years: dict[int, tuple[Month, ...]] = {}
    terms: dict[int, str] = {}
    for line in text.splitlines()[1:]:
        year_text, begin, leap_text, lengths, terms_text = line.split("\t")
        year, leap, first = int(year_text), int(leap_text), date.fromisoformat(begin).toordinal()
        months = []
        for index, bit in enumerate(lengths):
            after_leap = bool(leap) and index >= leap
            number, length = index + (0 if after_leap else 1), 29 + int(bit)
            months.append(Month(year, number, bool(leap) and index == leap, first, length))
            first += length
        years[year] = tuple(months)
        terms[year] = terms_text
    return years, terms


_MONTHS_OF, _TERMS_OF = _load()
#: Lunar years that the table holds.
YEARS = range(min(_MONTHS_OF), max(_MONTHS_OF) + 1)
_ALL = [month for year in YEARS for month in _MONTHS_OF[year]]
_FIRSTS = [month.first for month in _ALL]
#: (year, month, leap) -> month; the fast way in.
BY_NUMBER = {(month.year, month.number, month.leap): month for month in _ALL}


def months(year: int) -> tuple[Month, ...]:
    """The months of a lunar year in order; empty outside the table."""
    return _MONTHS_OF.get(year, ())


def leap_month(year: int) -> int:
    """Number of the leap month, 0 where the year has none."""
    return next((month.number for month in months(year) if month.leap), 0)


def year_bounds(year: int) -> tuple[int, int] | None:
    """First and last day of a lunar year."""
    own = months(year)
    return (own[0].first, own[-1].last) if own else None


def from_ordinal(day: int) -> LunarDay | None:
    """The lunar day of a Gregorian ordinal, None outside the table."""
    index = bisect_right(_FIRSTS, day) - 1
    if index < 0 or day > _ALL[index].last:
        return None
    month = _ALL[index]
    return LunarDay(month.year, month.number, month.leap, day - month.first + 1)


def term_day(year: int, term: str) -> date | None:
    """Day of a solar term in a Gregorian year, None outside the table."""
    days = _TERMS_OF.get(year)
    if days is None:
        return None
    index = TERMS.index(term)
    letter = days[index]
    day = ord(letter) - ord("A") + 1 if letter.isalpha() else int(letter) + 27
    return date(year, index // 2 + 1, day)
