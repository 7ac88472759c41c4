"""The authority tables: who and what is known, and by which names.

A form that names two entries of one label names neither for certain: it still marks a mention,
without an entity. Forms are compared in simplified characters.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from extractors.entries import TABLES, Entry, entry_of
from extractors.further import Further
from extractors.text import plain, plain_all
from graph_model.mention import Label

#: Columns of the same or nearly the same entry in another authority.
MATCHES = ("exact", "close")
#: Names the folder of further authority tables.
FURTHER = "SHIMAI_AUTHORITY"


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


class Authority:
    """All entries, by id and by form. What the project's own tables know is theirs: a further
    folder is asked only for a form and label, or an id, that they lack.
    """

    def __init__(self, entries: Iterable[Entry], further: Further | None = None) -> None:
        self._own = {entry.id: entry for entry in entries}
        self.further = further
        self.entries: Mapping[str, Entry] = Entries(self._own, further)
        self._by_form: dict[str, dict[Label, list[str]]] = {}
        self._plain_names: dict[str, str] = {}
        names = [(entry, text) for entry in self._own.values() for text in entry.names()]
        forms = plain_all([text for _, text in names])
        for (entry, _), form in zip(names, forms, strict=True):
            self._plain_names.setdefault(entry.id, form)
            ids = self._by_form.setdefault(form, {}).setdefault(entry.label, [])
            if entry.id not in ids:
                ids.append(entry.id)

    def forms(self) -> list[str]:
        """All forms of the own tables, sorted."""
        return sorted(self._by_form)

    def own_labels_of(self, form: str) -> Mapping[Label, list[str]]:
        """Ids in the own tables that a simplified form names, by label."""
        return self._by_form.get(form, {})

    def single_places(self) -> set[str]:
        """Names of places that have one character."""
        further = self.further.singles if self.further else []
        listed = [form for form in self._by_form if len(form) == 1]
        return {form for form in [*listed, *further] if "PLACE" in self.labels_of(form)}

    def labels_of(self, form: str) -> set[Label]:
        """The labels of all entries that a simplified form names."""
        labels = set(self._by_form.get(form, ()))
        return labels.union(self.further.labels_of(form)) if self.further else labels

    def matches(self, id: str) -> dict[str, str]:
        """The cells ``exact`` and ``close`` of an entry. A further row with an own entry's id adds
        its matches to that entry.
        """
        rows = [self._own.get(id), self.further.entry(id) if self.further else None]
        told = {name: [row.fields.get(name, "") for row in rows if row] for name in MATCHES}
        return {name: "|".join(filter(None, cells)) for name, cells in told.items() if any(cells)}

    def find(self, form: str, label: Label) -> str:
        """The one entry that the form names: the only one, or the only one whose preferred name it
        is; else ``""``.
        """
        plain_form = plain(form)
        ids = self._by_form.get(plain_form, {}).get(label, [])
        if not ids and self.further:
            return self.further.labels_of(plain_form).get(label, (0, ""))[1]
        return self.own_one(plain_form, ids)

    def own_one(self, form: str, ids: Sequence[str]) -> str:
        """The one of some own entries that a simplified form names, as ``find`` tells it."""
        if len(ids) > 1:
            ids = [id for id in ids if self._plain_names[id] == form]
        return ids[0] if len(ids) == 1 else ""


class Entries(Mapping[str, Entry]):
    """Entries by id. Going through them gives the own ones; the further ones are asked by id."""

    def __init__(self, own: Mapping[str, Entry], further: Further | None) -> None:
        self._own, self._further = own, further

    def __getitem__(self, id: str) -> Entry:
        entry = self._own.get(id)
        if entry is None and self._further:
            entry = self._further.entry(id)
        if entry is None:
            raise KeyError(id)
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


def further_folder() -> str:
    """The folder of further tables that this process reads with; "" is none."""
    return os.environ.get(FURTHER, "")


def read_with(folder: Path | None) -> None:
    """From now on read with a folder of further tables; None leaves the environment's."""
    if folder is not None:
        os.environ[FURTHER] = str(folder)


@contextmanager
def own_tables_only() -> Iterator[None]:
    """Leave the further tables out, as training must: the model is everybody's."""
    before = os.environ.pop(FURTHER, None)
    try:
        yield
    finally:
        if before is not None:
            os.environ[FURTHER] = before


def load_authority() -> Authority:
    """The project's own tables, with the further ones that this process reads with; read once.

    Raises BadInput where the folder has none or a table is wrong.
    """
    return _load(further_folder())


@cache
def _load(folder: str) -> Authority:
    own = (entry_of(table, row) for table in TABLES for row in read_table(table))
    return Authority(own, Further(Path(folder)) if folder else None)


def statements() -> Iterator[Statement]:
    """Rows of ``statements.tsv``."""
    for row in read_table("statements"):
        sources = tuple(filter(None, row["source"].split("|")))
        yield Statement(
            row["subject"], row["predicate"], row["object"], row["from"], row["to"], sources
        )
