"""Ranges: A至B, A—B, A~B; what the end leaves out is taken from the beginning (7月7日至9日), and
the beginning takes its last unit from the end (1937年7-8月). Open ranges: 以前, 以后, A—.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from extractors.dates import marks as marking
from extractors.dates import periods, relative
from extractors.dates.context import Context
from extractors.dates.figures import FIGURES
from extractors.dates.parts import Parts, numeric, parse
from extractors.dates.refusal import Unread
from extractors.dates.resolve import resolve
from graph_model.dates import HistoricalDate
from graph_model.dates.edtf import MAX_DAY, MIN_DAY, bounds
from graph_model.dates.lunar import from_ordinal
from graph_model.errors import ShimaiError

Whole = Callable[[str, str, Context | None], HistoricalDate | None]

_SEPARATORS = (re.compile(r"~+|起?[至到迄讫](?!今)|/(?=\d{4}\b)"), re.compile(r"-+"))
_AND = re.compile(r"[、和及与]")
_FROM = re.compile(r"^(?:自|从|由|起自|始于)")
_UNTIL = re.compile(r"(?:为?止|之?间|之交)$")
_STARTED = re.compile(r"(?:起始?|开始|始)$")
_UNIT = re.compile("年代|世纪|[年月日号]")
_SHORT_DECADE = re.compile(rf"[{FIGURES}]{{1,3}}年代")
_ROUND_YEAR = re.compile(r"[1一][\d〇一二三四五六七八九]{2}[0〇]")
_PARTIAL = re.compile(r"(\d{1,2})(?:[-./](\d{1,2}))?", re.ASCII)
_AFTER = re.compile(
    r"(?:自|从|由|不早于)?(.+?)(?:及?以[后来降]|之后|迄今|至今|开始|始|起|后|-+|~|/(?:\.\.)?|至)"
)
_AFTER_FROM = re.compile(r"(?:自|从|不早于)(.+)")
_BEFORE = re.compile(r"(?:截[至止]到?|不晚于|[至到迄]|-+|~|(?:\.\.)?/)(.+?)(?:为?止)?")
_BEFORE_AFTER = re.compile(r"(.+?)(?:及?以前|之前|前|为?止)")


def read(text: str, cell: str, context: Context | None) -> HistoricalDate | None:
    """The range that the folded text names, or None."""
    core = _UNTIL.sub("", _FROM.sub("", cell))
    if len(core) < 3:
        return None
    for first_text, last_text in _splits(core):
        ends = _ends(first_text, last_text, context)
        if ends is not None:
            return _join(text, *ends)
    return _neighbours(text, core, context)


def _neighbours(text: str, core: str, context: Context | None) -> HistoricalDate | None:
    """3、4月: two dates that follow each other are a range; any other list is refused."""
    pieces = _AND.split(core)
    if len(pieces) < 2 or not all(pieces):
        return None
    ends = _ends(pieces[0], pieces[-1], context)
    if ends is None:
        return None
    first, last = ends
    next_day = date.fromisoformat(first.latest) + timedelta(1)
    if len(pieces) > 2 or last.earliest != next_day.isoformat():
        raise Unread("list")
    return _join(text, first, last)


def read_open(text: str, cell: str, context: Context | None, whole: Whole) -> HistoricalDate | None:
    """A range with one end; the day named belongs to it."""
    for pattern, after in (
        (_AFTER, True), (_AFTER_FROM, True), (_BEFORE, False), (_BEFORE_AFTER, False),
    ):  # fmt: skip
        found = pattern.fullmatch(cell)
        if found:
            point = whole(text, found[1], context)
            if point is not None and point.precision != "unknown":
                return _open(text, point, after=after)
    return None


def _open(text: str, point: HistoricalDate, *, after: bool) -> HistoricalDate:
    begin, _, end = point.edtf.partition("/")
    edtf = f"{begin}/.." if after else f"../{end or begin}"
    low, high = (point.earliest, MAX_DAY) if after else (MIN_DAY, point.latest)
    return HistoricalDate(
        text, edtf, low, high, "interval", point.calendar, point.qualifier, point.note
    )


def _splits(core: str) -> Iterator[tuple[str, str]]:
    for separator in _SEPARATORS:
        for found in separator.finditer(core):
            first = _STARTED.sub("", core[: found.start()])
            if first and found.end() < len(core):
                yield first, _STARTED.sub("", core[found.end() :])


End = Parts | HistoricalDate


def _ends(
    first_text: str, last_text: str, context: Context | None
) -> tuple[HistoricalDate, HistoricalDate] | None:
    first_marks, last_marks = marking.strip(first_text), marking.strip(last_text)
    first = _begin(first_marks.core, last_marks.core, context)
    last_core = last_marks.core
    if isinstance(first, HistoricalDate) and _SHORT_DECADE.match(last_core):
        # 十九世纪六十至七十年代: the same century.
        last_core = f"{int(first.earliest[:2]) + 1}世纪{last_core}"
    last = _end(last_core, context)
    if isinstance(first, Parts) and last is None:
        last = _numeric_rest(first, last_core)
    if first is None or last is None:
        return None
    if not isinstance(first, Parts) and first.calendar == "relative" and isinstance(last, Parts):
        last = last.after(_parts_of(first, lunar=context is not None and context.lunar))
    if isinstance(first, Parts) and isinstance(last, Parts):
        last = last.after(first)
        if first.short and not first.era and last.era:
            first = replace(first, era=last.era, short=False)
    begin, end = _resolved(first, context), _resolved(last, context)
    return marking.put_back(begin, first_marks), marking.put_back(end, last_marks)


def _begin(core: str, last: str, context: Context | None) -> End | None:
    """The first end; where it is no date by itself it has the unit of the last (7-8月)."""
    unit = _UNIT.search(last)
    if unit and unit.group() == "年代" and _ROUND_YEAR.fullmatch(core):
        return _end(f"{core}年代", context)
    first = _end(core, context)
    if first is None and unit:
        first = _end(core + unit.group(), context)
    return first


def _end(core: str, context: Context | None) -> End | None:
    for reading in (periods.read, relative.read):
        found = reading(core, core, context)
        if found is not None:
            return found
    return parse(core)


def _parts_of(value: HistoricalDate, *, lunar: bool) -> Parts:
    """Year and month of a relative date, for the end of a range that begins with it."""
    day = date.fromisoformat(value.earliest)
    here = from_ordinal(day.toordinal()) if lunar else None
    if here is not None:
        return Parts(year=here.year, month=here.month, leap=here.leap, lunar="农历")
    return Parts(year=day.year, month=day.month)


def _resolved(end: End, context: Context | None) -> HistoricalDate:
    return resolve("", end, context) if isinstance(end, Parts) else end


def _numeric_rest(first: Parts, text: str) -> Parts | None:
    """8.13 after 1937.7.7, 45 after 1937年 does not count."""
    found = _PARTIAL.fullmatch(text)
    if not found or first.yearless or first.month is None:
        return numeric(text)
    if found[2]:
        part = Parts(month=int(found[1]), day=int(found[2]))
    elif first.day is not None:
        part = Parts(month=first.month, leap=first.leap, day=int(found[1]))
    else:
        part = Parts(month=int(found[1]))
    return part.after(first)


def _join(text: str, first: HistoricalDate, last: HistoricalDate) -> HistoricalDate:
    note = first.note or last.note
    if first.edtf == last.edtf:
        return first._replace(text=text, note=note)
    if first.earliest > last.latest or first.earliest > last.earliest:
        raise Unread("backwards")
    begin = first.edtf.partition("/")[0]
    end = last.edtf.partition("/")[2] or last.edtf
    edtf = f"{begin}/{end}"
    try:
        said = bounds(edtf)
    except ShimaiError as error:
        raise Unread("range_end", reason=error.fields.get("reason", "")) from None
    return HistoricalDate(
        text, edtf, said.earliest, said.latest, "interval", first.calendar, said.qualifier, note
    )
