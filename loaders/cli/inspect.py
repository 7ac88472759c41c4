"""Look at a catalogue before loading it: encoding, mapping, rows that would be set aside,
warnings."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph_model.access import Access
from graph_model.errors import BadInput
from graph_model.record import LIST_FIELDS, TEXT_FIELDS, Record
from loaders.readers import Catalogue, read_catalogue, rejects_csv
from loaders.readers.survey import Survey, survey

HELP = "show how a catalogue would be read, without loading it"
_FORMATS = {"csv": "CSV", "tsv": "TSV", "xlsx": "XLSX", "jsonl": "JSON Lines"}
_DELIMITERS = {"\t": "制表符 Tab"}
_SHOWN = 120


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``shimai inspect``."""
    parser.add_argument("file", metavar="FILE", help="catalogue: CSV, TSV, XLSX or JSON Lines")
    parser.add_argument("--profile", metavar="P", help="mapping profile: a name or a .yaml file")
    parser.add_argument("--encoding", metavar="E", help="encoding of a text file, e.g. big5")
    parser.add_argument("--sheet", metavar="S", help="sheet of a workbook: name or number from 1")
    parser.add_argument("--rejects", metavar="FILE", help="write all rows set aside to this CSV")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Read the whole file and print the report; 0 also when rows would be set aside."""
    catalogue = read_catalogue(
        args.file, profile=args.profile, encoding=args.encoding, sheet=args.sheet
    )
    with ExitStack() as stack:
        write = None
        if args.rejects:
            _must_differ(args.file, args.rejects)
            write = stack.enter_context(rejects_csv(args.rejects))
        found = survey(catalogue, write)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    if args.json:
        print(json.dumps(report(catalogue, found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(catalogue, found)))
    return 0


def report(catalogue: Catalogue, found: Survey) -> dict[str, Any]:
    """The report as JSON values: names in English, sentences in zh and en."""
    source = catalogue.source
    zh, en = catalogue.chosen
    return {
        "file": source.name,
        "format": source.format,
        "sha256": source.digest,
        "encoding": asdict(source.encoding) if source.encoding else None,
        "delimiter": source.delimiter,
        "sheet": source.sheet,
        "heading_row": source.heading_row,
        "profile": {"name": catalogue.profile.name, "zh": zh, "en": en},
        "mapped": catalogue.mapped,
        "unmapped": list(catalogue.unmapped),
        "rows": found.records + found.rejected,
        "records": found.records,
        "set_aside": found.rejected,
        "set_aside_by_code": dict(found.by_code),
        "access": {level.en: found.by_access[level] for level in Access},
        "rejects": [asdict(item) for item in found.first_rejects],
        "examples": [_fields(record) for record in found.examples],
        "warnings": [asdict(warning) for warning in found.warnings],
    }


def _lines(catalogue: Catalogue, found: Survey) -> list[str]:
    lines = _about(catalogue)
    lines.append("对应的列 Mapped columns:")
    lines += [f"  {heading} → {name}" for name, heading in catalogue.mapped.items()]
    if catalogue.unmapped:
        lines.append(f"未对应、原样保留的列 Kept as they are: {'、'.join(catalogue.unmapped)}")
    levels = "，".join(f"{level.zh} {level.en} {found.by_access[level]}" for level in Access)
    total = found.records + found.rejected
    lines.append(f"条目 Rows: {total}；可读入 records {found.records}（{levels}）")
    lines.append(f"将搁置 Set aside: {found.rejected}")
    for item in found.first_rejects:
        column = f" [{item.column}]" if item.column else ""
        lines.append(f"  第 {item.row} 行 row {item.row}{column} {item.code}: {item.zh} {item.en}")
    if found.rejected > len(found.first_rejects):
        lines.append("  …（用 --rejects 写出全部 all of them with --rejects）")
    lines.append("示例 Examples:")
    for record in found.examples:
        lines.append(f"  第 {record.row} 行 row {record.row}")
        lines += [f"    {name}: {_short(value)}" for name, value in _fields(record).items()]
    if found.warnings:
        lines.append("请留意 Warnings:")
        lines += [f"  {warning.zh} {warning.en}" for warning in found.warnings]
    return lines


def _about(catalogue: Catalogue) -> list[str]:
    source, profile = catalogue.source, catalogue.profile
    zh, en = catalogue.chosen
    lines = [f"文件 File: {source.name}", f"格式 Format: {_FORMATS[source.format]}"]
    if source.encoding:
        decided = source.encoding
        lines.append(f"编码 Encoding: {decided.name}（{decided.zh}；{decided.en}）")
    if source.delimiter:
        shown = _DELIMITERS.get(source.delimiter, source.delimiter)
        lines.append(f"分隔符 Delimiter: {shown}")
    if source.sheet:
        lines.append(f"工作表 Sheet: {source.sheet}")
    if source.heading_row > 1:
        lines.append(f"标题行 Heading row: {source.heading_row}")
    lines.append(f"映射 Profile: {profile.name}（{zh}；{en}）")
    lines.append(f"  {profile.zh} / {profile.en}")
    return lines


def _fields(record: Record) -> dict[str, Any]:
    """What the record holds, without what is empty."""
    names = ("title", *TEXT_FIELDS, *LIST_FIELDS)
    values = {name: getattr(record, name) for name in dict.fromkeys(names)}
    filled: dict[str, Any] = {"row": record.row}
    filled.update((name, value) for name, value in values.items() if value)
    filled["access"] = record.access.en
    if record.extra:
        filled["extra"] = dict(record.extra)
    return filled


def _short(value: Any) -> str:
    if isinstance(value, tuple):
        text = "；".join(value)
    elif isinstance(value, dict):
        text = "；".join(f"{key}={cell}" for key, cell in value.items())
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _must_differ(file: str, rejects: str) -> None:
    if Path(rejects).exists() and Path(rejects).samefile(file):
        reason = "就是被读的文件 / it is the file being read"
        raise BadInput("OUTPUT_UNWRITABLE", file=rejects, reason=reason)
