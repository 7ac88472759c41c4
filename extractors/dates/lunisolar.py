"""Days of the lunar calendar and of the Taiping one."""

from __future__ import annotations

from datetime import date as day_of

from extractors.dates import gregorian
from extractors.dates.context import Context
from extractors.dates.parts import Parts
from extractors.dates.refusal import Unread, sentence
from extractors.dates.tables import FEASTS
from graph_model.dates import HistoricalDate, lunar, sexagenary
from graph_model.dates import taiping as calendar_of_taiping
from graph_model.dates.eras import Era
from graph_model.dates.value import from_days

_SEASONS = {"春": 1, "夏": 4, "秋": 7, "冬": 10}
_PHASES = {"朔": 1, "望": 15, "晦": -1}


def is_lunar_name(parts: Parts, era: Era | None) -> bool:
    """Whether the named day is counted in lunar months: 端午, but 元旦 only before 1912."""
    if parts.day_name in _PHASES:
        return True
    feast = FEASTS.get(parts.day_name)
    if feast is None:
        return False
    if feast.calendar == "new_year":
        return era is not None and era.calendar in ("qing", "lunar")
    return feast.calendar == "lunar"


def date(
    text: str, year: int, parts: Parts, context: Context | None, calendar: str
) -> HistoricalDate:
    """The date of the parts in a lunar year."""
    own = lunar.months(year)
    if not own:
        raise Unread("lunar_range", year=year, first=lunar.YEARS[0], last=lunar.YEARS[-1])
    note = sentence("ming") if year < 1645 else ""
    if parts.year_part:
        first, last = _part_of_year(own, parts.year_part)
        return _days(text, first, last, "interval", calendar, note)
    if parts.month is None:
        if parts.day_name and parts.day_name not in _PHASES:
            return gregorian.exact(text, _named_day(own, parts.day_name), calendar)
        if not (parts.named_day or parts.day_name):
            return _days(text, own[0].first, own[-1].last, "year", calendar, note)
        if not parts.yearless:
            raise Unread("day_without_month")
        if context is None:
            raise Unread("no_year_month")
        month = lunar.BY_NUMBER[context.lunar_month()]
    else:
        month = month_of(year, parts.month, leap=parts.leap)
    return _in_month(text, month, parts, calendar, note)


def month_of(year: int, number: int, *, leap: bool) -> lunar.Month:
    """A lunar month; refused where the year has none such."""
    found = lunar.BY_NUMBER.get((year, number, leap))
    if found is not None:
        return found
    if not lunar.months(year):
        raise Unread("lunar_range", year=year, first=lunar.YEARS[0], last=lunar.YEARS[-1])
    if not 1 <= number <= 12:
        raise Unread("no_month", month=number)
    has = lunar.leap_month(year)
    raise Unread(
        "no_leap", year=year, month=number, has=f"闰{has}月" if has else "无闰月",
        has_en=f"it has leap month {has}" if has else "it has none",
    )  # fmt: skip


def _in_month(
    text: str, month: lunar.Month, parts: Parts, calendar: str, note: str
) -> HistoricalDate:
    day = parts.day
    if parts.day_name:
        if parts.day_name not in _PHASES:
            return _feast_in_month(text, month, parts.day_name, calendar)
        day = _PHASES[parts.day_name]
        day = month.length if day < 0 else day
    if day is not None:
        if not 1 <= day <= month.length:
            raise _no_day(month, day)
        ordinal = month.first + day - 1
        if parts.day_pair and sexagenary.day_pair(ordinal) != parts.day_pair:
            raise Unread("pair_unfit", pair=parts.day_pair, year=f"{month.number}月{day}日")
        return _days(text, ordinal, ordinal, "day", calendar, note)
    if parts.day_pair:
        found = gregorian.pair_day(parts.day_pair, month.first, month.last)
        return gregorian.exact(text, found, calendar)
    if parts.month_part and parts.month_part != "间":
        first, last = gregorian.third(parts.month_part, month.length)
        start = month.first - 1
        return _days(text, start + first, start + last, "interval", calendar, note)
    return _days(text, month.first, month.last, "month", calendar, note)


