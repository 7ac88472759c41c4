"""Dates inside a title, found by ``extractors.dates``."""

from __future__ import annotations

from extractors.dates.finder import find_plain
from extractors.first_look import bit_for, every_character
from extractors.reading import Reading
from extractors.steps.base import Step, register

#: Of these every date expression has one; 二, 五, 七, 八, 元, 双 are those of named days.
_MAY_HAVE = bit_for([*"年月日世电二五七八元双", *every_character("isdecimal")])


@register("dates")
def make() -> Step:
    """The step."""
    return add_dates


def add_dates(reading: Reading) -> None:
    """Add a DATE candidate for each date expression."""
    if reading.bits & _MAY_HAVE:
        for found in find_plain(reading.plain):
            reading.add(found.start, found.end, "DATE", found.rule, found.confidence)
