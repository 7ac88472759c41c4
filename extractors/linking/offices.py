"""Who held an office on the days of a record."""

from __future__ import annotations

from extractors.linking.context import Context
from extractors.linking.index import Index, Tenure
from extractors.linking.link import Candidate, Reason
from extractors.linking.spans import Span

#: A tenure with one end unknown is taken to have lasted so long at most, in days as numbers.
_OPEN_YEARS = 12
_YEAR = 10_000
_SURE, _OPEN_END = 0.92, 0.75
#: A holder must cover this share of the record's days that any holder covers.
_SHARE = 0.6


def holders(index: Index, office: str, where: Context) -> list[tuple[str, float, bool]]:
    """Persons who held the office on the record's days: id, share of the days, whether both ends
    of the tenure are known; most days first.
    """
    if not where.first:
        return []
    tenures = index.tenures.get(office, [])
    found: dict[str, tuple[float, bool]] = {}
    for tenure in tenures:
        span, sure = _bounded(index, tenure, tenures)
        days = min(span.last, where.last) - max(span.first, where.first)
        if days >= 0 and span.first:
            share = _ordinal(min(span.last, where.last)) - _ordinal(max(span.first, where.first))
            known = found.get(tenure.person, (0.0, True))
            found[tenure.person] = (known[0] + share + 1, known[1] and sure)
    total = sum(days for days, _ in found.values())
    order = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    return [(person, days / total, sure) for person, (days, sure) in order]


def holder(index: Index, office: str, where: Context) -> Candidate | None:
    """The one who held it, if one covers most of the record's days."""
    found = holders(index, office, where)
    if not found or found[0][1] < _SHARE:
        return None
    person, share, sure = found[0]
    name = index.authority.entries[office].name if office in index.authority.entries else office
    score = round((_SURE if sure else _OPEN_END) * share, 2)
    return Candidate(person, score, (Reason("office", name, 2.0),))


def _bounded(index: Index, tenure: Tenure, others: list[Tenure]) -> tuple[Span, bool]:
    """The tenure with an unknown end closed by the next holder, the person's death, or time."""
    first, last = tenure.span
    sure = bool(first and last)
    life = index.span(tenure.person)
    if not first and not last:
        return Span(), False
    if not last:
        starts = [o.span.first for o in others if o.span.first > first]
        ends = [first + _OPEN_YEARS * _YEAR, *starts, *([life.last] if life.last else [])]
        last = min(ends)
    if not first:
        ends = [o.span.last for o in others if 0 < o.span.last < last]
        first = max([last - _OPEN_YEARS * _YEAR, *ends])
    return Span(first, last), sure


def _ordinal(day: int) -> int:
    """Days since year 0, near enough for shares: months of 31 days."""
    return day // 10_000 * 372 + day // 100 % 100 * 31 + day % 100
