"""Registers of documentary heritage (中国档案文献遗产名录, 世界记忆): the items that the project
knows of, and full lists brought in from CSV or SKOS.

A list that is brought in takes the place of the project's own list of the same register; it is
kept in the store's state with the day it came, and can be written out again as SKOS or CSV.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from extractors.themes.profiles import read_table
from graph_model.errors import BadInput
from graph_model.ids import content_hash
from loaders.exporters.base import Literal
from loaders.exporters.namespaces import expand
from loaders.rdf_files import Triples, format_of
from loaders.readers.signature import check_readable
from loaders.stores.base import GraphStore
from loaders.theme_exports import plain_cell

_STATE = "registers"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
#: Column → headings under which lists give it; the first is the one that is written.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "编号", "序号", "no"),
    "item": ("item", "名称", "文献名称", "档案文献名称", "项目名称", "题名", "title", "name"),
    "year": ("year", "年份", "入选年份", "公布年份", "入选时间"),
    "holder": ("holder", "申报单位", "保管单位", "收藏单位", "所在单位"),
    "note": ("note", "批次", "备注", "附注"),
    "source": ("source", "出处", "来源"),
}
_ENCODINGS = ("utf-8-sig", "gb18030")
_CSV = ("", ".csv", ".tsv", ".txt")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a register; all but ``id`` and ``item`` may be empty."""

    id: str
    item: str
    year: str = ""
    holder: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A list: its id, its name, when it was brought in (UTC day, ``""`` for the project's own), and
    its items.
    """

    id: str
    name: str
    saved: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What bringing a list in changed: items by name."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    kept: int


def own_registers() -> dict[str, Register]:
    """The items that the project knows of, by register."""
    names: dict[str, str] = {}
    items: dict[str, list[Item]] = {}
    for row in read_table("registers"):
        names[row["register"]] = row["name"]
        one = Item(row["id"], row["item"], row["year"], "", row["note"], row["source"])
        items.setdefault(row["register"], []).append(one)
    return {id: Register(id, names[id], "", tuple(found)) for id, found in items.items()}


def registers(store: GraphStore) -> dict[str, Register]:
    """All registers by id: the lists that were brought in, and the project's own for the others."""
    held = json.loads(store.get_state(_STATE) or "{}")
    brought = {
        id: Register(id, one["name"], one["saved"], tuple(Item(**item) for item in one["items"]))
        for id, one in held.items()
    }
    return {**own_registers(), **brought}


def read_items(path: Path) -> list[Item]:
    """The items of a file: a CSV or TSV table with a heading line (``COLUMNS``), or SKOS in any RDF
    format. Raises BadInput.
    """
    check_readable(path)
    if path.suffix.lower() in _CSV:
        items = list(_of_table(path))
    elif format_of(path):
        items = list(_of_skos(path))
    else:
        raise _unreadable(path, "CSV, TSV, RDF?")
    if not items:
        raise _unreadable(path, "没有一件文献 (no item)")
    twice = [one.item for one in items if sum(other.id == one.id for other in items) > 1]
    if twice:
        raise _unreadable(path, f"编号重复 (the same id twice): {'、'.join(twice[:4])}")
    return items


def save(store: GraphStore, id: str, name: str, items: Iterable[Item]) -> Change:
    """Put a list in the place of what is held of the register; the same list changes nothing.
    Raises BadInput (USAGE) for an id that is none or a register without a name.
    """
    if not _ID.fullmatch(id):
        zh = f"名录的 id {id!r} 只能有小写字母、数字和连字符。"
        en = f"The register's id {id!r} may have small letters, figures and hyphens only."
        raise BadInput("USAGE", zh=zh, en=en)
    before = registers(store).get(id)
    name = name or (before.name if before else "")
    if not name:
        zh, en = "新的名录须有名称（--name）。", "A new register needs a name (--name)."
        raise BadInput("USAGE", zh=zh, en=en)
    listed = list(items)
    known = {one.item for one in before.items} if before else set()
    names = {one.item for one in listed}
    if before is None or (before.name, list(before.items)) != (name, listed):
        held = json.loads(store.get_state(_STATE) or "{}")
        today = datetime.now(UTC).date().isoformat()
        held[id] = {"name": name, "saved": today, "items": [asdict(one) for one in listed]}
        store.set_state(_STATE, json.dumps(held, ensure_ascii=False, sort_keys=True))
    return Change(tuple(sorted(names - known)), tuple(sorted(known - names)), len(names & known))


def rows_of(registers: Iterable[Register]) -> Iterator[dict[str, str]]:
    """One row an item, with its register and the register's name."""
    for register in registers:
        for one in register.items:
            yield {"register": register.id, "name": register.name, **asdict(one)}


def write_table(registers: Iterable[Register], out: TextIO) -> None:
    """All items as CSV; what is written can be read again, register by register."""
    table = csv.DictWriter(out, ["register", "name", *COLUMNS], lineterminator="\n")
    table.writeheader()
    for row in rows_of(registers):
        table.writerow({column: plain_cell(cell) for column, cell in row.items()})


def search_words(item: str) -> str:
    """The words to look for an item's records by: without brackets, years and general words."""
    bare = re.sub(r"[（(][^）)]*[）)]|[《》“”\"]", "", item)
    return (
        re.sub(r"(历史)?(档案和手稿|档案文献|文献档案|档案|文献|古籍)$", "", bare).strip() or bare
    )


def _unreadable(path: Path, reason: str) -> BadInput:
    return BadInput("FILE_UNREADABLE", file=path, reason=reason)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("FILE_ENCODING", file=path, reason="?", hint="utf-8, gb18030")


def _of_table(path: Path) -> Iterator[Item]:
    text = _text(path)
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in first else ",")
    found: dict[str, str] = {}
    for heading in rows.fieldnames or ():
        bare = _SPACE.sub("", heading).lower()
        for column, names in COLUMNS.items():
            if bare in names:
                found.setdefault(column, heading)
    if "item" not in found:
        raise _unreadable(path, f"没有名称列 (no column {', '.join(COLUMNS['item'])})")
    for row in rows:
        cells = {
            column: _SPACE.sub(" ", row.get(heading) or "").strip()
            for column, heading in found.items()
        }
        if cells["item"]:
            yield Item(**{**cells, "id": cells.get("id") or content_hash(cells["item"])[:10]})


