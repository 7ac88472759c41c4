"""Historical dates: one value for all calendars."""

from graph_model.dates.value import HistoricalDate, from_edtf, from_parts, unknown

__all__ = ["HistoricalDate", "from_edtf", "from_parts", "unknown"]
