"""Which year an expression means: of an era, of the common era, of the cycle, or of the record."""

from __future__ import annotations

from typing import NamedTuple

from extractors.dates.context import Context
from extractors.dates.parts import Parts
from extractors.dates.refusal import Unread, sentence
from graph_model.dates import eras, lunar, sexagenary
from graph_model.dates.eras import Era

#: Years that are read; the field's period with some room on both sides.
FIRST_YEAR, LAST_YEAR = 1500, 2099
#: A month so many months from the record's own may be of the year before or after.
_MONTHS_OF_DOUBT = 8
_SHORTEST, _LAST_MINGUO = 1, 79
_YEARS_AHEAD = 1


class Year(NamedTuple):
    """A year number, whether it is a lunar one by itself, its calendar when that is known, and
    what was taken from elsewhere.
    """

    year: int
    lunar: bool = False
    calendar: str = ""
    note: str = ""


def era_of(parts: Parts) -> Era | None:
    """The era's row that has the year; refused when none has."""
    if not parts.era:
        return None
    first = parts.era[0]
    if parts.year is None or parts.before:
        return first
    for era in parts.era:
        if era.first_number <= parts.year <= era.last_number:
            return era
    raise Unread(
        "no_era_year", era=first.name, en=first.en, number=parts.year,
        first=first.first_number, last=first.last_number,
    )  # fmt: skip


def year_of(parts: Parts, era: Era | None, context: Context | None, *, lunar: bool) -> Year:
    """The year that the parts name, or the record's own."""
    if parts.year is None and parts.pair:
        if parts.stated_year is not None:
            if sexagenary.year_pair(parts.stated_year) != parts.pair:
                raise Unread("pair_unfit", pair=parts.pair, year=parts.stated_year)
            return Year(parts.stated_year, lunar=True)
        return _of_pair(parts.pair, era, context)
    if parts.yearless:
        return _of_context(parts, era, context, lunar=lunar)
    number = parts.year or 0
    if era is not None:
        year = era.zero - number + 1 if parts.before else era.zero + number
    elif parts.short:
        return _of_short(number, context)
    else:
        year = number
    if parts.stated_year is not None and parts.stated_year != year:
        raise Unread("disagree", first=str(year), second=str(parts.stated_year))
    if year == 0:
        raise Unread("year_zero")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unread("year_range", year=year)
    if parts.pair and sexagenary.year_pair(year) != parts.pair:
        raise Unread("pair_unfit", pair=parts.pair, year=year)
    return Year(year)


def _of_context(parts: Parts, era: Era | None, context: Context | None, *, lunar: bool) -> Year:
    if era is not None:
        raise Unread("no_year")
    if context is None:
        raise Unread("no_year")
    year = context.lunar_year() if lunar else _near(parts, context)
    return Year(year, note=sentence("from_context", zh="年", en="the year"))


def _near(parts: Parts, context: Context) -> int:
    """The record's year; refused where the month named is nearer in the year beside it: December in
    a record of January.
    """
    year = context.year()
    months = (context.earliest.month, context.latest.month)
    if parts.month is None or months[0] != months[1]:
        return year
    distance = parts.month - months[0]
    if abs(distance) > _MONTHS_OF_DOUBT:
        raise Unread(
            "far", first=min(year, year - (distance > 0)), second=max(year, year + (distance < 0))
        )
    return year


def _of_pair(pair: str, era: Era | None, context: Context | None) -> Year:
    if sexagenary.index(pair) is None:
        raise Unread("no_pair", pair=pair)
    first, last = lunar.YEARS[0], lunar.YEARS[-1]
    if era is not None:
        first, last = era.zero + era.first_number, era.zero + era.last_number
        if era.calendar == "minguo":
            last = 1949
    found = sexagenary.years_of(pair, max(first, lunar.YEARS[0]), min(last, lunar.YEARS[-1]))
    if len(found) == 1:
        return Year(found[0], lunar=True)
    if not found:
        raise Unread("pair_unfit", pair=pair, year=era.name if era else "")
    if context is None:
        raise Unread("pair_years", pair=pair, candidates="、".join(map(str, found)))
    middle = (context.earliest.year + context.latest.year) // 2
    ranked = sorted(found, key=lambda year: abs(year - middle))
    tie = abs(ranked[0] - middle) == abs(ranked[1] - middle)
    # A record does not name a year far ahead of its own: 戊戌 in a record of 1937 is not 1958.
    if tie or ranked[0] > context.latest.year + _YEARS_AHEAD:
        raise Unread("pair_years", pair=pair, candidates="、".join(map(str, ranked[:2])))
    return Year(ranked[0], lunar=True, note=sentence("from_context", zh="甲子", en="the cycle"))


def _of_short(number: int, context: Context | None) -> Year:
    """37年: 1937 or 民国三十七年, or the year of the reign that the record is of."""
    candidates = [Year(1900 + number, calendar="gregorian")] if 10 <= number < 100 else []
    if _SHORTEST <= number <= _LAST_MINGUO:
        candidates.append(Year(1911 + number, calendar="minguo"))
    if context is not None:
        era = eras.at(context.earliest.isoformat(), "qing")
        if era is not None and number <= era.last_number:
            candidates.append(Year(era.zero + number, lunar=True, calendar="qing"))
        fitting = [one for one in candidates if _fits(one, context)]
        if len(fitting) == 1:
            return fitting[0]._replace(
                note=sentence("from_context", zh="世纪或年号", en="century or era")
            )
        candidates = fitting or candidates
    said = "、".join(str(one.year) for one in candidates) or "?"
    raise Unread("short_year", number=number, candidates=said)


def _fits(one: Year, context: Context) -> bool:
    if not one.lunar:
        return context.has_year(one.year)
    bounds = lunar.year_bounds(one.year)
    return bool(
        bounds
        and bounds[0] <= context.latest.toordinal()
        and bounds[1] >= context.earliest.toordinal()
    )
