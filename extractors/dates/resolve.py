"""From the parts of an expression to its days: which calendar, which year, then month and day."""

from __future__ import annotations

from dataclasses import replace

from extractors.dates import gregorian, lunisolar, years
from extractors.dates.context import Context
from extractors.dates.parts import Parts
from extractors.dates.refusal import Unread, sentence
from graph_model.dates import HistoricalDate
from graph_model.dates.eras import Era
from graph_model.dates.lunar import TERMS
from graph_model.dates.taiping import BRANCHES

_LUNAR_CALENDARS = ("qing", "lunar")


def resolve(text: str, parts: Parts, context: Context | None) -> HistoricalDate:
    """The date of one expression; raises :class:`Unread` for one that does not exist."""
    if parts.pair:
        pair = parts.pair
        parts = replace(parts, pair=pair[0] + BRANCHES.get(pair[1], pair[1]))
    era = years.era_of(parts)
    if era is not None and era.calendar == "taiping":
        return lunisolar.taiping(text, parts, era)
    lunar = _is_lunar(parts, era, context)
    found = years.year_of(parts, era, context, lunar=lunar)
    if found.lunar and not parts.solar:
        lunar = True
    calendar = found.calendar or _calendar(parts, era, lunar=lunar)
    note = found.note
    if era is not None and era.calendar == "japanese" and found.year < 1873:
        raise Unread("japanese_lunar")
    if lunar and parts.lunar and not note and calendar == "lunar" and not _said_lunar(parts):
        note = sentence("as_lunar", word=parts.lunar)
    make = lunisolar.date if lunar else gregorian.date
    value = make(text, found.year, parts, context, calendar)
    if era is not None and not (lunar or parts.before):
        _check_era(value, era)
    return value._replace(note=note) if note and not value.note else value


def _said_lunar(parts: Parts) -> bool:
    return len(parts.lunar) == 2 and parts.lunar[1] == "历"


def _is_lunar(parts: Parts, era: Era | None, context: Context | None) -> bool:
    if parts.solar:
        return False
    if parts.lunar or (era is not None and era.calendar in _LUNAR_CALENDARS):
        return True
    if era is None and parts.year is None and parts.pair:
        return True
    if parts.day_name and lunisolar.is_lunar_name(parts, era):
        return True
    return bool(era is None and parts.yearless and context and context.lunar)


def _calendar(parts: Parts, era: Era | None, *, lunar: bool) -> str:
    if parts.yearless and parts.month is None and parts.day_pair:
        return "sexagenary"
    if era is not None:
        if parts.day_name in TERMS and era.calendar not in _LUNAR_CALENDARS:
            return "lunar"
        if lunar and era.calendar not in _LUNAR_CALENDARS:
            return "lunar"
        return "gregorian" if parts.solar else era.calendar
    if parts.pair and parts.year is None:
        return "sexagenary"
    return "lunar" if lunar or parts.day_name in TERMS else "gregorian"


def _check_era(value: HistoricalDate, era: Era) -> None:
    if not value.overlaps(era.first, era.last):
        raise Unread(
            "outside_era", day=value.earliest, era=era.name, en=era.en,
            first=era.first, last=era.last,
        )  # fmt: skip
