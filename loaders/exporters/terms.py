"""``ontologies/terms_used.tsv``: every outside term that the export uses, with what its
vocabulary says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "terms_used.tsv"
COLUMNS = ("term", "vocabulary", "kind", "domain", "range", "superclasses", "verified")


@dataclass(frozen=True, slots=True)
class Term:
    """One row. ``domain`` and ``range`` list alternatives, empty = any; of a relation class they
    are the classes of its source and target (the same twice where it is not oriented).
    ``superclasses`` are all named ones."""

    term: str
    vocabulary: str
    kind: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    superclasses: tuple[str, ...]
    verified: bool


@cache
def terms_used() -> Mapping[str, Term]:
    """The table, by term."""
    text = (files("ontologies") / FILE).read_text(encoding="utf-8")
    header, *lines = text.splitlines()
    if tuple(header.split("\t")) != COLUMNS:
        raise ValueError(f"{FILE}: columns {header!r}")
    rows = (line.split("\t") for line in lines)
    return {row[0]: _term(row) for row in rows}


def _term(row: list[str]) -> Term:
    lists = [tuple(filter(None, cell.split("|"))) for cell in row[3:6]]
    return Term(row[0], row[1], row[2], lists[0], lists[1], lists[2], row[6] == "yes")


def is_a(term: str, upper: str) -> bool:
    """Whether an outside class is ``upper`` or below it."""
    row = terms_used().get(term)
    return term == upper or (row is not None and upper in row.superclasses)


def fits(classes: tuple[str, ...], allowed: tuple[str, ...]) -> bool:
    """Whether one of the classes is within one of those allowed (none allowed = any)."""
    return not allowed or any(is_a(c, upper) for c in classes for upper in allowed)
