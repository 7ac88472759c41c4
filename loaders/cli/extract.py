"""Read names, roles and documentary forms out of titles.

Input: JSON lines ``{"key", "title", "creator", "date"}`` (other keys pass through) or a catalogue
file. Output: JSON lines with ``entities`` (start, end, label; code-point offsets, end exclusive),
``roles``, ``genre``, ``documents`` (spans of a joined title's parts), ``stated_count`` (等六則: 6,
else 0), ``scope`` (classes 1 to 6), ``spirits``, and ``themes`` with grade, rule and words of
each finding.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from extractors.authority import read_with
from extractors.dates import read_date
from extractors.documents import documents, stated_count
from extractors.linking import Link, load_linker
from extractors.linking.context import context
from extractors.pipeline import Title, read_each
from extractors.reading import Reading
from extractors.themes import Finding, load_themer, subject_of_title
from graph_model.errors import BadInput
from loaders.parallel import map_shards, shards
from loaders.readers import Reject, read_catalogue

#: Lines that one process reads at a time.
_SHARD = 1_024
_MOST_WORKERS = 64
HELP = "抽取：从题名读出人名、机构、地点等 (read entities and roles out of titles)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "file", type=Path, metavar="IN", help="JSONL 或目录文件 (JSON lines or catalogue)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, help="输出文件 (output; default: standard output)"
    )
    parser.add_argument(
        "--link",
        action="store_true",
        help="把名称连到规范条目 (link names to authority entries: entity_id, entity_name, "
        "link_score, link_reason)",
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="进程数 (processes; default 1)"
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
    if not 1 <= args.workers <= _MOST_WORKERS:
        raise BadInput("WORKERS_OUT_OF_RANGE", number=args.workers, most=_MOST_WORKERS)
    lines = json_lines(args.file) if args.file.suffix == ".jsonl" else _catalogue(args)
    if args.output is None:
        _write(lines, sys.stdout, args)
        return 0
    try:
        with args.output.open("w", encoding="utf-8", newline="\n") as out:
            _write(lines, out, args)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=args.output, reason=reason) from None
    return 0


def _write(lines: Iterator[dict[str, Any]], out: TextIO, args: argparse.Namespace) -> None:
    work = partial(_written, link=args.link, authority=args.authority)
    for written in map_shards(work, shards(lines, _SHARD), args.workers):
        out.writelines(written)


def _written(lines: list[dict[str, Any]], *, link: bool, authority: Path | None) -> list[str]:
    """Output lines of some input lines, as a process of its own may make them."""
    read_with(authority)
    written = []
    for line, reading in read_each(lines, _title):
        result = {**line, **extracted(reading)}
        if link:
            for entity, found in zip(result["entities"], _links(line, reading), strict=True):
                entity |= linked(found)
        text = json.dumps(result, ensure_ascii=False)
        if not _writable(text):
            text = json.dumps(result)
        written.append(text + "\n")
    return written


def _writable(text: str) -> bool:
    """Whether it has no lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


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
        "documents": [{"start": start, "end": end} for start, end in documents(reading)],
        "stated_count": stated_count(reading),
        **themes(reading),
    }  # fmt: skip


def themes(reading: Reading) -> dict[str, Any]:
    """Scope classes and spirits that the entry supports (weak ones left out), and every finding
    with its words.
    """
    themer = load_themer()
    found = themer.judge(subject_of_title(reading, read_date(reading.date)))
    firm = [themer.themes[one.theme] for one in found if one.grade != "weak"]
    return {
        "scope": [theme.order for theme in firm if theme.scheme == "scope"],
        "spirits": [theme.name for theme in firm if theme.scheme == "spirits"],
        "themes": [_finding(one) for one in found],
    }


def _finding(one: Finding) -> dict[str, Any]:
    words = [
        [
            {"field": g.field, "start": g.start, "end": g.end, "text": g.text}
            | ({"entity": g.entity_id} if g.entity_id else {})
            for g in grounds
        ]
        for grounds in (one.grounds, one.against)
    ]
    return {
        "theme": one.theme, "grade": one.grade, "rule": one.rule,
        "words": words[0], "against": words[1],
    }  # fmt: skip


def _links(line: dict[str, Any], reading: Reading) -> list[Link]:
    date = read_date(reading.date)
    cells = (str(line.get(key) or "") for key in ("creator", "fonds", "holder"))
    where = context(reading.text, date.earliest, date.latest, *cells)
    return load_linker().link(reading.mentions, where)


def linked(found: Link) -> dict[str, Any]:
    """The output fields of one link; ``entity_id`` is NIL where no entry fits."""
    entries = load_linker().index.authority.entries
    best = found.best
    fields: dict[str, Any] = {
        "entity_id": best.entity_id if best else "NIL",
        "entity_name": entries[best.entity_id].name if best else "",
        "link_score": best.score if best else 0.0,
        "link_reason": best.reason() if best else "",
    }
    if found.holder:
        fields["holder_id"] = found.holder.entity_id
        fields["holder_name"] = entries[found.holder.entity_id].name
        fields["holder_score"] = found.holder.score
    return fields


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
        yield {
            "key": key,
            "title": entry.title,
            "creator": entry.creator,
            "date": entry.date_text,
            "fonds": entry.fonds,
            "holder": entry.holder,
        }
