"""Dates inside a title, found by ``extractors.dates``."""

from __future__ import annotations

from extractors.dates.finder import find_plain
from extractors.reading import Reading
from extractors.steps.base import Step, register


@register("dates")
def make() -> Step:
    """The step."""
    return add_dates


def add_dates(reading: Reading) -> None:
    """Add a DATE candidate for each date expression."""
    for found in find_plain(reading.plain):
        reading.add(found.start, found.end, "DATE", found.rule, found.confidence)