def _no_day(month: lunar.Month, day: int) -> Unread:
    if day > 30 or day < 1:
        return Unread("no_day", year=f"农历{month.year}", month=month.number, day=day)
    name = ("闰" if month.leap else "") + str(month.number)
    return Unread("no_lunar_day", year=month.year, month=name, length=month.length)


def _feast_in_month(text: str, month: lunar.Month, name: str, calendar: str) -> HistoricalDate:
    found = _named_day(lunar.months(month.year), name)
    if not month.first <= found.toordinal() <= month.last:
        raise Unread("feast_year", year=f"{month.year}年{month.number}月", feast=name)
    return gregorian.exact(text, found, calendar)


def _named_day(own: tuple[lunar.Month, ...], name: str) -> day_of:
    feast = FEASTS.get(name)
    if feast is not None:
        if feast.calendar in ("gregorian", "national"):
            return gregorian.named_day(name, own[0].year)
        month = next(m for m in own if m.number == feast.month and not m.leap)
        if feast.day < 0:
            return day_of.fromordinal(own[-1].last)
        return day_of.fromordinal(month.first + feast.day - 1)
    around = (lunar.term_day(own[0].year + shift, name) for shift in (0, 1))
    found = [day for day in around if day and own[0].first <= day.toordinal() <= own[-1].last]
    if len(found) != 1:
        raise Unread("feast_year", year=own[0].year, feast=name)
    return found[0]


def _part_of_year(own: tuple[lunar.Month, ...], word: str) -> tuple[int, int]:
    """First and last day of a season or half of a lunar year; leap months belong to the month."""
    if word[0] in _SEASONS:
        first, count = _SEASONS[word[0]], gregorian.months_of_part(word)[1]
    elif word[0] in "孟仲季":
        first, count = _SEASONS[word[1]] + "孟仲季".index(word[0]), 1
    else:
        first, count = gregorian.months_of_part(word)
    inside = [month for month in own if first <= month.number < first + count]
    return inside[0].first, inside[-1].last


def taiping(text: str, parts: Parts, era: Era) -> HistoricalDate:
    """A date of the Taiping calendar."""
    if parts.year is None:
        if not parts.pair or sexagenary.index(parts.pair) is None:
            raise Unread("no_year")
        found = sexagenary.years_of(parts.pair, 1851, 1868)
        if len(found) != 1:
            raise Unread("pair_unfit", pair=parts.pair, year=era.name)
        number = found[0] - era.zero
    else:
        number = parts.year
    if parts.pair and sexagenary.year_pair(era.zero + number) != parts.pair:
        raise Unread("pair_unfit", pair=parts.pair, year=f"{era.name}{number}年")
    if number == 1:
        if parts.month is not None or parts.named_day:
            raise Unread("taiping_year")
        first, last = lunar.year_bounds(1851) or (0, 0)
        return _days(text, first, last, "year", "taiping", "")
    if parts.month is None:
        bounds = calendar_of_taiping.year_bounds(number)
        if bounds is None or parts.named_day:
            raise Unread("day_without_month" if bounds else "taiping_year")
        return _days(text, *bounds, "year", "taiping", "")
    bounds = calendar_of_taiping.month_bounds(number, parts.month)
    if bounds is None or parts.leap:
        raise Unread("no_month", month=("闰" if parts.leap else "") + str(parts.month))
    if parts.day is None:
        if parts.month_part:
            first, last = gregorian.third(parts.month_part, bounds[1] - bounds[0] + 1)
            return _days(
                text, bounds[0] + first - 1, bounds[0] + last - 1, "interval", "taiping", ""
            )
        return _days(text, *bounds, "month", "taiping", "")
    if not 1 <= parts.day <= bounds[1] - bounds[0] + 1:
        raise Unread("no_day", year=f"{era.name}{number}", month=parts.month, day=parts.day)
    day = bounds[0] + parts.day - 1
    return _days(text, day, day, "day", "taiping", "")


def _days(
    text: str, first: int, last: int, precision: str, calendar: str, note: str
) -> HistoricalDate:
    low = day_of.fromordinal(first).isoformat()
    if first == last:
        return HistoricalDate(text, low, low, low, precision, calendar, "", note)
    high = day_of.fromordinal(last).isoformat()
    return from_days(low, high, text=text, precision=precision, calendar=calendar, note=note)
