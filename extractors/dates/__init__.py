"""Reading date cells and date expressions of 1644-1990 in every calendar of the archives."""

from extractors.dates.finder import Found, find_dates
from extractors.dates.reader import read_date

__all__ = ["Found", "find_dates", "read_date"]
