"""The authority tables: who and what is known, and by which names.

A form that names two entries of one label names neither for certain: it still marks a mention,
without an entity. Forms are compared in simplified characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

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

    def forms(self) -> Iterator[str]:
        """Every name in simplified characters, the preferred one first."""
        yield plain(self.name)
        for alias in self.aliases:
            yield plain(alias.text)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sure relation between two entries, with its years (EDTF) and sources."""

    subject: str
    predicate: str
    object: str
    begin: str
    end: str
    sources: tuple[str, ...]


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table in ``tables/`` as column → cell."""
    text = (files("extractors") / "tables" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    columns = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        cells += [""] * (len(columns) - len(cells))
        yield dict(zip(columns, cells, strict=True))


def _entry(table: str, row: Mapping[str, str]) -> Entry:
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


class Authority:
    """All entries, by id and by form."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self._by_form: dict[str, dict[Label, list[str]]] = {}
        for entry in self.entries.values():
            for form in dict.fromkeys(entry.forms()):
                self._by_form.setdefault(form, {}).setdefault(entry.label, []).append(entry.id)

    def forms(self) -> list[str]:
        """All forms, sorted."""
        return sorted(self._by_form)

    def labels_of(self, form: str) -> Mapping[Label, list[str]]:
        """Ids that a simplified form names, by label."""
        return self._by_form.get(form, {})

    def find(self, form: str, label: Label) -> str:
        """The one entry that the form names: the only one, or the only one whose preferred name it
        is; else ``""``.
        """
        plain_form = plain(form)
        ids = self._by_form.get(plain_form, {}).get(label, [])
        if len(ids) > 1:
            ids = [id for id in ids if plain(self.entries[id].name) == plain_form]
        return ids[0] if len(ids) == 1 else ""


@cache
def load_authority() -> Authority:
    """The project's own tables; read once."""
    return Authority(_entry(table, row) for table in TABLES for row in read_table(table))


def statements() -> Iterator[Statement]:
    """Rows of ``statements.tsv``."""
    for row in read_table("statements"):
        sources = tuple(filter(None, row["source"].split("|")))
        yield Statement(
            row["subject"], row["predicate"], row["object"], row["from"], row["to"], sources
        )
