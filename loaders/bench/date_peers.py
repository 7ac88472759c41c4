"""Other readers of dates, asked the same question: from which day to which day?

Each is used as its own documentation shows, and measured only where it is installed. A peer that
answers with a bare year or month is given the whole of it.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from extractors.dates import read_date
from graph_model.dates.edtf import bounds, month_length
from graph_model.errors import ShimaiError

#: Earliest and latest day; None where the reader refuses.
Answer = tuple[str, str] | None
#: Text and the record's own date as EDTF, "" where there is none.
Reader = Callable[[str, str], Answer]


class Peer(NamedTuple):
    """A reader and the package that it comes from."""

    name: str
    package: str
    make: Callable[[], Reader]


def make_shimai() -> Reader:
    """Ours."""

    def read(text: str, context: str) -> Answer:
        value = read_date(text, context or None)
        return (value.earliest, value.latest) if value.edtf else None

    return read


def make_edtf() -> Reader:
    """``edtf.text_to_edtf``, and its own bounds left aside: its EDTF is read as EDTF."""
    text_to_edtf: Any = importlib.import_module("edtf").text_to_edtf

    def read(text: str, context: str) -> Answer:
        del context
        said = text_to_edtf(text)
        if not said:
            return None
        try:
            answer = bounds(str(said))
        except ShimaiError:
            return ("?", str(said))
        return answer.earliest, answer.latest

    return read


def make_dateparser() -> Reader:
    """``DateDataParser`` for Chinese; its ``period`` says how much of the date it has read."""
    parser_class: Any = importlib.import_module("dateparser.date").DateDataParser
    free = parser_class(languages=["zh"])

    def read(text: str, context: str) -> Answer:
        parser = free
        if context:
            base = datetime.fromisoformat(bounds(context).earliest)
            parser = parser_class(languages=["zh"], settings={"RELATIVE_BASE": base})
        data = parser.get_date_data(text)
        return None if data.date_obj is None else _of_period(data.date_obj, data.period)

    return read


def _of_period(day: datetime, period: str) -> Answer:
    if period == "year":
        return f"{day.year:04d}-01-01", f"{day.year:04d}-12-31"
    if period == "month":
        start = f"{day.year:04d}-{day.month:02d}"
        return f"{start}-01", f"{start}-{month_length(day.year, day.month)}"
    return day.date().isoformat(), day.date().isoformat()


def make_jionlp() -> Reader:
    """``jionlp.parse_time`` with the record's date as its base; it raises where it refuses."""
    parse_time: Any = importlib.import_module("jionlp").parse_time

    def read(text: str, context: str) -> Answer:
        options = {}
        if context:
            first = bounds(context).earliest
            year, month, day = map(int, first.split("-"))
            options["time_base"] = {"year": year, "month": month, "day": day}
        try:
            answer = parse_time(text, **options)
        except Exception:
            # Its refusals are of several types.
            return None
        times = answer.get("time") if isinstance(answer, dict) else None
        if not isinstance(times, list) or len(times) != 2:
            return None
        return str(times[0])[:10], str(times[1])[:10]

    return read


_SANMIAO_DAYS = re.compile(r"\d{4}-\d\d-\d\d")
_SANMIAO_YEAR = re.compile(r"（(\d{4})）")


def make_sanmiao() -> Reader:
    """``cjk_date_interpreter``, China only, proleptic Gregorian; the days of the last match."""
    interpret: Any = importlib.import_module("sanmiao").cjk_date_interpreter

    def read(text: str, context: str) -> Answer:
        del context
        try:
            report = str(interpret(text, pg=True, civ=["c"]))
        except Exception:
            return None
        matches = [block for block in report.split("MATCHES:\n") if block.strip()]
        first_line = matches[-1].split("\n")[0] if len(matches) > 1 else ""
        days = _SANMIAO_DAYS.findall(first_line)
        if days:
            return days[0], days[-1]
        year = _SANMIAO_YEAR.search(first_line)
        return (f"{year[1]}-01-01", f"{year[1]}-12-31") if year else None

    return read


PEERS = (
    Peer("shimai", "shimai", make_shimai),
    Peer("sanmiao", "sanmiao", make_sanmiao),
    Peer("jionlp", "jionlp", make_jionlp),
    Peer("edtf", "edtf", make_edtf),
    Peer("dateparser", "dateparser", make_dateparser),
)
