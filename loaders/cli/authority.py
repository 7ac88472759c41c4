"""Authority files in and out: CSV, SKOS, EAC-CPF and CBDB into a folder of tables that
``--authority`` takes, and the project's own tables or such a folder out again.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from extractors.authority import read_table
from loaders.authority_files import FORMATS, Item, format_of, read, read_folder, write, write_folder
from loaders.authority_files.entry import COLUMNS
from loaders.authority_files.folder import item_of

HELP = "规范档的导入与导出 (authority files: CSV, SKOS, EAC-CPF, CBDB)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("action", choices=["import", "export"], help="做什么 (what to do)")
    parser.add_argument("file", type=Path, metavar="FILE", help="规范档文件 (authority file)")
    parser.add_argument("--format", choices=FORMATS, help="格式，默认按扩展名 (format)")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR",
        help="规范表所在；导出默认为本项目的表 (folder of tables; export: own tables)",
    )  # fmt: skip
    parser.add_argument(
        "--table", choices=list(COLUMNS), help="只导出此表 (export only this table)"
    )


def run(args: argparse.Namespace) -> int:
    """Import or export, and say how many entries."""
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


def _own() -> Iterator[Item]:
    return (item_of(table, row) for table in COLUMNS for row in read_table(table))
