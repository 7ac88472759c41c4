"""The date value: text as catalogued, EDTF, earliest and latest day (inclusive), precision,
calendar, qualifier.

``bounds(date.edtf)`` are always the date's own earliest and latest day, so that the EDTF string
alone carries the date. Units that the Gregorian calendar does not have (a lunar year or month, a
旬) are therefore EDTF intervals of days, and ``precision`` keeps what the text names.
"""

from __future__ import annotations

from datetime import date as _date
from typing import NamedTuple

from graph_model.dates.edtf import bounds, qualified

#: What a date names, from narrow to wide; ``interval`` is a range or a part such as 上旬.
PRECISIONS = (
    "day", "interval", "month", "season", "quarter", "half", "year", "decade", "century", "unknown",
)  # fmt: skip
#: The calendar, or the way of dating, that a text is written in.
CALENDARS = (
    "gregorian", "minguo", "qing", "lunar", "sexagenary", "taiping", "hongxian", "manzhouguo",
    "japanese", "telegram", "relative",
)  # fmt: skip


class HistoricalDate(NamedTuple):
    """A date as an archive knows it.

    ``text`` as catalogued; ``edtf`` or ``""`` when the text cannot be read; ``earliest`` and
    ``latest`` are ISO days, inclusive, ``""`` when unknown; ``precision`` is one of
    :data:`PRECISIONS` (``interval`` for a range and for parts such as 上旬); ``calendar`` is the
    calendar of the text, one of :data:`CALENDARS`; ``qualifier`` is ``?`` (found by research,
    doubtful), ``~`` (about) or ``%`` (both); ``note`` says why a text was not read, or what was
    taken from the record's own date or from the writing to read it.
    """

    text: str
    edtf: str = ""
    earliest: str = ""
    latest: str = ""
    precision: str = "unknown"
    calendar: str = "gregorian"
    qualifier: str = ""
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether the text was read."""
        return bool(self.edtf)

    @property
    def year(self) -> int | None:
        """Year of the earliest day."""
        return int(self.earliest[:4]) if self.earliest else None

    @property
    def days(self) -> int:
        """Number of days from the earliest to the latest, both counted; 0 when unknown."""
        if not self.edtf:
            return 0
        first, last = _date.fromisoformat(self.earliest), _date.fromisoformat(self.latest)
        return (last - first).days + 1

    def overlaps(self, earliest: str, latest: str) -> bool:
        """Whether any day of this date lies within the inclusive range."""
        return bool(self.edtf) and self.earliest <= latest and self.latest >= earliest

    def meets(self, other: HistoricalDate) -> bool:
        """Whether the two dates can be the same day."""
        return other.known and self.overlaps(other.earliest, other.latest)

    def contains(self, other: HistoricalDate) -> bool:
        """Whether every day of the other lies in this one."""
        return (
            self.known
            and other.known
            and self.earliest <= other.earliest
            and other.latest <= self.latest
        )

    def compare(self, other: HistoricalDate) -> int | None:
        """-1 when every day lies before the other's, 1 when after, 0 when both are the same days;
        None when they overlap otherwise or one is unknown.
        """
        if not (self.known and other.known):
            return None
        if (self.earliest, self.latest) == (other.earliest, other.latest):
            return 0
        if self.latest < other.earliest:
            return -1
        return 1 if self.earliest > other.latest else None

    @property
    def sort_key(self) -> tuple[str, str]:
        """Total order for lists: by earliest, then by latest day; unknown dates last."""
        return (self.earliest or "~", self.latest or "~")


def unknown(text: str, note: str = "", calendar: str = "gregorian") -> HistoricalDate:
    """A date whose text could not be read."""
    return HistoricalDate(text, calendar=calendar, note=note)


def from_parts(
    text: str,
    year: int,
    month: int | None = None,
    day: int | None = None,
    *,
    calendar: str = "gregorian",
    qualifier: str = "",
) -> HistoricalDate:
    """A Gregorian year, month or day; raises ``DATE_VALUE`` for a day that does not exist."""
    edtf = f"{year:04d}"
    if month is not None:
        edtf += f"-{month:02d}"
        if day is not None:
            edtf += f"-{day:02d}"
    return from_edtf(edtf + qualifier, text=text, calendar=calendar)


def from_edtf(
    edtf: str, *, text: str = "", calendar: str = "gregorian", precision: str = "", note: str = ""
) -> HistoricalDate:
    """The date that an EDTF string says; raises ``DATE_VALUE`` where it is not one."""
    said = bounds(edtf)
    return HistoricalDate(
        text or edtf,
        edtf,
        said.earliest,
        said.latest,
        precision or said.precision,
        calendar,
        said.qualifier,
        note,
    )


def from_days(
    first: str,
    last: str,
    *,
    text: str,
    precision: str = "interval",
    calendar: str = "gregorian",
    qualifier: str = "",
    note: str = "",
) -> HistoricalDate:
    """The days from ``first`` to ``last``: one day, or an EDTF interval of days."""
    edtf = first if first == last else f"{first}/{last}"
    return from_edtf(
        qualified(edtf, qualifier), text=text, precision=precision, calendar=calendar, note=note
    )
