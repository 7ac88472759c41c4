"""Party-history research: events of a theme in order, meetings with their documents, and
anniversaries ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.authority import load_authority, statements
from extractors.themes import Theme
from graph_model.access import Access
from loaders.stores.base import GraphStore

#: A year has this many days at most; anniversaries are looked for within it.
_AHEAD = 366
_EVERY = 5
#: Meetings that are counted, at most.
MEETINGS = 400


@dataclass(frozen=True, slots=True)
class Step:
    """An event of a chain: when, where, who took part, what it was part of, records."""

    id: str
    start: str
    end: str
    place: str
    participants: tuple[str, ...]
    whole: str
    records: int


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An event with the day of its anniversary and the number of years."""

    id: str
    day: str
    years: int
    records: int


def chain(store: GraphStore, theme: Theme, reader: Access) -> list[Step]:
    """The events of a theme's profile by their first day; undated ones last."""
    authority = load_authority()
    took: dict[str, list[str]] = {}
    part: dict[str, str] = {}
    for said in statements():
        if said.predicate == "PARTICIPATED_IN":
            took.setdefault(said.object, []).append(said.subject)
        elif said.predicate == "PART_OF" and said.subject.startswith("event:"):
            part[said.subject] = said.object
    steps = []
    for link in theme.links.get("events", ()):
        fields = authority.entries[link.value].fields
        place = f"place:{fields['place']}" if fields.get("place") else ""
        total = store.records(link.value, reader, limit=1).total
        members = tuple(sorted(took.get(link.value, ())))
        whole = part.get(link.value, "")
        begin, end = fields.get("start", ""), fields.get("end", "")
        steps.append(Step(link.value, begin, end, place, members, whole, total))
    return sorted(steps, key=lambda step: (step.start or step.end or "9", step.id))


def meetings(store: GraphStore, reader: Access) -> list[tuple[str, str, int]]:
    """Meetings that records name: id, first day, number of records; most first."""
    found = []
    for entry in load_authority().entries.values():
        if entry.label == "EVENT" and entry.fields.get("kind") in ("meeting", "congress"):
            total = store.records(entry.id, reader, limit=1).total
            if total:
                found.append((entry.id, entry.fields.get("start", ""), total))
    return sorted(found, key=lambda item: (-item[2], item[0]))


def anniversaries(store: GraphStore, reader: Access, today: date) -> list[Anniversary]:
    """Events dated to the day or month whose 5- or 10-year anniversary falls within a year."""
    found = []
    for id, first, years, day in _ahead(today):
        del first
        total = store.records(id, reader, limit=1).total
        found.append(Anniversary(id, day, years, total))
    return sorted(found, key=lambda one: (one.day, one.id))


def _ahead(today: date) -> Iterator[tuple[str, str, int, str]]:
    for entry in load_authority().entries.values():
        start = entry.fields.get("start", "")
        if entry.label != "EVENT" or len(start) not in (7, 10) or not start[:4].isdigit():
            continue
        for year in (today.year, today.year + 1):
            years = year - int(start[:4])
            if years <= 0 or years % _EVERY:
                continue
            day = _day(year, start)
            if day and 0 <= (day - today).days < _AHEAD:
                yield entry.id, start, years, day.isoformat()[: len(start)]


def _day(year: int, start: str) -> date | None:
    try:
        return date(year, int(start[5:7]), int(start[8:10]) if len(start) == 10 else 28)
    except ValueError:
        return None
