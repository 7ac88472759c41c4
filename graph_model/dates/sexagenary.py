"""The cycle of sixty: 干支 of years and days."""

from __future__ import annotations

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
#: The sixty pairs in order, 甲子 first.
PAIRS = tuple(STEMS[i % 10] + BRANCHES[i % 12] for i in range(60))
_INDEX = {pair: i for i, pair in enumerate(PAIRS)}
#: From the ordinal of a day to its place in the cycle: 1949-10-01 is a 甲子 day.
_DAY_SHIFT = 14
_YEAR_SHIFT = 4


def index(pair: str) -> int | None:
    """Place in the cycle, from 0; None for two characters that are no pair (甲丑)."""
    return _INDEX.get(pair)


def year_pair(year: int) -> str:
    """The pair of a lunar year: 1894 is 甲午."""
    return PAIRS[(year - _YEAR_SHIFT) % 60]


def years_of(pair: str, first: int, last: int) -> list[int]:
    """Lunar years of the pair from ``first`` to ``last``."""
    start = first + (_INDEX[pair] - (first - _YEAR_SHIFT)) % 60
    return list(range(start, last + 1, 60))


def day_pair(day: int) -> str:
    """The pair of a day given as a Gregorian ordinal."""
    return PAIRS[(day + _DAY_SHIFT) % 60]


def days_of(pair: str, first: int, last: int) -> list[int]:
    """Ordinals of the days of the pair from ``first`` to ``last``."""
    start = first + (_INDEX[pair] - (first + _DAY_SHIFT)) % 60
    return list(range(start, last + 1, 60))
