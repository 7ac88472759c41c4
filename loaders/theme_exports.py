"""A theme's records as a table, and as an RDF dataset with the evidence of every claim."""

from __future__ import annotations

import csv
from typing import BinaryIO, TextIO

from extractors.themes import Theme
from graph_model.access import Access
from graph_model.claim import Claim, Status
from graph_model.schema import load_schema
from loaders.exporters import DEFAULT_BASE, EXPORTERS, Choice, Iris, Profile, Selection, Style
from loaders.stores.base import GraphStore
from loaders.theme_databases import members

_COLUMNS = (
    "reference_code", "title", "date", "holder", "fonds", "grade", "words", "rule", "access",
)  # fmt: skip


def write_dataset(
    store: GraphStore,
    theme: Theme,
    reader: Access,
    out: BinaryIO,
    *,
    format: str = "nt",
    base: str = DEFAULT_BASE,
) -> None:
    """The theme, its records, and all that they say, in one of the formats of ``EXPORTERS``."""
    store.node(theme.id, reader)
    selection = Selection(
        store,
        load_schema(),
        Iris(base),
        reader=reader,
        style=Style(Profile.FULL),
        choice=Choice(within=(theme.id,)),
    )
    EXPORTERS[format].write(selection.parts(), out)


def write_csv(store: GraphStore, theme: Theme, reader: Access, out: TextIO) -> None:
    """One row a record, in the order of ids; rejected claims are left out."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(_COLUMNS)
    said: list[Claim] = []
    for claim in members(store, theme, reader):
        if claim.status is Status.REJECTED:
            continue
        if said and claim.subject != said[0].subject:
            table.writerow(_row(store, said, reader))
            said = []
        said.append(claim)
    if said:
        table.writerow(_row(store, said, reader))


def _row(store: GraphStore, said: list[Claim], reader: Access) -> list[str]:
    node = store.node(said[0].subject, reader)
    known = node.properties
    words = "、".join(dict.fromkeys(claim.evidence.quote for claim in said))
    level = node.access or Access.OPEN
    cells = (
        known.get("reference_code"), node.name, known.get("date_edtf"), known.get("holder"),
        known.get("fonds"), said[0].grade, words, said[0].rule, level.en,
    )  # fmt: skip
    return [plain_cell(str(cell or "")) for cell in cells]


def plain_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
