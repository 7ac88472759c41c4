"""A selection of records: words, facets, days, or a list; and what a store says about one.

Values of one facet widen the choice where a record has one of them (period, holder, fonds, genre,
access) and narrow it where it can have many (person, place, theme and the other entities): two
persons are the records that name both. Facets narrow one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_model.node import Node
from graph_model.periods import load_periods

#: Facets of which a record has one value: any of the values chosen.
ONE_OF = ("period", "holder", "fonds", "series", "file", "genre", "access")
#: Facets of entities, of which a record can have many: all of the values chosen.
ALL_OF: Mapping[str, str] = {
    "person": "Person",
    "organization": "Organization",
    "place": "Place",
    "event": "Event",
    "office": "Office",
    "theme": "Theme",
}
FACETS = (*ONE_OF, *ALL_OF)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records: those whose title or reference code has the words of ``text``, that have the
    ``facets``, overlap the days (ISO, inclusive, ``""`` open), and, if ``among`` is not None, are
    in this list. The empty selection is all records. ``facets`` is a sorted tuple of names and
    sorted values, see ``selection``.
    """

    text: str = ""
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    earliest: str = ""
    latest: str = ""
    among: tuple[str, ...] | None = None

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values chosen of a facet."""
        return dict(self.facets).get(facet, ())

    def toggled(self, facet: str, value: str) -> Selection:
        """The selection with the value chosen, or no longer chosen."""
        facets = {name: list(values) for name, values in self.facets}
        held = facets.setdefault(facet, [])
        if value in held:
            held.remove(value)
        else:
            held.append(value)
        return selection(self.text, facets, self.earliest, self.latest, self.among)


def selection(
    text: str = "",
    facets: Mapping[str, list[str]] | None = None,
    earliest: str = "",
    latest: str = "",
    among: tuple[str, ...] | None = None,
) -> Selection:
    """A selection in its one form: unknown and empty facets left out, names and values sorted."""
    kept = tuple(
        (name, tuple(sorted(set(values))))
        for name, values in sorted((facets or {}).items())
        if name in FACETS and values
    )
    return Selection(" ".join(text.split()), kept, earliest, latest, among)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, the records of the selection that have it, and the node where the value
    is the id of one."""

    value: str
    count: int
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """A selection at a glance: how many records, the values of each facet (most records first,
    then by value; of a ONE_OF facet as if nothing of that facet were chosen), how many values
    there are in all, and records a year. ``undated`` counts the records without a date.
    """

    total: int
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    values: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    undated: int = 0


def period_bounds() -> list[tuple[str, int, int]]:
    """Key, first and last day (as numbers, see columns) of each period."""
    return [
        (p.key, int(p.first.replace("-", "")), int(p.last.replace("-", ""))) for p in load_periods()
    ]
