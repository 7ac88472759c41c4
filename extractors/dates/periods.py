"""Decades and centuries and their parts, in Gregorian years: 三十年代初, 十九世纪中叶, 193X.

The nth century is read as the years that its figures name, 1900-1999 for the twentieth, so that
二十世纪三十年代 and 1930年代 are the same years.
"""

from __future__ import annotations

import re

from extractors.dates.context import Context
from extractors.dates.figures import FIGURES, to_int
from extractors.dates.refusal import Unread, sentence
from graph_model.dates import HistoricalDate, from_edtf

_F = f"[{FIGURES}]"
_PART = "初期?|早期|前期|中叶|中期?|后期|晚期|末[期叶年]?|[上前]半[叶期]?|[下后]半[叶期]?|[上前]半个?世纪|[下后]半个?世纪"
_CENTURY = re.compile(
    rf"(?:公元|西元)?(?P<c>{_F}{{1,3}})世纪(?:(?P<a>[二三四五六七八九])(?P<b>[二三四五六七八九])十年代"
    rf"|(?P<d>{_F}{{1,3}})年代)?(?P<p>{_PART})?"
)
_DECADE = re.compile(rf"(?P<y>{_F}{{4}})(?:年代|s|'s)(?P<p>{_PART})?")
_SHORT = re.compile(
    rf"(?:(?P<a>[二三四五六七八九])(?P<b>[二三四五六七八九])十年代|(?P<d>{_F}{{1,3}})年代)(?P<p>{_PART})?"
)
_X = re.compile(r"\d{3}X|\d\dXX", re.ASCII)
_CENTURIES = range(16, 22)


def read(text: str, cell: str, context: Context | None) -> HistoricalDate | None:
    """The period, or None where the folded text names none."""
    if _X.fullmatch(cell):
        return from_edtf(cell, text=text)
    found = _CENTURY.fullmatch(cell)
    if found:
        century = to_int(found["c"]) or 0
        if century not in _CENTURIES:
            raise Unread("year_range", year=f"{century}世纪")
        return _in_century(text, (century - 1) * 100, found)
    found = _DECADE.fullmatch(cell)
    if found:
        year = to_int(found["y"]) or 1
        if year % 10:
            return None
        return _decade(text, year, found["p"])
    found = _SHORT.fullmatch(cell)
    return _short(text, found, context) if found else None


def _short(text: str, found: re.Match[str], context: Context | None) -> HistoricalDate | None:
    """三十年代: of the record's century, of the twentieth where no record says otherwise."""
    base = 1900 if context is None else context.earliest.year // 100 * 100
    value = _in_century(text, base, found)
    note = sentence("from_context", zh="世纪", en="the century") if context else sentence("decade")
    return value._replace(note=note) if value else None


def _in_century(text: str, base: int, found: re.Match[str]) -> HistoricalDate | None:
    group = found.groupdict()
    if group["a"]:
        first, last = (base + 10 * (to_int(group[name]) or 0) for name in "ab")
        return _years(text, f"{first // 10}X/{last // 10}X")
    if not group["d"]:
        return _century(text, base, group["p"])
    decade = to_int(group["d"])
    if decade is None or decade % 10 or decade > 90:
        return None
    return _decade(text, base + decade, group["p"])


def _decade(text: str, year: int, part: str | None) -> HistoricalDate:
    if not part:
        return _years(text, f"{year // 10}X")
    first, last = _part(part, ((0, 3), (4, 6), (7, 9)), (0, 4, 5, 9))
    return _years(text, f"{year + first}/{year + last}")


def _century(text: str, base: int, part: str | None) -> HistoricalDate:
    if not part:
        return _years(text, f"{base // 100}XX")
    first, last = _part(part, ((0, 33), (34, 66), (67, 99)), (0, 49, 50, 99))
    return _years(text, f"{base + first}/{base + last}")


def _part(
    word: str, thirds: tuple[tuple[int, int], ...], halves: tuple[int, int, int, int]
) -> tuple[int, int]:
    if word[0] in "初早":
        return thirds[0]
    if word[0] == "中":
        return thirds[1]
    if word[0] in "末晚":
        return thirds[2]
    return halves[:2] if word[0] in "上前" else halves[2:]


def _years(text: str, edtf: str) -> HistoricalDate:
    return from_edtf(edtf, text=text)
