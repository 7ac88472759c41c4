"""Read one date cell or expression: Gregorian and 民国, days, months, years, ranges.

Catalogue forms: 19360918, 193609, 1936 (DA/T 18-2022), 1936-09-18, 1939/08/00 (day not known),
0000/00/00 (date not known), [19450815] (date found by research), A ~ B. What cannot be read is
returned with a note and no EDTF; a day that does not exist is not shifted. Lunar and reign dates
are recognised and left unread with a note.
"""

from __future__ import annotations

import re
import unicodedata

from extractors.dates.figures import FIGURES, to_int
from extractors.text import plain
from graph_model.dates import HistoricalDate, from_edtf, from_parts, unknown
from graph_model.errors import ShimaiError

_N = f"[{FIGURES}]"
_COMPACT = re.compile(r"(\d{4})(\d{2})?(\d{2})?")
_SEPARATED = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*[日号]?)?\s*月?")
_WRITTEN = re.compile(
    rf"(?:公元|西元)?({_N}{{4}})年(?:度)?(?:({_N}{{1,3}})月(?:份)?(?:({_N}{{1,3}})[日号])?)?"
)
_MINGUO = re.compile(
    rf"(?:中华)?民国({_N}{{1,3}})年(?:度)?(?:({_N}{{1,3}})月(?:份)?(?:({_N}{{1,3}})[日号])?)?"
)
_REIGN = re.compile(
    r"顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|天命|天聪|崇德|洪宪|康德|大同|昭和|大正|明治|太平天国"
)
_LUNAR = re.compile(
    r"旧历|农历|阴历|初[一二三四五六七八九十]|正月|冬月|腊月|闰|廿[一二三四五六七八九]$"
)
_RANGE = re.compile(r"\s*(?:~|～|至|到|—+|–|--|\s-\s)\s*")
_MINGUO_ZERO = 1911
_EMPTY = re.compile(r"[0\-/. ]*|不详|无|无年月|时间不详|日期不详|n\.?d\.?", re.IGNORECASE)


def read_date(text: str) -> HistoricalDate:
    """Read a date; never raises and never guesses. ``edtf`` is ``""`` and ``note`` says why where
    it cannot be read.
    """
    cell = unicodedata.normalize("NFKC", plain(text)).strip()
    if not cell:
        return unknown(text)
    if _EMPTY.fullmatch(cell):
        return unknown(text, "no date given")
    researched = re.fullmatch(r"[\[〔](.*)[\]〕]", cell)
    if researched:
        cell = researched.group(1).strip()
    try:
        found = _range(text, cell) or _single(text, cell, "?" if researched else "")
    except ShimaiError as error:
        return unknown(text, str(error.fields.get("reason", "")))
    if found:
        return found
    if _REIGN.search(cell) or _LUNAR.search(cell):
        return unknown(text, "a reign or lunar date, which this version does not convert")
    return unknown(text, "not a date form that is known")


def _range(text: str, cell: str) -> HistoricalDate | None:
    parts = _RANGE.split(cell)
    if len(parts) != 2:
        return None
    ends = [
        _single(part, part, "") if part and not _EMPTY.fullmatch(part) else None for part in parts
    ]
    first, last = ends
    if first and last:
        if first.edtf == last.edtf:
            return from_edtf(first.edtf, text=text, calendar=first.calendar)
        return from_edtf(f"{first.edtf}/{last.edtf}", text=text, calendar=first.calendar)
    if first and not parts[1]:
        return from_edtf(f"{first.edtf}/..", text=text, calendar=first.calendar)
    if last and not parts[0]:
        return from_edtf(f"../{last.edtf}", text=text, calendar=last.calendar)
    return None


def _single(text: str, cell: str, qualifier: str) -> HistoricalDate | None:
    found = _COMPACT.fullmatch(cell) or _SEPARATED.fullmatch(cell) or _WRITTEN.fullmatch(cell)
    if found:
        return _make(text, found.groups(), 0, "gregorian", qualifier)
    found = _MINGUO.fullmatch(cell)
    if found and not _LUNAR.search(cell):
        return _make(text, found.groups(), _MINGUO_ZERO, "minguo", qualifier)
    return None


def _make(
    text: str, parts: tuple[str | None, ...], zero: int, calendar: str, qualifier: str
) -> HistoricalDate | None:
    year, month, day = (None if part is None else to_int(part) for part in parts)
    if not year:
        return None
    if not month and day:
        raise ShimaiError("DATE_VALUE", text=text, reason="a day without a month")
    return from_parts(
        text, year + zero, month or None, day or None, calendar=calendar, qualifier=qualifier
    )
