"""Telegram dates: 韵目代日 for the day, 地支代月 before it and 地支代时 after it (午皓, 灰申).

The month is the record's own, as telegrams are cited within days; only the record's date tells.
"""

from __future__ import annotations

import re

from extractors.dates import gregorian
from extractors.dates.context import Context
from extractors.dates.figures import FIGURES
from extractors.dates.parts import Parts, parse
from extractors.dates.refusal import Unread, sentence
from extractors.dates.resolve import resolve
from extractors.dates.tables import RHYME_DAYS
from graph_model.dates import HistoricalDate
from graph_model.dates.sexagenary import BRANCHES
from graph_model.dates.value import from_days

RHYMES = "".join(RHYME_DAYS)
#: The day of a telegram behind its sender, for other patterns: 汤玉麟勘电张学良.
DAY_OF_TELEGRAM = f"[{BRANCHES}]?[{RHYMES}](?=电)"
_TELEGRAM = re.compile(
    rf"(?P<before>[{FIGURES}年民国中华]*月)?(?P<month>[{BRANCHES}])?(?P<day>[{RHYMES}])"
    rf"(?P<hour>[{BRANCHES}])?时?(?P<word>日?[发]?[代通急快密]*电文?|日)?"
)

_TWO = re.compile(rf"(?:[{RHYMES}][{BRANCHES}]){{2}}(?:日?[代通]?电)?")
#: A record dated so few days before the telegram may be misdated, or answer an older one.
_DAYS_OF_DOUBT = 3


def read(text: str, cell: str, context: Context | None) -> HistoricalDate | None:
    """The date, or None where the folded text is no telegram date."""
    found = _TELEGRAM.fullmatch(cell)
    if not found:
        return _two(text, cell, context)
    if cell == "元日":
        raise Unread("yuanri")
    day, hour = RHYME_DAYS[found["day"]], found["hour"]
    if found["before"]:
        parts = parse(found["before"])
        if parts is None:
            return None
        said = resolve(text, parts, context)
        if said.precision != "month" or said.calendar not in ("gregorian", "minguo"):
            return None
        year, month = int(said.earliest[:4]), int(said.earliest[5:7])
    else:
        year, month = _month(found["month"], day, context)
    value = gregorian.date(text, year, Parts(year=year, month=month, day=day), None, "telegram")
    taken = [] if found["before"] else [sentence("from_context", zh="年月", en="year and month")]
    if hour:
        taken.append(_hour(hour))
    return value._replace(note="; ".join(taken))


def _two(text: str, cell: str, context: Context | None) -> HistoricalDate | None:
    """佳辰灰申: two telegrams with their hours."""
    if not _TWO.fullmatch(cell):
        return None
    first, last = read("", cell[:2], context), read("", cell[2:], context)
    if first is None or last is None or first.edtf >= last.edtf:
        return None
    note = f"{first.note}; {last.note}"
    return from_days(first.edtf, last.edtf, text=text, calendar="telegram", note=note)


def _month(branch: str | None, day: int, context: Context | None) -> tuple[int, int]:
    if branch:
        month = BRANCHES.index(branch) + 1
        if context is None:
            raise Unread("telegram_month", month=month, day=day)
        return context.year(), month
    if context is None:
        raise Unread("telegram", day=day)
    return _before(day, context)


def _before(day: int, context: Context) -> tuple[int, int]:
    """The month of the record, or the one before it where the record is too early for the day."""
    year, month = context.month()
    if context.earliest != context.latest or day <= context.earliest.day:
        return year, month
    if day - context.earliest.day <= _DAYS_OF_DOUBT:
        raise Unread("telegram_near", day=day)
    return (year, month - 1) if month > 1 else (year - 1, 12)


def _hour(branch: str) -> str:
    start = (2 * BRANCHES.index(branch) - 1) % 24
    return sentence("hour", branch=branch, hours=f"{start}-{(start + 2) % 24}")
