"""Reading date cells and date expressions."""

from extractors.dates.reader import read_date

__all__ = ["read_date"]
