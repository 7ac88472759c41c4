"""Write the graph, or a part of it, as RDF: N-Triples for everything, Turtle or JSON-LD for what
fits in memory."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tqdm import tqdm

from graph_model.access import Access
from graph_model.schema import load_schema
from loaders.exporters import DEFAULT_BASE, EXPORTERS, Exporter, Iris, Profile, Selection, Triple
from loaders.exporters.output import atomic_output
from loaders.stores import DEFAULT_STORE, open_store

HELP = "导出为 RDF (write the graph as RDF: N-Triples, Turtle, JSON-LD)"
_STEP = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``shimai export``."""
    parser.add_argument(
        "--store",
        default=DEFAULT_STORE,
        metavar="ADDRESS",
        help="图库 (the graph store; default: %(default)s)",
    )
    parser.add_argument(
        "--format", choices=list(EXPORTERS), default="nt", help="格式 (format; default: nt)"
    )
    parser.add_argument(
        "--profile",
        choices=[str(p) for p in Profile],
        default=str(Profile.CORE),
        help="core：直接属性；full：另附每条断言的依据 "
        "(core: direct properties, the default; full: also the evidence of every claim)",
    )
    parser.add_argument(
        "--id",
        action="append",
        default=[],
        metavar="ID",
        help="只导出与此标识有关的部分，可重复 (only what surrounds this id; may be repeated)",
    )
    parser.add_argument(
        "--base",
        default=DEFAULT_BASE,
        metavar="IRI",
        help="IRI 的前缀 (base of all IRIs; default: %(default)s)",
    )
    parser.add_argument(
        "--clearance",
        choices=[level.en for level in Access],
        default=Access.OPEN.en,
        help="文件读者的权限 (what readers of the file may see; default: open)",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="写入文件 (file to write; default: standard output)"
    )


def run(args: argparse.Namespace) -> int:
    """Export; returns the exit code."""
    exporter, iris = EXPORTERS[args.format], Iris(args.base)
    store = open_store(args.store)
    try:
        selection = Selection(
            store,
            load_schema(),
            iris,
            reader=Access[args.clearance.upper()],
            profile=Profile(args.profile),
            ids=args.id,
        )
        if not exporter.streams:
            selection.check_size()
        if args.output and args.output != "-":
            with atomic_output(Path(args.output)) as out:
                _write(exporter, selection, out)
        else:
            _write(exporter, selection, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    finally:
        store.close()
    return 0


def _write(exporter: Exporter, selection: Selection, out: BinaryIO) -> None:
    exporter.write(_counted(selection.triples()), out)


def _counted(triples: Iterator[Triple]) -> Iterator[Triple]:
    """The triples, with a progress line on a terminal."""
    with tqdm(unit=" triples", unit_scale=True, disable=None, leave=False) as bar:
        for count, triple in enumerate(triples, start=1):
            if count % _STEP == 0:
                bar.update(_STEP)
            yield triple
