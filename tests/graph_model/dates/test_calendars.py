"""The calendars agree with dates that are known from elsewhere, and with themselves."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from graph_model.dates import eras, lunar, sexagenary, taiping


@pytest.mark.parametrize(
    ("day", "lunar_day"),
    [
        # 戊戌政变; 武昌起义; 清帝退位; 甲申 1644, 顺治 takes the throne; 马关条约; 卢沟桥.
        (date(1898, 9, 21), (1898, 8, False, 6)),
        (date(1911, 10, 10), (1911, 8, False, 19)),
        (date(1912, 2, 12), (1911, 12, False, 25)),
        (date(1644, 10, 30), (1644, 10, False, 1)),
        (date(1895, 4, 17), (1895, 3, False, 23)),
        (date(1937, 7, 7), (1937, 5, False, 29)),
        (date(1949, 10, 1), (1949, 8, False, 10)),
    ],
)
def test_known_days(day: date, lunar_day: tuple[int, int, bool, int]) -> None:
    assert lunar.from_ordinal(day.toordinal()) == lunar_day


def test_lunar_years_follow_each_other_without_a_gap() -> None:
    ends = [lunar.year_bounds(year) for year in lunar.YEARS]
    for this, following in pairwise(ends):
        assert this is not None
        assert following is not None
        assert following[0] == this[1] + 1
    for year in lunar.YEARS:
        lengths = [month.length for month in lunar.months(year)]
        assert set(lengths) <= {29, 30}
        assert len(lengths) == 12 + bool(lunar.leap_month(year))


def test_a_lunar_day_and_its_ordinal_are_one() -> None:
    for ordinal in range(date(1644, 2, 8).toordinal(), date(1950, 2, 16).toordinal()):
        day = lunar.from_ordinal(ordinal)
        assert day is not None
        assert lunar.BY_NUMBER[day[:3]].first + day.day - 1 == ordinal


def test_solar_terms_lie_where_they_must() -> None:
    for year in range(1645, 1991):
        days = [lunar.term_day(year, term) for term in lunar.TERMS]
        assert all(day is not None for day in days)
        steps = {(b - a).days for a, b in pairwise(days) if a and b}
        assert steps <= {13, 14, 15, 16, 17}, year
    assert lunar.term_day(1937, "冬至") == date(1937, 12, 22)
    assert lunar.term_day(1500, "冬至") is None


def test_the_cycle_of_sixty() -> None:
    assert sexagenary.year_pair(1894) == "甲午"
    assert sexagenary.year_pair(1911) == "辛亥"
    assert sexagenary.years_of("甲午", 1644, 1949) == [1654, 1714, 1774, 1834, 1894]
    assert sexagenary.day_pair(date(1949, 10, 1).toordinal()) == "甲子"
    assert sexagenary.day_pair(date(1898, 9, 21).toordinal()) == "丁亥"
    first = date(1937, 1, 1).toordinal()
    found = sexagenary.days_of("甲子", first, first + 364)
    assert all(sexagenary.day_pair(day) == "甲子" for day in found)
    assert sexagenary.index("甲丑") is None


def test_the_taiping_calendar() -> None:
    assert taiping.from_ordinal(date(1864, 7, 19).toordinal()) == (14, 6, 6)
    assert taiping.month_bounds(3, 1) == (
        date(1853, 2, 3).toordinal(),
        (date(1853, 2, 3) + timedelta(30)).toordinal(),
    )
    assert taiping.month_bounds(1, 1) is None
    assert taiping.from_ordinal(date(1840, 1, 1).toordinal()) is None


def test_reigns_begin_with_a_lunar_year_and_follow_each_other() -> None:
    reigns = [e for e in eras.ERAS if e.calendar == "qing" and e.first_number == 1]
    for era in reigns:
        bounds = lunar.year_bounds(era.zero + 1)
        assert bounds is not None
        assert era.first == date.fromordinal(bounds[0]).isoformat()
        last = lunar.year_bounds(era.zero + era.last_number)
        assert last is not None
        assert era.last == date.fromordinal(last[1]).isoformat()
    assert {e.name: e.last_number for e in reigns}["康熙"] == 61
    assert eras.at("1898-09-21", "qing") == eras.BY_NAME["光绪"][0]
    assert eras.at("1800-01-01", "minguo") is None
