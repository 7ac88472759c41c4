"""What holds for every date: ends in order, ranges that contain their ends, writing that is read
back, and no text that breaks the reader.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import read_date
from extractors.dates.parts import PAIR
from graph_model.dates import HistoricalDate, format_date, from_days, from_edtf, lunar
from graph_model.dates.edtf import bounds
from graph_model.dates.eras import ERAS
from graph_model.dates.numerals import era_year, lunar_day, lunar_month, spelled

DAYS = st.dates(date(1645, 1, 28), date(1990, 12, 31))
LETTERS = st.sampled_from(
    [
        *"0123456789〇一二三四五六七八九十廿卅元正初闰冬腊年月日号春夏秋冬末底中至到-—~/.[]()?约前后民国光绪康熙甲子乙丑马皓午电同本翌"
    ]
)
SCRAPS = st.lists(
    st.one_of(
        LETTERS,
        st.sampled_from(
            ["1937", "二十六", "民国", "光绪", "农历", "以前", "上旬", "年代", "世纪", PAIR]
        ),
    ),
    max_size=12,
).map("".join)
GREGORIAN = st.one_of(
    DAYS.map(lambda day: day.isoformat()),
    DAYS.map(lambda day: day.isoformat()[:7]),
    DAYS.map(lambda day: day.isoformat()[:4]),
    st.integers(165, 198).map(lambda decade: f"{decade}X"),
    st.integers(16, 19).map(lambda century: f"{century}XX"),
)
QUALIFIERS = st.sampled_from(["", "?", "~", "%"])


def check(value: HistoricalDate) -> None:
    if not value.edtf:
        assert (value.earliest, value.latest, value.precision) == ("", "", "unknown")
        return
    assert value.earliest <= value.latest
    said = bounds(value.edtf)
    assert (said.earliest, said.latest, said.qualifier) == (
        value.earliest,
        value.latest,
        value.qualifier,
    )


@given(st.text(max_size=70), st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_reason(text: str, context: str) -> None:
    value = read_date(text, context)
    check(value)
    assert value.edtf or value.note or not text.strip()


@given(SCRAPS, st.one_of(st.none(), GREGORIAN, st.just("光绪二十四年八月初六日")))
def test_scraps_of_dates_are_read_or_refused_with_a_reason(text: str, context: str | None) -> None:
    value = read_date(text, context)
    check(value)
    assert value.text == text
    assert value.edtf or value.note or not text.strip()


@given(GREGORIAN, QUALIFIERS)
def test_a_gregorian_date_is_read_as_it_is_written(edtf: str, qualifier: str) -> None:
    value = from_edtf(edtf + qualifier)
    assert read_date(format_date(value)).edtf == value.edtf


@given(GREGORIAN, GREGORIAN)
def test_a_range_contains_its_ends(first: str, last: str) -> None:
    low, high = from_edtf(first), from_edtf(last)
    value = read_date(f"{format_date(low)}至{format_date(high)}")
    if low.earliest > high.earliest or low.earliest > high.latest:
        assert value.edtf == ""
    elif low.latest <= high.latest:
        assert value.contains(low)
        assert value.contains(high)
        assert read_date(format_date(value)).edtf == value.edtf


@given(DAYS, st.sampled_from(["qing", "lunar", "minguo", "taiping", "japanese", "manzhouguo"]))
def test_a_day_is_read_as_its_own_calendar_writes_it(day: date, calendar: str) -> None:
    iso = day.isoformat()
    value = from_days(iso, iso, text=iso, precision="day", calendar=calendar)
    written = format_date(value, calendar="original")
    again = read_date(written)
    if again.edtf:
        assert again.edtf == iso
    else:
        # Japan's own lunar calendar is not converted.
        assert calendar == "japanese"
        assert day.year < 1873


@given(DAYS, DAYS)
def test_days_compare_as_days_do(one: date, other: date) -> None:
    first, second = from_edtf(one.isoformat()), from_edtf(other.isoformat())
    assert first.compare(second) == (one > other) - (one < other)
    assert first.meets(second) == (one == other)
    assert first.overlaps(min(one, other).isoformat(), max(one, other).isoformat())


def test_every_lunar_month_of_the_reigns_is_read_as_its_own_days() -> None:
    months = [
        (era, month)
        for era in ERAS
        if era.calendar == "qing" and era.first >= "1644" and era.first_number == 1
        for number in range(1, era.last_number + 1)
        for month in lunar.months(era.zero + number)
    ]
    assert len(months) > 3300
    for era, month in months:
        head = f"{era.name}{era_year(month.year - era.zero)}年"
        said = head + lunar_month(month.number, leap=month.leap)
        value = read_date(said)
        assert value.precision == "month"
        assert (value.earliest, value.latest) == (_iso(month.first), _iso(month.last)), said
        for day in (1, month.length):
            assert read_date(f"{said}{lunar_day(day)}日").edtf == _iso(month.first + day - 1)
        after = read_date(f"{said}{spelled(month.length + 1)}日")
        assert (after.edtf, bool(after.note)) == ("", True)


def test_every_lunar_month_of_1644_to_1949_is_read_as_its_own_days() -> None:
    for year in range(1644, 1950):
        for month in lunar.months(year):
            said = f"农历{year}年{lunar_month(month.number, leap=month.leap)}"
            value = read_date(said)
            assert (value.earliest, value.latest) == (_iso(month.first), _iso(month.last)), said
        for number in set(range(1, 13)) - {lunar.leap_month(year)}:
            assert read_date(f"农历{year}年闰{spelled(number)}月").edtf == ""


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
