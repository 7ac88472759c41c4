"""The forms that make up nearly all date cells, read straight off: numbers, 年月日, 民国 and reigns.

What does not fit, or is wrong, is left to the full reader, which knows all forms and all reasons.
"""

from __future__ import annotations

import re
from datetime import date

from extractors.dates.figures import FIGURES, SMALL, YEARS
from extractors.dates.gregorian import MM
from extractors.dates.parts import ERA_FORMS
from extractors.dates.years import FIRST_YEAR, LAST_YEAR
from graph_model.dates import HistoricalDate
from graph_model.dates.edtf import month_length
from graph_model.dates.eras import BY_NAME
from graph_model.dates.lunar import BY_NUMBER

_ERAS = {
    form: BY_NAME[name][0]
    for form, name in ERA_FORMS.items()
    if BY_NAME[name][0].calendar in ("minguo", "qing")
}
#: No day or month has this number; 0 is 00, not known.
_WRONG = 99
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_SEPARATOR = re.compile(r"[~至到]|(?<=[年月日])-(?!-)|(?<=^\d{4})-(?=\d{4}$)", re.ASCII)
_UNIT_BEFORE = {"日": "月", "月": "年"}
_NUMBERS = re.compile(r"(\d{4})(?:([-./])(\d{1,2})(?:\2(\d{1,2}))?|(\d\d)(\d\d)?)?", re.ASCII)
_WRITTEN = re.compile(
    rf"({'|'.join(sorted(_ERAS, key=len, reverse=True))})?([{FIGURES}]{{1,4}})年"
    rf"(?:([{FIGURES}正冬腊]{{1,3}})月(?:(初?)([{FIGURES}]{{1,3}})[日号])?)?"
)


def read(text: str, cell: str) -> HistoricalDate | None:
    """The date of a common form, or None: for any other, and for every wrong one."""
    if cell.isascii():
        found = _NUMBERS.fullmatch(cell)
        if found is None:
            return None
        year_text, _, month, day, month2, day2 = found.groups()
        year = int(year_text)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        return _solar(text, year, int(month or month2 or 0), int(day or day2 or 0), "gregorian")
    found = _WRITTEN.fullmatch(cell)
    if found is None:
        return None
    name, year_figures, month_figures, first, day_figures = found.groups()
    if first and SMALL.get(day_figures, 11) > 10:
        return None
    month = SMALL.get(month_figures, _WRONG) if month_figures else 0
    day = SMALL.get(day_figures, _WRONG) if day_figures else 0
    if name is None:
        year = YEARS.get(year_figures, 0)
        if first or not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        return _solar(text, year, _january(month_figures, month), day, "gregorian")
    era = _ERAS[name]
    number = 1 if year_figures == "元" else SMALL.get(year_figures, 0)
    if not 1 <= number <= era.last_number:
        return None
    month = _january(month_figures, month)
    if era.calendar == "qing":
        month = _LUNAR_MONTHS.get(month_figures, month)
        return _lunar(text, era.zero + number, month, day)
    return None if first else _solar(text, era.zero + number, month, day, "minguo")


def read_range(text: str, cell: str) -> HistoricalDate | None:
    """A至B where both ends are common forms; the end may leave out its year and month."""
    found = _SEPARATOR.search(cell)
    if found is None:
        return None
    first_cell, last_cell = cell[: found.start()], cell[found.end() :]
    first = read("", first_cell)
    if first is None:
        return None
    last = read("", last_cell)
    if last is None:
        unit = _UNIT_BEFORE.get(last_cell[-1:])
        if unit is None:
            return None
        unit = "年" if "月" in last_cell else unit
        head, said, _ = first_cell.partition(unit)
        last = read("", head + said + last_cell) if said and "年" not in last_cell else None
    if last is not None and last.edtf == first.edtf:
        return first._replace(text=text)
    if last is None or first.earliest >= last.earliest or first.precision != last.precision:
        return None
    if first.calendar == "qing" and first.precision != "day":
        return None
    edtf = f"{first.edtf}/{last.edtf}"
    return HistoricalDate(text, edtf, first.earliest, last.latest, "interval", first.calendar)


def _january(figures: str | None, month: int) -> int:
    return 1 if figures == "元" else month


def _solar(text: str, year: int, month: int, day: int, calendar: str) -> HistoricalDate | None:
    if not month:
        if day:
            return None
        iso = str(year)
        return HistoricalDate(text, iso, iso + "-01-01", iso + "-12-31", "year", calendar)
    if month > 12:
        return None
    length = month_length(year, month)
    if not day:
        iso = f"{year}{MM[month]}"
        return HistoricalDate(text, iso, iso + "-01", iso + MM[length], "month", calendar)
    if day > length:
        return None
    iso = f"{year}{MM[month]}{MM[day]}"
    return HistoricalDate(text, iso, iso, iso, "day", calendar)


def _lunar(text: str, year: int, month: int, day: int) -> HistoricalDate | None:
    own = BY_NUMBER.get((year, month, False))
    if own is None or not 1 <= day <= own.length or year < 1645:
        return None
    iso = date.fromordinal(own.first + day - 1).isoformat()
    return HistoricalDate(text, iso, iso, iso, "day", "qing")
