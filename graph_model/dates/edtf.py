"""A small EDTF (ISO 8601-2:2019) reader: what a string says, as an earliest and a latest day.

Read: ``1937`` ``1937-07`` ``1937-07-07``; ``193X`` ``19XX`` ``1937-XX`` ``1937-07-XX``; seasons
``1937-21`` to ``-24``, quarters ``-33`` to ``-36``, halves ``-40`` ``-41``; a qualifier ``?`` ``~``
``%`` at the end; intervals ``A/B`` ``A/..`` ``../B`` with ``..`` or nothing for an open or unknown
end; one of a set ``[A,B,C]`` and ``[A..B]``. Days are ISO days, inclusive. A season has the three
months that begin in March, June, September and December.
"""

from __future__ import annotations

import re
from calendar import isleap
from functools import lru_cache
from typing import NamedTuple

from graph_model.errors import ShimaiError

#: Days used when an interval has no known end; both lie outside the field's period.
MIN_DAY, MAX_DAY = "0001-01-01", "9999-12-31"

_PLAIN = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([?~%]?)", re.ASCII)
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: Grouping code -> first month, number of months, precision.
_GROUPS = {
    **{21 + i: (3 * i + 3, 3, "season") for i in range(4)},
    **{33 + i: (3 * i + 1, 3, "quarter") for i in range(4)},
    **{40 + i: (6 * i + 1, 6, "half") for i in range(2)},
}


class Bounds(NamedTuple):
    """Earliest and latest day, precision and qualifier of an EDTF string."""

    earliest: str
    latest: str
    precision: str
    qualifier: str


def month_length(year: int, month: int) -> int:
    """Days of a Gregorian month."""
    return 29 if month == 2 and isleap(year) else _LENGTHS[month]


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> Bounds:
    """What an EDTF string says; raises ``DATE_VALUE`` where it is none of the above."""
    if edtf[:1] == "[" and edtf[-1:] == "]":
        return _set(edtf)
    if "/" in edtf:
        begin, _, end = edtf.partition("/")
        return _between(edtf, begin, end)
    return _plain(edtf)


def qualified(edtf: str, qualifier: str) -> str:
    """The string with a qualifier on each of its ends; an end that has one keeps both (``%``)."""
    if not qualifier or not edtf:
        return edtf
    if edtf[0] == "[":
        return edtf
    return "/".join(_with(end, qualifier) for end in edtf.split("/"))


def combined(first: str, second: str) -> str:
    """Two qualifiers as one."""
    both = set(first + second)
    return "%" if "%" in both or {"?", "~"} <= both else "".join(both)


def _with(end: str, qualifier: str) -> str:
    if end in ("", ".."):
        return end
    bare = end.rstrip("?~%")
    return bare + combined(end[len(bare) :], qualifier)


def _between(edtf: str, begin: str, end: str) -> Bounds:
    if begin in ("", "..") and end in ("", ".."):
        raise refused(edtf, "an interval without ends")
    low = _plain(begin) if begin not in ("", "..") else None
    high = _plain(end) if end not in ("", "..") else None
    qualifier = combined(low.qualifier if low else "", high.qualifier if high else "")
    first = low.earliest if low else MIN_DAY
    last = high.latest if high else MAX_DAY
    if first > last:
        raise refused(edtf, "the end lies before the beginning")
    return Bounds(first, last, "interval", qualifier)


def _set(edtf: str) -> Bounds:
    members = [_between(one, *one.split("..")) if ".." in one else _plain(one)
               for one in edtf[1:-1].split(",")]  # fmt: skip
    low = min(one.earliest for one in members)
    return Bounds(low, max(one.latest for one in members), "interval", "")


def _plain(edtf: str) -> Bounds:
    found = _PLAIN.fullmatch(edtf)
    if not found:
        raise refused(edtf, "not an EDTF date of the supported subset")
    year, month, day, qualifier = found.groups()
    if "X" in year:
        if month:
            raise refused(edtf, "a month in an unknown year")
        low, high = max(year.replace("X", "0"), "0001"), year.replace("X", "9")
        precision = "decade" if year[2] != "X" else "century"
        return Bounds(f"{low}-01-01", f"{high}-12-31", precision, qualifier)
    if int(year) < 1:
        raise refused(edtf, "there is no year 0")
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise refused(edtf, "a day in an unknown month")
        return Bounds(f"{year}-01-01", f"{year}-12-31", "year", qualifier)
    return _in_year(edtf, int(year), int(month), day, qualifier)


def _in_year(edtf: str, year: int, month: int, day: str | None, qualifier: str) -> Bounds:
    if month in _GROUPS and day is None:
        first, count, precision = _GROUPS[month]
        last = first + count - 1
        end_year, last = (year + 1, last - 12) if last > 12 else (year, last)
        low = f"{year:04d}-{first:02d}-01"
        high = f"{end_year:04d}-{last:02d}-{month_length(end_year, last)}"
        return Bounds(low, high, precision, qualifier)
    if not 1 <= month <= 12:
        raise refused(edtf, f"there is no month {month}")
    start, length = f"{year:04d}-{month:02d}", month_length(year, month)
    if day in (None, "XX"):
        return Bounds(f"{start}-01", f"{start}-{length}", "month", qualifier)
    if not 1 <= int(str(day)) <= length:
        raise refused(edtf, f"month {month} of {year} has no day {int(str(day))}")
    return Bounds(f"{start}-{day}", f"{start}-{day}", "day", qualifier)


def refused(text: str, reason: str) -> ShimaiError:
    """The error of a date that does not exist or cannot be read."""
    return ShimaiError("DATE_VALUE", text=text, reason=reason)
