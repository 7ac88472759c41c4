"""Party-history research: events of a theme in order, meetings with their documents, and
anniversaries ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.authority import load_authority, statements
from extractors.themes import Theme
from graph_model.access import Access
from graph_model.node import Node
from loaders.stores.base import GraphStore

#: A year has this many days at most; anniversaries are looked for within it.
_AHEAD = 366
_EVERY = 5
#: Documents that are listed with a meeting or an anniversary.
DOCUMENTS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """An event of a chain: when, where, who took part, what it was part of, which events of its
    series came just before and after, records.
    """

    id: str
    start: str
    end: str
    place: str
    participants: tuple[str, ...]
    whole: str
    records: int
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An event with the day of its anniversary and the number of years, and its first records."""

    id: str
    day: str
    years: int
    records: int
    documents: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that records name: its first day, how many records, and the first of them."""

    id: str
    day: str
    records: int
    documents: tuple[Node, ...]


def chain(store: GraphStore, theme: Theme, reader: Access) -> list[Step]:
    """The events of a theme's profile, and the parts of these, by their first day; undated ones
    last.
    """
    authority = load_authority()
    took: dict[str, list[str]] = {}
    part: dict[str, str] = {}
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for said in statements():
        if said.predicate == "PARTICIPATED_IN":
            took.setdefault(said.object, []).append(said.subject)
        elif said.predicate == "PART_OF" and said.subject.startswith("event:"):
            part[said.subject] = said.object
        elif said.predicate == "PRECEDES":
            before.setdefault(said.object, []).append(said.subject)
            after.setdefault(said.subject, []).append(said.object)
    own = {link.value for link in theme.links.get("events", ())}
    steps = []
    for id in own | {part_ for part_, whole in part.items() if whole in own}:
        fields = authority.entries[id].fields
        place = f"place:{fields['place']}" if fields.get("place") else ""
        total = store.records(id, reader, limit=1).total
        members = tuple(sorted(took.get(id, ())))
        begin, end = fields.get("start", ""), fields.get("end", "")
        beside = tuple(before.get(id, ())), tuple(after.get(id, ()))
        steps.append(Step(id, begin, end, place, members, part.get(id, ""), total, *beside))
    return sorted(steps, key=lambda step: (step.start or step.end or "9", step.id))


def meetings(store: GraphStore, reader: Access) -> list[Meeting]:
    """Meetings that records name, with their documents; most records first."""
    found = []
    for entry in load_authority().entries.values():
        if entry.label == "EVENT" and entry.fields.get("kind") in ("meeting", "congress"):
            total, documents = _documents(store, entry.id, reader)
            if total:
                found.append(Meeting(entry.id, entry.fields.get("start", ""), total, documents))
    return sorted(found, key=lambda one: (-one.records, one.id))


def anniversaries(store: GraphStore, reader: Access, today: date) -> list[Anniversary]:
    """Events dated to the day or month whose 5- or 10-year anniversary falls within a year."""
    found = []
    for id, years, day in _ahead(today):
        total, documents = _documents(store, id, reader)
        found.append(Anniversary(id, day, years, total, documents))
    return sorted(found, key=lambda one: (one.day, one.id))


def _documents(store: GraphStore, id: str, reader: Access) -> tuple[int, tuple[Node, ...]]:
    """How many records name an event, and the first of them."""
    page = store.records(id, reader, limit=DOCUMENTS)
    return page.total, tuple(hit.node for hit in page.hits)


def _ahead(today: date) -> Iterator[tuple[str, int, str]]:
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
                yield entry.id, years, day.isoformat()[: len(start)]


def _day(year: int, start: str) -> date | None:
    try:
        return date(year, int(start[5:7]), int(start[8:10]) if len(start) == 10 else 28)
    except ValueError:
        return None


@cache
def is_term(word: str) -> bool:
    """Whether a word is a term: not the name of a person or body, nor a single character, which
    support a finding but say nothing about its matter.
    """
    authority = load_authority()
    return len(word) > 1 and not any(authority.find(word, label) for label in ("PERSON", "ORG"))


def words_of(
    themes: Iterable[Theme], words: Mapping[tuple[str, str, int], int], periods: Sequence[int]
) -> list[tuple[str, list[int]]]:
    """Words behind the themes with their counts in each of the periods; those first whose share
    differs most.
    """
    ids = {theme.id for theme in themes}
    counts: dict[str, list[int]] = {}
    for (theme, word, period), count in words.items():
        if theme in ids and period in periods and is_term(word):
            row = counts.setdefault(word, [0] * len(periods))
            for place, number in enumerate(periods):
                row[place] += count if number == period else 0
    totals = [sum(row[place] for row in counts.values()) or 1 for place in range(len(periods))]

    def spread(row: list[int]) -> float:
        shares = [count / total for count, total in zip(row, totals, strict=True)]
        return max(shares) - min(shares)

    return sorted(counts.items(), key=lambda item: (-spread(item[1]), item[0]))
