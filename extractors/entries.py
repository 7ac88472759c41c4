"""What a row of an authority table says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractors.text import plain
from graph_model.ids import authority_id
from graph_model.mention import Label

#: table -> (extraction label, id prefix)
TABLES: dict[str, tuple[Label, str]] = {
    "persons": ("PERSON", "person"),
    "organizations": ("ORG", "organization"),
    "places": ("PLACE", "place"),
    "events": ("EVENT", "event"),
    "offices": ("OFFICE", "office"),
}


@dataclass(frozen=True, slots=True)
class Alias:
    """A further name and its kind (字, 号, 化名, 略称, …)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of an authority table. ``fields`` holds the remaining columns that are not empty."""

    id: str
    label: Label
    name: str
    aliases: tuple[Alias, ...] = ()
    sources: tuple[str, ...] = ()
    example: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> Iterator[str]:
        """Every name as written, the preferred one first."""
        yield self.name
        for alias in self.aliases:
            yield alias.text

    def forms(self) -> Iterator[str]:
        """Every name in simplified characters, the preferred one first."""
        return map(plain, self.names())


def entry_of(table: str, row: Mapping[str, str]) -> Entry:
    """A row as an entry."""
    label, prefix = TABLES[table]
    pairs = (item.partition(":") for item in row.get("aliases", "").split("|") if item)
    aliases = tuple(Alias(kind, text) for kind, _, text in pairs if text)
    told = {"id", "name", "aliases", "source", "example"}
    return Entry(
        id=authority_id(prefix, row["id"]),
        label=label,
        name=row["name"],
        aliases=aliases,
        sources=tuple(filter(None, row.get("source", "").split("|"))),
        example=row.get("example", ""),
        fields={key: cell for key, cell in row.items() if cell and key not in told},
    )
