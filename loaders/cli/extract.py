"""Read names, roles and documentary forms out of titles.

Input: JSON lines ``{"key", "title", "creator", "date"}`` (other keys pass through) or a catalogue
file. Output: JSON lines with ``entities`` (start, end, label; code-point offsets, end exclusive),
``roles``, ``genre``, ``scope`` and ``spirits``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from extractors.authority import read_with
from extractors.pipeline import Title, read_each
from extractors.reading import Reading
from graph_model.errors import BadInput
from loaders.readers import Reject, read_catalogue

HELP = "抽取：从题名读出人名、机构、地点等 (read entities and roles out of titles)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "file", type=Path, metavar="IN", help="JSONL 或目录文件 (JSON lines or catalogue)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, help="输出文件 (output; default: standard output)"
    )
    parser.add_argument("--profile", help="映射名或 YAML 文件 (mapping profile)")
    parser.add_argument("--encoding", help="文件编码 (encoding)")
    parser.add_argument(
        "--authority", type=Path, metavar="DIR",
        help="自备规范表的文件夹 (folder of further authority tables; default: $SHIMAI_AUTHORITY)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Write one line a title; lines that are not JSON objects with a title stop the command with
    exit code 2.
    """
    read_with(args.authority)
    lines = json_lines(args.file) if args.file.suffix == ".jsonl" else _catalogue(args)
    if args.output is None:
        _write(lines, sys.stdout)
        return 0
    try:
        with args.output.open("w", encoding="utf-8", newline="\n") as out:
            _write(lines, out)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=args.output, reason=reason) from None
    return 0


def _write(lines: Iterator[dict[str, Any]], out: TextIO) -> None:
    for line, reading in read_each(lines, _title):
        result = {**line, **extracted(reading)}
        try:
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
        except UnicodeEncodeError:
            out.write(json.dumps(result) + "\n")


def _title(line: dict[str, Any]) -> Title:
    title, creator, date = (str(line.get(name) or "") for name in ("title", "creator", "date"))
    return Title(title, creator, date)


def extracted(reading: Reading) -> dict[str, Any]:
    """The output fields of one reading."""
    return {
        "entities": [
            {"start": m.start, "end": m.end, "label": m.label, "text": m.text, "rule": m.rule,
             "confidence": m.confidence}
            for m in reading.mentions
        ],
        "roles": [
            {"role": m.role, "start": m.start, "end": m.end} for m in reading.mentions if m.role
        ],
        "genre": reading.genre,
        "form": reading.form,
        "direction": reading.direction,
        "scope": [],
        "spirits": [],
    }  # fmt: skip


def json_lines(path: Path, *, title: bool = True) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines; where ``title``, each must have one."""
    try:
        with path.open(encoding="utf-8-sig") as source:
            for number, text in enumerate(source, 1):
                if text.strip():
                    yield _object(path, number, text, title=title)
    except FileNotFoundError:
        raise BadInput("FILE_MISSING", file=path) from None
    except UnicodeDecodeError as error:
        raise BadInput("FILE_ENCODING", file=path, reason=error.reason, hint="gb18030") from None
    except OSError as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error.strerror or error) from None


def _object(path: Path, number: int, text: str, *, title: bool) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    titled = isinstance(value, dict) and isinstance(value.get("title", None if title else ""), str)
    if not isinstance(value, dict) or not titled:
        reason = f"line / 第 {number} 行: no JSON object with a title / 不是带 title 的 JSON 对象"
        raise BadInput("FILE_UNREADABLE", file=path, reason=reason)
    return value


def _catalogue(args: argparse.Namespace) -> Iterator[dict[str, Any]]:
    catalogue = read_catalogue(args.file, profile=args.profile, encoding=args.encoding)
    for entry in catalogue.entries():
        if isinstance(entry, Reject):
            print(f"{args.file}:{entry.row}: {entry.zh} {entry.en}", file=sys.stderr)
            continue
        key = entry.reference_code or entry.id
        yield {"key": key, "title": entry.title, "creator": entry.creator, "date": entry.date_text}