def _of_skos(path: Path) -> Iterator[Item]:
    triples = Triples(path)
    try:
        for subject, pairs in triples.subjects():
            told: dict[str, list[str | Literal]] = {}
            for predicate, value in pairs:
                told.setdefault(predicate, []).append(value)
            name = _label(told.get(expand("skos:prefLabel"), []))
            if expand("skos:Concept") in told.get(expand("rdf:type"), []) and name:
                cells = {column: _first(told.get(term, [])) for column, term in _TERMS.items()}
                yield Item(
                    **{
                        **cells,
                        "id": cells["id"] or re.split(r"[/#]", subject)[-1],
                        "item": name,
                        "year": cells["year"][:4],
                    }
                )
    finally:
        triples.close()


#: Column → the property that gives it in SKOS.
_TERMS = {
    column: expand(term)
    for column, term in {
        "id": "skos:notation", "year": "dcterms:issued", "holder": "dcterms:publisher",
        "note": "skos:note", "source": "dcterms:source",
    }.items()
}  # fmt: skip


def _first(values: Iterable[str | Literal]) -> str:
    return next((_words(value) for value in values), "")


def _label(values: list[str | Literal]) -> str:
    chinese = [v for v in values if isinstance(v, Literal) and (v.language or "zh")[:2] == "zh"]
    return _first(chinese or values)


def _words(value: str | Literal) -> str:
    return " ".join((value.text if isinstance(value, Literal) else value).split())
