"""A date is written in either calendar and either language."""

from __future__ import annotations

import pytest

from graph_model.dates import format_date, from_days, from_edtf, unknown


@pytest.mark.parametrize(
    ("edtf", "zh", "en"),
    [
        ("1937-07-07", "1937年7月7日", "7 July 1937"),
        ("1937-07", "1937年7月", "July 1937"),
        ("1937", "1937年", "1937"),
        ("193X", "1930年代", "1930s"),
        ("19XX", "20世纪", "20th century"),
        ("1937-21", "1937年春", "spring 1937"),
        ("1937-34", "1937年第二季度", "quarter 2 of 1937"),
        ("1937/1945-09", "1937年至1945年9月", "1937 to September 1945"),
        ("1937/..", "1937年以后", "from 1937 on"),
        ("../1937", "1937年以前", "until 1937"),
        ("1937?", "[1937年]", "[1937]"),
        ("1937~", "约1937年", "about 1937"),
        ("1937%", "[约1937年]", "[about 1937]"),
        ("[1894,1954]", "1894年1月1日至1954年12月31日", "1 January 1894 to 31 December 1954"),
    ],
)
def test_gregorian(edtf: str, zh: str, en: str) -> None:
    assert format_date(from_edtf(edtf)) == zh
    assert format_date(from_edtf(edtf), "en") == en


@pytest.mark.parametrize(
    ("day", "calendar", "zh", "en"),
    [
        ("1898-09-21", "qing", "光绪二十四年八月初六日", "Guangxu 24, month 8, day 6"),
        ("1898-04-21", "qing", "光绪二十四年闰三月初一日", "Guangxu 24, leap month 3, day 1"),
        ("1937-07-07", "lunar", "农历1937年五月二十九", "lunar year 1937, month 5, day 29"),
        ("1937-07-07", "minguo", "民国二十六年七月七日", "7 July Minguo 26"),
        ("1912-01-01", "minguo", "民国元年一月一日", "1 January Minguo 1"),
        ("1937-07-07", "manzhouguo", "康德四年七月七日", "7 July Kangde 4"),
        ("1937-07-07", "japanese", "昭和十二年七月七日", "7 July Shōwa 12"),
        ("1864-07-19", "taiping", "太平天国十四年六月初六日", "Taiping 14, month 6, day 6"),
        ("1937-07-07", "telegram", "1937年7月7日", "7 July 1937"),
        ("1890-07-07", "minguo", "1890年7月7日", "7 July 1890"),
    ],
)
def test_original(day: str, calendar: str, zh: str, en: str) -> None:
    value = from_days(day, day, text="", precision="day", calendar=calendar)
    assert format_date(value, calendar="original") == zh
    assert format_date(value, "en", "original") == en


def test_a_date_that_was_not_read_is_its_own_text() -> None:
    assert format_date(unknown("不详")) == "不详"
    assert format_date(unknown("不详"), "en", "original") == "不详"
