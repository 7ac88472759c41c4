"""Authority entries in CSV or TSV with any of the usual headings, zh or en."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from extractors.dates import read_date
from graph_model.errors import BadInput
from graph_model.matches import iri
from loaders.authority_files.entry import TYPES, Item
from loaders.exporters.values import is_iri

_HEADINGS = {
    "id": ("id", "标识", "编号"),
    "type": ("type", "类型", "类别"),
    "name": ("name", "名称", "姓名", "正名", "规范名"),
    "name_en": ("name_en", "english", "英文名"),
    "begin": ("begin", "born", "founded", "start", "from", "生", "生年", "出生", "起"),
    "end": ("end", "died", "dissolved", "to", "卒", "卒年", "逝世", "止"),
    "aliases": ("aliases", "别名", "异名"),
    "note": ("note", "notes", "说明", "附注", "备注"),
    "source": ("source", "依据", "来源"),
    "native_place": ("native_place", "籍贯"),
    "kind": ("kind", "种类"),
    "seat": ("seat", "驻地"),
    "wikidata": ("wikidata",),
    "viaf": ("viaf",),
    "cbdb": ("cbdb",),
    "exact": ("exact", "exactmatch"),
    "close": ("close", "closematch"),
    "字": ("字",),
    "号": ("号",),
    "谥": ("谥",),
    "笔名": ("笔名",),
    "化名": ("化名",),
}
_KNOWN = {heading: key for key, headings in _HEADINGS.items() for heading in headings}
_SPLIT = re.compile(r"[|、；;]")
_OWN_FIELDS = {"persons": ("native_place",), "organizations": ("kind", "seat"), "places": ("kind",),
               "events": ("kind",), "offices": ()}  # fmt: skip
_NAME_KINDS = ("字", "号", "谥", "笔名", "化名")
WRITTEN = (
    "type", "id", "name", "name_en", "begin", "end", "aliases", "native_place", "kind", "seat",
    "note", "source", "exact", "close",
)  # fmt: skip


def read_csv(path: Path) -> Iterator[Item]:
    """Entries of a file; ``type`` defaults to a person. Raises FILE_UNREADABLE with the row of an
    entry without a name or with an unknown type, before anything is used.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            head = source.readline()
            source.seek(0)
            reader = csv.reader(source, delimiter="\t" if "\t" in head else ",")
            names = [_KNOWN.get(cell.strip().lower(), "") for cell in next(reader, [])]
            if "name" not in names:
                raise BadInput("FILE_UNREADABLE", file=path, reason="no column name / 没有名称列")
            for number, cells in enumerate(reader, 2):
                row = {n: c.strip() for n, c in zip(names, cells, strict=False) if n and c.strip()}
                if row:
                    yield _item(path, number, row)
    except FileNotFoundError:
        raise BadInput("FILE_MISSING", file=path) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error) from None


def _item(path: Path, number: int, row: Mapping[str, str]) -> Item:
    table = TYPES.get(row.get("type", "person").lower().replace(" ", ""))
    if table is None or not row.get("name"):
        what = row.get("type") or "name"
        raise BadInput("FILE_UNREADABLE", file=path, reason=f"row / 行 {number}: {what}")
    aliases = []
    for text in filter(None, _SPLIT.split(row.get("aliases", ""))):
        kind, mark, alias = text.strip().partition(":")
        aliases.append((kind, alias) if mark else ("别名", kind))
    for kind in _NAME_KINDS:
        aliases += [(kind, text) for text in _SPLIT.split(row.get(kind, "")) if text]
    for text in (*row.get("exact", "").split("|"), *row.get("close", "").split("|")):
        if text and not is_iri(iri(text)):
            raise BadInput("FILE_UNREADABLE", file=path, reason=f"row / 行 {number}: {text[:80]}")
    exact = [iri(text) for text in row.get("exact", "").split("|") if text]
    exact += [iri(row[key], key) for key in ("wikidata", "viaf", "cbdb") if key in row]
    close = [iri(text) for text in row.get("close", "").split("|") if text]
    return Item(
        table,
        row["name"],
        row.get("id", ""),
        row.get("name_en", ""),
        edtf(row.get("begin", "")),
        edtf(row.get("end", "")),
        tuple(dict.fromkeys(aliases)),
        row.get("note", ""),
        row.get("source", ""),
        tuple(dict.fromkeys(exact)),
        tuple(dict.fromkeys(close)),
        tuple((key, row[key]) for key in _OWN_FIELDS[table] if key in row),
    )


def edtf(text: str) -> str:
    """A date cell as EDTF; ``""`` where it cannot be read."""
    return read_date(text).edtf if text else ""


def write_csv(path: Path, items: Iterable[Item]) -> int:
    """Write entries with the headings that ``read_csv`` takes; returns how many."""
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(WRITTEN)
        for item in items:
            further = dict(item.fields)
            aliases = "|".join(f"{kind}:{text}" for kind, text in item.aliases)
            writer.writerow([
                item.table, item.id, item.name, item.name_en, item.begin, item.end, aliases,
                further.get("native_place", ""), further.get("kind", ""), further.get("seat", ""),
                item.note, item.source, "|".join(item.exact), "|".join(item.close),
            ])  # fmt: skip
            written += 1
    return written
