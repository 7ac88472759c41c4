"""The record's own date, from which short years, telegram days and 同年八月 are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractors.dates.refusal import Unread
from graph_model.dates import HistoricalDate
from graph_model.dates.lunar import LunarDay, from_ordinal

#: No record is dated outside these days; open and unknown dates have no days inside.
_FIRST_DAY, _LAST_DAY = "1500-01-01", "2099-12-31"
_LUNAR = ("qing", "lunar", "sexagenary")


@dataclass(frozen=True, slots=True)
class Context:
    """Earliest and latest day of the record, and whether its date is a lunar one."""

    earliest: date
    latest: date
    lunar: bool

    @classmethod
    def of(cls, value: HistoricalDate | None) -> Context | None:
        """The context that a date gives; None for an unknown or open one."""
        if value is None or not _FIRST_DAY <= value.earliest <= value.latest <= _LAST_DAY:
            return None
        days = (date.fromisoformat(value.earliest), date.fromisoformat(value.latest))
        return cls(*days, value.calendar in _LUNAR)

    def year(self) -> int:
        """The one Gregorian year of the record; refused when it has several."""
        if self.earliest.year != self.latest.year:
            raise Unread("context_coarse")
        return self.earliest.year

    def month(self) -> tuple[int, int]:
        """The one Gregorian year and month of the record."""
        if (self.earliest.year, self.earliest.month) != (self.latest.year, self.latest.month):
            raise Unread("context_coarse")
        return self.earliest.year, self.earliest.month

    def day(self) -> date:
        """The one day of the record."""
        if self.earliest != self.latest:
            raise Unread("context_coarse")
        return self.earliest

    def _lunar_ends(self) -> tuple[LunarDay, LunarDay]:
        first = from_ordinal(self.earliest.toordinal())
        last = from_ordinal(self.latest.toordinal())
        if first is None or last is None:
            raise Unread("context_coarse")
        return first, last

    def lunar_year(self) -> int:
        """The one lunar year of the record. A record dated by a Gregorian year names the lunar
        year that begins in it.
        """
        first, last = self._lunar_ends()
        if first.year == last.year:
            return first.year
        if not self.lunar and self.earliest.year == self.latest.year:
            return self.earliest.year
        raise Unread("context_coarse")

    def lunar_month(self) -> tuple[int, int, bool]:
        """The one lunar year, month and leap of the record."""
        first, last = self._lunar_ends()
        if first[:3] != last[:3]:
            raise Unread("context_coarse")
        return first[:3]

    def has_year(self, year: int) -> bool:
        """Whether the record is, or may be, of a Gregorian year."""
        return self.earliest.year <= year <= self.latest.year
