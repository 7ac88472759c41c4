"""The date value: text as catalogued, EDTF, earliest and latest day (inclusive), precision,
calendar.

EDTF as in ISO 8601-2:2019: year, month, day, an unknown last digit (193X), qualifiers ? ~ %, and
intervals with known, unknown or open ends.
"""

from __future__ import annotations

import calendar as _calendar
import re
from dataclasses import dataclass
from datetime import date

from graph_model.errors import ShimaiError

#: Days used when an interval has no known end; both lie outside the field's period.
MIN_DAY, MAX_DAY = "0001-01-01", "9999-12-31"

_PLAIN = re.compile(r"^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}))?(?:-(\d{2}))?([?~%]?)$")


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date as an archive knows it.

    ``text`` as catalogued; ``edtf`` or ``""`` when the text cannot be read; ``earliest`` and
    ``latest`` are ISO days, inclusive, ``""`` when unknown; ``precision`` is day, month, year,
    decade, century, interval or unknown; ``calendar`` names the calendar of the text; ``note``
    says why a text was not read.
    """

    text: str
    edtf: str = ""
    earliest: str = ""
    latest: str = ""
    precision: str = "unknown"
    calendar: str = "gregorian"
    qualifier: str = ""
    note: str = ""

    @property
    def year(self) -> int | None:
        """Year of the earliest day."""
        return int(self.earliest[:4]) if self.earliest else None

    def overlaps(self, earliest: str, latest: str) -> bool:
        """Whether any day of this date lies within the inclusive range."""
        return bool(self.earliest) and self.earliest <= latest and self.latest >= earliest


def unknown(text: str, note: str = "") -> HistoricalDate:
    """A date whose text could not be read."""
    return HistoricalDate(text=text, note=note)


def from_parts(
    text: str,
    year: int,
    month: int | None = None,
    day: int | None = None,
    *,
    calendar: str = "gregorian",
    qualifier: str = "",
) -> HistoricalDate:
    """A Gregorian year, month or day; raises ``DATE_VALUE`` for a day that does not exist."""
    edtf = f"{year:04d}"
    if month is not None:
        edtf += f"-{month:02d}"
        if day is not None:
            edtf += f"-{day:02d}"
    return from_edtf(edtf + qualifier, text=text, calendar=calendar)


def from_edtf(edtf: str, *, text: str = "", calendar: str = "gregorian") -> HistoricalDate:
    """Read an EDTF string of the subset above; raises ``DATE_VALUE`` where it is not one."""
    text = text or edtf
    if "/" in edtf:
        return _interval(edtf, text, calendar)
    earliest, latest, precision, qualifier = _bounds(edtf, text)
    return HistoricalDate(text, edtf, earliest, latest, precision, calendar, qualifier)


def _interval(edtf: str, text: str, calendar: str) -> HistoricalDate:
    begin, _, end = edtf.partition("/")
    low = _bounds(begin, text)[0] if begin not in ("", "..") else MIN_DAY
    high = _bounds(end, text)[1] if end not in ("", "..") else MAX_DAY
    if low > high:
        raise ShimaiError("DATE_VALUE", text=text, reason="the end lies before the beginning")
    return HistoricalDate(text, edtf, low, high, "interval", calendar)


def _bounds(edtf: str, text: str) -> tuple[str, str, str, str]:
    found = _PLAIN.match(edtf)
    if not found:
        raise ShimaiError(
            "DATE_VALUE", text=text, reason="not an EDTF date of the supported subset"
        )
    year, month, day, qualifier = found.groups()
    if "X" in year:
        if month:
            raise ShimaiError("DATE_VALUE", text=text, reason="a month in an unknown year")
        low, high = year.replace("X", "0"), year.replace("X", "9")
        low = max(low, "0001")
        return f"{low}-01-01", f"{high}-12-31", "decade" if year[2] != "X" else "century", qualifier
    if month is None:
        first, last, precision = (1, 1), (12, 31), "year"
    else:
        first, last, precision = _month_bounds(int(year), int(month), day, text)
    low_day = f"{year}-{first[0]:02d}-{first[1]:02d}"
    return low_day, f"{year}-{last[0]:02d}-{last[1]:02d}", precision, qualifier


def _month_bounds(
    year: int, month: int, day: str | None, text: str
) -> tuple[tuple[int, int], tuple[int, int], str]:
    if not 1 <= month <= 12 or year < 1:
        raise ShimaiError("DATE_VALUE", text=text, reason=f"there is no month {month}")
    if day is None:
        return (month, 1), (month, _calendar.monthrange(year, month)[1]), "month"
    try:
        date(year, month, int(day))
    except ValueError:
        raise ShimaiError(
            "DATE_VALUE", text=text, reason=f"month {month} has no day {int(day)}"
        ) from None
    return (month, int(day)), (month, int(day)), "day"
