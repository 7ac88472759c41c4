"""Days of the Gregorian calendar: 民国 and the other solar eras count in it too."""

from __future__ import annotations

from datetime import date as day_of
from datetime import timedelta

from extractors.dates.context import Context
from extractors.dates.parts import Parts
from extractors.dates.refusal import Unread
from extractors.dates.tables import FEASTS, Feast
from graph_model.dates import HistoricalDate, lunar, sexagenary
from graph_model.dates.edtf import month_length
from graph_model.dates.value import from_days

MM = tuple(f"-{n:02d}" for n in range(100))
SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_QUARTERS = {c: n for n, c in enumerate("一二三四", 1)} | {str(n): n for n in range(1, 5)}
_THIRDS = {"初": (1, 10), "上旬": (1, 10), "上澣": (1, 10), "中": (11, 20), "中旬": (11, 20),
           "中澣": (11, 20), "上半月": (1, 15), "下半月": (16, 31)}  # fmt: skip


def date(
    text: str, year: int, parts: Parts, context: Context | None, calendar: str
) -> HistoricalDate:
    """The date of the parts in a Gregorian year."""
    if parts.year_part:
        return _part_of_year(text, year, parts.year_part, calendar)
    month = parts.month
    if parts.day_name:
        return exact(text, named_day(parts.day_name, year), calendar)
    if month is None:
        if not parts.named_day:
            return whole_year(text, year, calendar)
        if not parts.yearless:
            raise Unread("day_without_month")
        if context is None:
            raise Unread("no_year_month")
        year, month = context.month()
    if not 1 <= month <= 12:
        raise Unread("no_month", month=month)
    if parts.day is not None:
        if not 1 <= parts.day <= month_length(year, month):
            raise Unread("no_day", year=year, month=month, day=parts.day)
        iso = f"{year:04d}{MM[month]}{MM[parts.day]}"
        value = HistoricalDate(text, iso, iso, iso, "day", calendar)
        return _with_pair(value, parts.day_pair) if parts.day_pair else value
    if parts.day_pair:
        return _pair_day(text, year, month, parts.day_pair, calendar)
    if parts.month_part and parts.month_part != "间":
        first, last = third(parts.month_part, month_length(year, month))
        start = f"{year:04d}{MM[month]}"
        return from_days(start + MM[first], start + MM[last], text=text, calendar=calendar)
    start = f"{year:04d}{MM[month]}"
    end = start + MM[month_length(year, month)]
    return HistoricalDate(text, start, start + "-01", end, "month", calendar)


def whole_year(text: str, year: int, calendar: str) -> HistoricalDate:
    """A Gregorian year."""
    iso = f"{year:04d}"
    return HistoricalDate(text, iso, iso + "-01-01", iso + "-12-31", "year", calendar)


def exact(text: str, day: day_of, calendar: str) -> HistoricalDate:
    """One day."""
    iso = day.isoformat()
    return HistoricalDate(text, iso, iso, iso, "day", calendar)


def third(word: str, length: int) -> tuple[int, int]:
    """First and last day of 上旬, 月初, 下半月 in a month of that length."""
    first, last = _THIRDS.get(word, (21, length))
    return first, min(last, length)


def _part_of_year(text: str, year: int, word: str, calendar: str) -> HistoricalDate:
    first, count = months_of_part(word)
    last = first + count - 1
    end_year, last = (year + 1, last - 12) if last > 12 else (year, last)
    low = f"{year:04d}{MM[first]}-01"
    high = f"{end_year:04d}{MM[last]}{MM[month_length(end_year, last)]}"
    return from_days(low, high, text=text, calendar=calendar)


def months_of_part(word: str) -> tuple[int, int]:
    """First month and number of months of a part of a Gregorian year."""
    if word[0] in SEASONS:
        return SEASONS[word[0]], 6 if word[-1] in SEASONS and len(word) == 2 else 3
    if word[0] in "孟仲季":
        return SEASONS[word[1]] + "孟仲季".index(word[0]), 1
    if word.endswith("半年"):
        return (1, 6) if word[0] in "上前" else (7, 6)
    if "季" in word:
        return 3 * _QUARTERS[word.removeprefix("第")[0]] - 2, 3
    if word.endswith("初"):
        return 1, 3
    return (5, 4) if word.endswith("中") else (10, 3)


def named_day(name: str, year: int) -> day_of:
    """A feast or solar term of a Gregorian year."""
    feast = FEASTS.get(name)
    if feast is None:
        found = lunar.term_day(year, name) if name in lunar.TERMS else None
        if found is None:
            raise Unread("lunar_range", year=year, first=lunar.YEARS[0], last=lunar.YEARS[-1])
        return found
    if year < feast.first_year:
        raise Unread("feast_years", feast=name, year=year)
    month, day = _feast_day(feast, year)
    return day_of(year, month, day)


def _feast_day(feast: Feast, year: int) -> tuple[int, int]:
    if feast.calendar == "national" and year < 1949:
        return 10, 10
    return feast.month, feast.day


def _with_pair(value: HistoricalDate, pair: str) -> HistoricalDate:
    day = day_of.fromisoformat(value.earliest)
    if sexagenary.day_pair(day.toordinal()) != pair:
        raise Unread("pair_unfit", pair=pair, year=value.earliest)
    return value


def _pair_day(text: str, year: int, month: int, pair: str, calendar: str) -> HistoricalDate:
    first = day_of(year, month, 1)
    last = first + timedelta(month_length(year, month) - 1)
    return exact(text, pair_day(pair, first.toordinal(), last.toordinal()), calendar)


def pair_day(pair: str, first: int, last: int) -> day_of:
    """The one day of the pair between two ordinals."""
    if sexagenary.index(pair) is None:
        raise Unread("no_pair", pair=pair)
    found = [day_of.fromordinal(day) for day in sexagenary.days_of(pair, first, last)]
    if not found:
        raise Unread("no_pair_day", pair=pair)
    if len(found) > 1:
        raise Unread("pair_days", pair=pair, candidates="、".join(map(str, found)))
    return found[0]
