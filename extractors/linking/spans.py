"""When an entry can be meant: a person's life, a body's or place's existence, as whole numbers."""

from __future__ import annotations

from typing import NamedTuple

from extractors.entries import Entry
from extractors.linking.context import day
from graph_model.dates.edtf import bounds
from graph_model.errors import ShimaiError

_YEAR = 10_000
_OLDEST = 100


class Span(NamedTuple):
    """First and last day; 0 where it is not known."""

    first: int = 0
    last: int = 0


def days(begin: str, end: str) -> Span:
    """The days of two EDTF strings, from the first of the one to the last of the other."""
    return Span(_bound(begin, last=False), _bound(end, last=True))


def _bound(edtf: str, *, last: bool) -> int:
    if not edtf:
        return 0
    try:
        said = bounds(edtf)
    except ShimaiError:
        return 0
    return day(said.latest if last else said.earliest)


def span_of(entry: Entry) -> Span:
    """Of a person life, of a body its existence, of a place the name's use; a missing end of a
    life is taken as a hundred years away.
    """
    fields = entry.fields
    if entry.label == "PERSON":
        span = days(fields.get("born", ""), fields.get("died", ""))
        if span.first and not span.last:
            return Span(span.first, span.first + _OLDEST * _YEAR)
        if span.last and not span.first:
            return Span(span.last - _OLDEST * _YEAR, span.last)
        return span
    if entry.label == "ORG":
        return days(fields.get("founded", ""), fields.get("dissolved", ""))
    if entry.label == "EVENT":
        return days(fields.get("start", ""), "")
    return days(fields.get("from", ""), fields.get("to", ""))
