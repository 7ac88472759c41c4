"""The folder of tables: the form in which ``--authority`` takes further entries.

The columns are those of ``extractors/tables``, with ``exact`` and ``close`` for the same or nearly
the same entry in another authority.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph_model.errors import BadInput
from loaders.authority_files.entry import BEGINS, COLUMNS, ENDS, Item, clean


def columns(table: str) -> list[str]:
    """All columns of a table's file."""
    return [
        "id", "name", "name_en", *COLUMNS[table], "aliases", "note", "source", "example", "exact",
        "close",
    ]  # fmt: skip


def write_folder(folder: Path, items: Iterable[Item]) -> dict[str, int]:
    """Write the items' tables; entries that the folder has already stay, and those with the same
    id are replaced. Returns how many entries each written table has.
    """
    tables: dict[str, dict[str, Item]] = defaultdict(dict)
    if folder.is_dir():
        for item in read_folder(folder):
            tables[item.table][item.id] = item
    for item in items:
        keyed = item.keyed()
        tables[keyed.table][keyed.id] = keyed
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table, entries in tables.items():
            lines = ["\t".join(columns(table))]
            lines += ["\t".join(_cells(entries[id])) for id in sorted(entries)]
            path = folder / f"{table}.tsv"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=folder, reason=reason) from None
    return {table: len(entries) for table, entries in sorted(tables.items())}


def _cells(item: Item) -> list[str]:
    cells = {
        **dict(item.fields),
        "id": item.id,
        "name": item.name,
        "name_en": item.name_en,
        BEGINS[item.table]: item.begin,
        ENDS[item.table]: item.end,
        "note": item.note,
        "source": item.source,
    }
    row = {key: clean(cell) for key, cell in cells.items()}
    row["aliases"] = "|".join(f"{clean(kind)}:{clean(text)}" for kind, text in item.aliases)
    row["exact"], row["close"] = "|".join(item.exact), "|".join(item.close)
    return [row.get(column, "") for column in columns(item.table)]


def read_folder(folder: Path) -> Iterator[Item]:
    """The entries of a folder of tables, in the order of its files."""
    for table in COLUMNS:
        path = folder / f"{table}.tsv"
        if not path.is_file():
            continue
        try:
            head, *lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise BadInput("FILE_UNREADABLE", file=path, reason=error) from None
        names = head.split("\t")
        for line in lines:
            yield item_of(table, dict(zip(names, line.split("\t"), strict=False)))


def item_of(table: str, row: dict[str, str]) -> Item:
    """A row of a table as an item."""
    told = {BEGINS[table], ENDS[table]}
    pairs = (alias.partition(":") for alias in row.get("aliases", "").split("|") if alias)
    return Item(
        table,
        row.get("name", ""),
        row.get("id", ""),
        row.get("name_en", ""),
        row.get(BEGINS[table], ""),
        row.get(ENDS[table], ""),
        tuple((kind, text) for kind, _, text in pairs if text),
        row.get("note", ""),
        row.get("source", ""),
        tuple(filter(None, row.get("exact", "").split("|"))),
        tuple(filter(None, row.get("close", "").split("|"))),
        tuple((c, row[c]) for c in COLUMNS[table] if c not in told and row.get(c)),
    )
