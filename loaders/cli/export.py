"""Write the graph, or a part of it, as RDF: N-Triples, N-Quads and RDF/XML for everything, Turtle
or JSON-LD for what fits in memory; as one file, or as a release in shards with checksums and a
description."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from tqdm import tqdm

from extractors.pipeline import version
from graph_model.access import Access
from graph_model.errors import BadInput
from graph_model.schema import load_schema
from loaders.exporters import (
    DEFAULT_BASE,
    EXPORTERS,
    Choice,
    Exporter,
    Iris,
    Part,
    Profile,
    Selection,
    Style,
)
from loaders.exporters.dataset import About
from loaders.exporters.graphs import GRAPH_EXPORTERS, GraphExporter, PropertyGraph
from loaders.exporters.output import atomic_folder, atomic_output, atomic_path
from loaders.exporters.release import SHARD, Shards, compressed, write_release
from loaders.stores import DEFAULT_STORE, GraphStore, open_store

HELP = "导出为 RDF (write the graph as RDF)"
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``shimai export``."""
    add = parser.add_argument
    add(
        "--store",
        default=DEFAULT_STORE,
        metavar="ADDRESS",
        help="图库 (the graph store; default: %(default)s)",
    )
    formats = [*EXPORTERS, *GRAPH_EXPORTERS]
    add("--format", choices=formats, default="nt", help="格式 (format; default: nt)")
    add(
        "--profile",
        choices=[str(p) for p in Profile],
        default=str(Profile.CORE),
        help="core：直接属性；full：另附每条断言的依据 "
        "(core: direct properties, the default; full: also the evidence of every claim)",
    )
    add(
        "--annotations",
        choices=["none", "rdf12"],
        default="none",
        help="rdf12：关系节点另以 RDF 1.2 三元组项指明所说的三元组 "
        "(rdf12: relation nodes also reify their shortcut as an RDF 1.2 triple term)",
    )
    _add_choice(parser)
    add(
        "--base",
        default=DEFAULT_BASE,
        metavar="IRI",
        help="IRI 的前缀 (base of all IRIs; default: %(default)s)",
    )
    add(
        "--clearance",
        choices=[level.en for level in Access],
        default=Access.OPEN.en,
        help="文件读者的权限 (what readers of the file may see; default: open)",
    )
    add(
        "-o",
        "--output",
        metavar="FILE",
        help="写入文件；以 .gz 结尾则压缩 (file to write, compressed when it ends in .gz; "
        "default: standard output)",
    )
    _add_release(parser)


def _add_choice(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--id",
        action="append",
        default=[],
        metavar="ID",
        help="只导出与此标识有关的部分，可重复 (only what surrounds this id; may be repeated)",
    )
    add(
        "--ids",
        metavar="FILE",
        help="同上，标识取自文件，每行一个 (the same, ids from a file, one a line)",
    )
    add(
        "--fonds",
        action="append",
        default=[],
        metavar="ID",
        help="只导出此全宗（或类别、案卷）及其文件 (only this fonds, series or file)",
    )
    add(
        "--theme",
        action="append",
        default=[],
        metavar="ID",
        help="只导出与此主题有关的文件 (only the records of this theme)",
    )
    add(
        "--since",
        default="",
        metavar="DATE",
        help="只导出此日（UTC）以来载入或改动的文件 "
        "(only records loaded or changed on this day, UTC, or later)",
    )


def _add_release(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--release",
        metavar="DIR",
        help="写成发布：分片、校验和、数据集说明 (write a release: shards, checksums, description)",
    )
    add(
        "--shard",
        type=int,
        default=SHARD,
        metavar="N",
        help="每片三元组数 (triples in a shard; default: %(default)s)",
    )
    add("--plain", action="store_true", help="分片不压缩 (shards without gzip)")
    add("--title", default="", help="数据集名称 (title of the dataset)")
    add("--publisher", default="", help="发布者，名称或 IRI (publisher, name or IRI)")
    add("--license", default="", help="许可，名称或 IRI (licence, name or IRI)")


