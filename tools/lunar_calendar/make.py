"""Write ``graph_model/dates/tables/lunar_years.tsv``, or compare it with other packages.

    python -m tools.lunar_calendar.make            # write the table (needs sxtwl)
    python -m tools.lunar_calendar.make --check    # compare every month start of 1644-1949

The table comes from sxtwl (the 寿星天文历, which follows the calendars as they were promulgated).
sxtwl, lunar_python and sanmiao are wanted by this tool only; install them in a place of your own.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[2] / "graph_model" / "dates" / "tables" / "lunar_years.tsv"
FIRST, LAST = 1616, 1990
CHECKED = range(1644, 1950)
HEADING = "year\tfirst_day\tleap\tlengths\tterms\n"
#: Days between proleptic Gregorian ordinal 1 (0001-01-01) and Julian day number 0.
JULIAN = 1721425

#: (year, month, leap) -> ordinal of its first day.
Months = dict[tuple[int, int, bool], int]


def months_of_sxtwl() -> Months:
    """First days of the months, found by asking for every day."""
    sxtwl: Any = importlib.import_module("sxtwl")
    found: Months = {}
    day, end = date(FIRST - 1, 12, 1), date(LAST + 2, 3, 1)
    while day < end:
        said = sxtwl.fromSolar(day.year, day.month, day.day)
        if said.getLunarDay() == 1:
            key = (said.getLunarYear(True), said.getLunarMonth(), bool(said.isLunarLeap()))
            found[key] = day.toordinal()
        day += timedelta(1)
    return found


def terms_of_sxtwl(year: int) -> str:
    """Days of the 24 terms of a Gregorian year, from 小寒 on: one letter each, A = 1st of the
    month.
    """
    sxtwl: Any = importlib.import_module("sxtwl")
    days = []
    day = date(year, 1, 1)
    while day.year == year:
        if sxtwl.fromSolar(day.year, day.month, day.day).hasJieQi():
            days.append(chr(ord("A") + day.day - 1) if day.day <= 26 else str(day.day - 27))
        day += timedelta(1)
    if len(days) != 24:
        raise ValueError(f"{year} has {len(days)} terms")
    return "".join(days)


def lines(months: Months) -> Iterator[str]:
    """Lines of the table: ``lengths`` has a 1 for a month of 30 days and a 0 for one of 29."""
    order = sorted(months, key=lambda key: months[key])
    for year in range(FIRST, LAST + 1):
        own = [key for key in order if key[0] == year]
        leap = next((month for _, month, is_leap in own if is_leap), 0)
        starts = [months[key] for key in own]
        starts.append(months[year + 1, 1, False])
        lengths = [b - a for a, b in pairwise(starts)]
        if set(lengths) - {29, 30} or len(lengths) != 12 + bool(leap):
            raise ValueError(f"{year}: {lengths}")
        bits = "".join("1" if length == 30 else "0" for length in lengths)
        first = date.fromordinal(starts[0]).isoformat()
        yield f"{year}\t{first}\t{leap}\t{bits}\t{terms_of_sxtwl(year)}\n"


def months_of_table() -> Months:
    """What the written table says."""
    from graph_model.dates import lunar

    return {
        (year, month.number, month.leap): month.first
        for year in lunar.YEARS
        for month in lunar.months(year)
    }


def months_of_lunar_python() -> Months:
    """The same from lunar_python."""
    lunar_year: Any = importlib.import_module("lunar_python").LunarYear
    found: Months = {}
    for year in range(CHECKED.start, CHECKED.stop):
        for month in lunar_year.fromYear(year).getMonths():
            if month.getYear() == year:
                number = month.getMonth()
                first = int(month.getFirstJulianDay() + 0.5) - JULIAN
                found[year, abs(number), number < 0] = first
    return found


def months_of_sanmiao() -> Months:
    """The same from sanmiao's table of the Qing calendar; its years go to 1912."""
    import csv

    spec = importlib.util.find_spec("sanmiao")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("sanmiao")
    path = Path(spec.origin).parent / "data" / "lunar_table_dump.csv"
    found: Months = {}
    with path.open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            year = int(row["ind_year"])
            if year in CHECKED and float(row["cal_stream"]) == 3:
                first = int(float(row["nmd_jdn"]) + 0.5) - JULIAN
                found[year, int(row["month"]), row["intercalary"] == "1"] = first
    return found


def compare(ours: Months, name: str, theirs: Months) -> int:
    """Print where two tables differ; returns how many months do."""
    wanted = {key for key in ours if key[0] in CHECKED}
    shared = wanted & set(theirs)
    differing = sorted(key for key in shared if ours[key] != theirs[key])
    unknown = sorted(key for key in set(theirs) - wanted if key[0] in CHECKED)
    print(f"{name}: {len(shared)} of {len(wanted)} months compared, {len(differing)} differ")
    for key in differing:
        days = [date.fromordinal(table[key]).isoformat() for table in (ours, theirs)]
        print(f"  {_name(key)}: {days[0]} here, {days[1]} in {name}")
    for key in unknown:
        print(f"  {_name(key)}: only in {name}")
    missing = sorted(wanted - shared)
    if missing:
        print(f"  not in {name}: {len(missing)} months, {_name(missing[0])}-{_name(missing[-1])}")
    return len(differing) + len(unknown)


def compare_terms() -> None:
    """Print where the solar terms differ from those of lunar_python, from 1645 (定气) on."""
    from graph_model.dates import lunar

    package: Any = importlib.import_module("lunar_python")
    years = range(1645, lunar.YEARS.stop)
    differing = 0
    for year in years:
        said = package.Lunar.fromSolar(package.Solar.fromYmd(year, 6, 15)).getJieQiTable()
        days = {date(day.getYear(), day.getMonth(), day.getDay()) for day in said.values()}
        for term in lunar.TERMS:
            day = lunar.term_day(year, term)
            if day not in days:
                differing += 1
                print(f"  {term} {year}: {day} here")
    print(f"lunar_python: {len(years) * 24} solar terms compared, {differing} differ")


def _name(key: tuple[int, int, bool]) -> str:
    return f"{key[0]}/{'闰' if key[2] else ''}{key[1]}"


def main() -> None:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    if not parser.parse_args().check:
        TABLE.write_text(HEADING + "".join(lines(months_of_sxtwl())), encoding="utf-8")
        print(f"{TABLE.name}: {TABLE.stat().st_size} bytes")
        return
    ours = months_of_table()
    others = (
        ("sxtwl", months_of_sxtwl),
        ("lunar_python", months_of_lunar_python),
        ("sanmiao", months_of_sanmiao),
    )
    for name, table in others:
        try:
            compare(ours, name, table())
        except ModuleNotFoundError:
            print(f"{name}: not installed")
    if importlib.util.find_spec("lunar_python"):
        compare_terms()


if __name__ == "__main__":
    main()
