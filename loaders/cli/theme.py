"""Themes and thematic databases (专题数据库): list and show the themes, try a profile of your own
on the records of a store, save it, and export what it takes in.

A profile is a YAML file with a name, an id, and rules; see docs/themes.md. No Python is needed.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extractors.themes import Theme, load_themes, read_profile
from extractors.themes.profiles import read_text
from graph_model.access import Access
from graph_model.claim import Claim, Status
from graph_model.errors import BadInput
from loaders.exporters import DEFAULT_BASE, EXPORTERS
from loaders.exporters.output import atomic_output
from loaders.exporters.vocabularies import register_text
from loaders.registers import registers, rows_of, write_table
from loaders.stores import DEFAULT_STORE, GraphStore, open_store
from loaders.theme_databases import (
    Preview,
    check_id,
    members,
    preview,
    save,
    saved_themes,
    versions,
)
from loaders.theme_exports import write_csv, write_dataset

HELP = "主题与专题数据库 (themes and thematic databases)"
_SHOWN = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "action", choices=["list", "show", "try", "save", "export", "registers"],
        help="列出、查看、试用、保存、导出、名录 (what to do)",
    )  # fmt: skip
    parser.add_argument(
        "what", nargs="?", metavar="THEME",
        help="主题 id，或试用与保存时的 YAML 文件 (theme id; for try and save a YAML file)",
    )  # fmt: skip
    parser.add_argument(
        "--store", default=DEFAULT_STORE, metavar="ADDRESS",
        help="图库 (the graph store; default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--clearance", choices=[level.en for level in Access], default=Access.OPEN.en,
        help="阅览级别 (what the reader may see; default: open)",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=["csv", *EXPORTERS], default="csv",
        help="导出格式 (format of export; default: csv)",
    )  # fmt: skip
    parser.add_argument(
        "--base", default=DEFAULT_BASE, metavar="IRI", help="IRI 的前缀 (base of all IRIs)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, help="输出文件 (output; default: standard output)"
    )


def run(args: argparse.Namespace) -> int:
    """Do what is asked; returns the exit code."""
    reader = next(level for level in Access if level.en == args.clearance)
    if args.action not in ("list", "registers") and not args.what:
        zh, en = "请给出主题 id 或文件。", "Name a theme or a file."
        raise BadInput("USAGE", zh=zh, en=en)
    if args.action == "list":
        return _list(args.store, reader)
    store = open_store(args.store, create=False)
    try:
        if args.action == "registers":
            _registers(store, args)
        elif args.action == "try":
            theme = read_profile(read_text(Path(args.what)), args.what)
            check_id(theme)
            _preview(theme, preview(store, theme, reader))
        elif args.action == "save":
            _save(store, Path(args.what), reader)
        elif args.action == "show":
            _show(store, _theme(store, args.what), reader)
        else:
            _export(store, _theme(store, args.what), reader, args)
    finally:
        store.close()
    return 0


def _theme(store: GraphStore, name: str) -> Theme:
    themes = {**load_themes(), **saved_themes(store)}
    id = name if name.startswith("theme:") else f"theme:{name}"
    found = themes.get(id) or next((t for t in themes.values() if t.name == name), None)
    if found is None:
        raise BadInput("THEME_UNKNOWN", id=name)
    return found


def _list(address: str, reader: Access) -> int:
    themes = dict(load_themes())
    counts: Counter[str] = Counter()
    try:
        store = open_store(address, create=False)
    except Exception:  # without a store the built-in themes are listed
        store = None
    if store is not None:
        themes.update(saved_themes(store))
        seen = {(c.subject, c.object) for c in _theme_claims(store, reader)}
        counts.update(theme for _, theme in seen)
        store.close()
    for theme in themes.values():
        name = theme.id.removeprefix("theme:")
        print(f"{theme.scheme}\t{theme.order or ''}\t{name}\t{theme.name}\t{counts[theme.id]}")
    return 0


def _theme_claims(store: GraphStore, reader: Access) -> Iterator[Claim]:
    for claim in store.iter_edges(reader, types=("EMBODIES", "IN_SCOPE")):
        if claim.grade in ("direct", "contextual") and claim.status is not Status.REJECTED:
            yield claim


def _preview(theme: Theme, found: Preview) -> None:
    print(f"{theme.name} ({theme.id}): {found.looked_at} 条 records")
    print(f"+{len(found.gained)} 新增 gained, -{len(found.lost)} 减少 lost, {found.kept} 不变 kept")
    for one in found.gained[:_SHOWN]:
        words = "、".join(dict.fromkeys(ground.text for ground in one.finding.grounds))
        print(f"  + [{one.finding.grade}] {one.node.name} ← {words} ({one.finding.rule})")
    for node in found.lost[:_SHOWN]:
        print(f"  - {node.name}")
    more = max(len(found.gained) - _SHOWN, 0) + max(len(found.lost) - _SHOWN, 0)
    if more:
        print(f"  … {more}")


def _save(store: GraphStore, path: Path, reader: Access) -> None:
    text = read_text(path)
    version = save(store, text, str(path))
    theme = read_profile(text, str(path))
    count = len({claim.subject for claim in members(store, theme, reader)})
    print(f"{theme.name} ({theme.id}) 版本 version {version.number}: {count} 条 records")


def _show(store: GraphStore, theme: Theme, reader: Access) -> None:
    print(f"{theme.name} · {theme.name_en} ({theme.id}, {theme.scheme})")
    if theme.start or theme.end:
        print(f"形成 formation: {theme.start} – {theme.end}")
    for kind, links in theme.links.items():
        print(f"{kind}: {'、'.join(link.value for link in links)}")
    for rule in theme.rules:
        days = f" {rule.start}–{rule.end}" if rule.start or rule.end else ""
        print(f"{rule.id} [{rule.grade}]{days}: {'、'.join(rule.any[:_SHOWN])}")
    for version in versions(store, theme.id):
        print(f"版本 version {version.number}: {version.saved} {version.digest}")
    grades: dict[str, str] = {}
    order = ("direct", "contextual", "weak")
    for claim in members(store, theme, reader):
        if claim.status is not Status.REJECTED:
            known = grades.get(claim.subject, claim.grade)
            grades[claim.subject] = min(known, claim.grade, key=order.index)
    counts = Counter(grades.values())
    print("，".join(f"{grade} {counts[grade]}" for grade in order))


def _export(store: GraphStore, theme: Theme, reader: Access, args: argparse.Namespace) -> None:
    if args.format == "csv":
        if args.output is None:
            write_csv(store, theme, reader, sys.stdout)
            return
        try:
            with args.output.open("w", encoding="utf-8-sig", newline="") as out:
                write_csv(store, theme, reader, out)
        except OSError as error:
            reason = error.strerror or str(error)
            raise BadInput("OUTPUT_UNWRITABLE", file=args.output, reason=reason) from None
        return
    options = {"format": args.format, "base": args.base}
    if args.output is None:
        write_dataset(store, theme, reader, sys.stdout.buffer, **options)
        return
    with atomic_output(args.output) as file:
        write_dataset(store, theme, reader, file, **options)


def _registers(store: GraphStore, args: argparse.Namespace) -> None:
    """The items of all registers, or of one, as CSV or Turtle."""
    held = registers(store)
    if args.what and args.what not in held:
        raise BadInput("THEME_UNKNOWN", id=args.what)
    chosen = [held[args.what]] if args.what else list(held.values())
    out = io.StringIO()
    if args.format == "ttl":
        out.write(register_text(rows_of(chosen)))
    else:
        write_table(chosen, out)
    if args.output is None:
        sys.stdout.write(out.getvalue())
        return
    try:
        args.output.write_text(out.getvalue(), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=args.output, reason=reason) from None