def run(args: argparse.Namespace) -> int:
    """Export; returns the exit code."""
    if args.format in GRAPH_EXPORTERS:
        return _write_graph(args, GRAPH_EXPORTERS[args.format])
    exporter, iris = EXPORTERS[args.format], Iris(args.base)
    style, choice = _style(args, exporter), _choice(args)
    store = open_store(args.store)
    try:
        selection = Selection(
            store,
            load_schema(),
            iris,
            reader=Access[args.clearance.upper()],
            style=style,
            choice=choice,
        )
        if not exporter.streams:
            selection.check_size()
        parts = _shown(selection.parts())
        if args.release:
            shards = Shards(exporter, max(1, args.shard), not args.plain)
            write_release(Path(args.release), parts, shards, _about(args, iris, store, shards))
        elif args.output and args.output != "-":
            with atomic_output(Path(args.output)) as out:
                _write(exporter, parts, out, zipped=args.output.endswith(".gz"))
        else:
            _write(exporter, parts, sys.stdout.buffer, zipped=False)
            sys.stdout.buffer.flush()
    finally:
        store.close()
    return 0


def _write_graph(args: argparse.Namespace, exporter: GraphExporter) -> int:
    """Nodes and claims in a format that is no RDF; returns the exit code."""
    if args.release or not args.output or args.output == "-":
        raise BadInput(
            "USAGE",
            zh=f"--format {exporter.name} 要用 -o 指明{'文件夹' if exporter.folder else '文件'}。",
            en=f"--format {exporter.name} needs -o with a "
            f"{'folder' if exporter.folder else 'file'}.",
        )
    choice, reader = _choice(args), Access[args.clearance.upper()]
    store = open_store(args.store)
    try:
        selection = Selection(store, load_schema(), Iris(), reader=reader, choice=choice)
        graph = PropertyGraph(store, selection, choice, reader)
        place = atomic_folder if exporter.folder else atomic_path
        with place(Path(args.output)) as target:
            told = exporter.write(graph, target)
    finally:
        store.close()
    if told:
        print(told)
    return 0


def _style(args: argparse.Namespace, exporter: Exporter) -> Style:
    profile, quoted = Profile(args.profile), args.annotations == "rdf12"
    if quoted and (profile is not Profile.FULL or not exporter.quotes):
        raise BadInput(
            "USAGE",
            zh="--annotations rdf12 只用于 --profile full 和 --format nt 或 nq。",
            en="--annotations rdf12 goes with --profile full and --format nt or nq only.",
        )
    return Style(profile, args.format == "nq", quoted)


def _choice(args: argparse.Namespace) -> Choice:
    if args.since and not _DAY.fullmatch(args.since):
        raise BadInput(
            "USAGE",
            zh=f"--since 不是日期：{args.since}；例如 2026-01-31。",
            en=f"--since is no date: {args.since}; give one such as 2026-01-31.",
        )
    ids = [*args.id, *(_listed(Path(args.ids)) if args.ids else ())]
    return Choice(tuple(ids), (*args.fonds, *args.theme), args.since)


def _listed(path: Path) -> list[str]:
    """The ids of a working set, one a line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error) from None
    if not lines:
        raise BadInput("FILE_EMPTY", file=path)
    return lines


def _about(args: argparse.Namespace, iris: Iris, store: GraphStore, shards: Shards) -> About:
    title = args.title or "史脉图谱"
    runs = store.iter_nodes(Access[args.clearance.upper()], labels=["Run"])
    return About(
        base=iris.base,
        media_type=shards.exporter.media_type,
        compressed=shards.gzip,
        profile=args.profile,
        access=args.clearance,
        title={"zh": title} if args.title else {"zh": title, "en": "Shimai graph"},
        software=f"shimai {version()}",
        issued=datetime.now(UTC).date().isoformat(),
        publisher=args.publisher,
        license=args.license,
        runs=tuple(iris.thing(run.id) for run in runs),
    )


def _write(exporter: Exporter, parts: Iterable[Part], out: BinaryIO, *, zipped: bool) -> None:
    if not zipped:
        exporter.write(parts, out)
        return
    with compressed(out) as packed:
        exporter.write(parts, cast(BinaryIO, packed))


def _shown(parts: Iterator[Part]) -> Iterator[Part]:
    """The parts, with a progress line on a terminal."""
    return iter(tqdm(parts, unit=" parts", unit_scale=True, disable=None, leave=False))
