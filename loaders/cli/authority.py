"""Authority files in and out: CSV, SKOS, EAC-CPF and CBDB into a folder of tables that
``--authority`` takes, and the project's own tables or such a folder out again. ``collect`` adds the
names that a catalogue's titles show again and again.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from extractors.authority import read_table
from extractors.pipeline import Title, read_titles
from graph_model.record import Record
from loaders.authority_files import FORMATS, Item, format_of, read, read_folder, write, write_folder
from loaders.authority_files.entry import COLUMNS
from loaders.authority_files.folder import item_of
from loaders.authority_files.seen import LEAST, seen_names
from loaders.readers import read_catalogue

HELP = "规范档的导入与导出 (authority files: CSV, SKOS, EAC-CPF, CBDB)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "action", choices=["import", "export", "collect"], help="做什么 (what to do)"
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="规范档或目录 (authority file; collect: catalogue)",
    )
    parser.add_argument("--format", choices=FORMATS, help="格式，默认按扩展名 (format)")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR",
        help="规范表所在；导出默认为本项目的表 (folder of tables; export: own tables)",
    )  # fmt: skip
    parser.add_argument(
        "--table", choices=list(COLUMNS), help="只导出此表 (export only this table)"
    )

    parser.add_argument(
        "--least", type=int, default=LEAST, metavar="N",
        help="collect：至少见于 N 条题名 (names in at least N titles; default: %(default)s)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Import, export or collect, and say how many entries."""
    if args.action == "collect":
        return _collect(args)
    format = format_of(args.file, args.format)
    if args.action == "import":
        folder = args.folder or Path("authority")
        items = list(read(args.file, format))
        tables = write_folder(folder, items)
        told = ", ".join(f"{table} {count}" for table, count in tables.items())
        print(f"读入 read: {len(items)} → {folder} ({told})")
        return 0
    found = list(_own()) if args.folder is None else list(read_folder(args.folder))
    chosen = [item for item in found if args.table in (None, item.table)]
    written = write(args.file, format, chosen)
    print(f"写出 written: {written} → {args.file}")
    if written < len(chosen):
        left = len(chosen) - written
        print(f"此格式不容，未写出 not of this format, left out: {left}")
    return 0


def _collect(args: argparse.Namespace) -> int:
    folder = args.folder or Path("authority")
    entries = read_catalogue(args.file).entries()
    titles = (Title(e.title, e.creator) for e in entries if isinstance(e, Record))
    items = list(seen_names(read_titles(titles), args.least))
    if items:
        write_folder(folder, items)
    print(f"收集 collected: {len(items)} → {folder}")
    return 0


def _own() -> Iterator[Item]:
    return (item_of(table, row) for table in COLUMNS for row in read_table(table))
