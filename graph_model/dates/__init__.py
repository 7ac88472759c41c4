"""Historical dates: one value for all calendars, and the calendars themselves."""

from graph_model.dates.format import format_date
from graph_model.dates.value import (
    CALENDARS,
    PRECISIONS,
    HistoricalDate,
    from_days,
    from_edtf,
    from_parts,
    unknown,
)

__all__ = [
    "CALENDARS",
    "PRECISIONS",
    "HistoricalDate",
    "format_date",
    "from_days",
    "from_edtf",
    "from_parts",
    "unknown",
]
