"""The calendar of the Taiping, 天历, from its second year (1852) on.

Every year has 366 days: odd months 31, even months 30, no leap month; 壬子二年正月初一 is
1852-02-03 (罗尔纲《天历考》). Three branches are written otherwise: 丑 好, 卯 荣, 亥 开. The first
year (1851) still used the lunar calendar.
"""

from __future__ import annotations

from datetime import date

_FIRST = date(1852, 2, 3).toordinal()
_SECOND_YEAR, LAST_YEAR = 2, 18
_STARTS = (0, 31, 61, 92, 122, 153, 183, 214, 244, 275, 305, 336, 366)
#: Branches as the Taiping wrote them -> the usual ones.
BRANCHES = {"好": "丑", "荣": "卯", "开": "亥"}


def month_bounds(year: int, month: int) -> tuple[int, int] | None:
    """First and last day (ordinals) of a month; None where there is none."""
    if not (_SECOND_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    start = _FIRST + 366 * (year - _SECOND_YEAR)
    return start + _STARTS[month - 1], start + _STARTS[month] - 1


def year_bounds(year: int) -> tuple[int, int] | None:
    """First and last day of a year."""
    if not _SECOND_YEAR <= year <= LAST_YEAR:
        return None
    start = _FIRST + 366 * (year - _SECOND_YEAR)
    return start, start + 365


def from_ordinal(day: int) -> tuple[int, int, int] | None:
    """Year, month and day of a Gregorian ordinal."""
    year, rest = divmod(day - _FIRST, 366)
    year += _SECOND_YEAR
    if not _SECOND_YEAR <= year <= LAST_YEAR:
        return None
    month = next(m for m in range(1, 13) if rest < _STARTS[m])
    return year, month, rest - _STARTS[month - 1] + 1
