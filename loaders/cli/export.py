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

HELP = "write the graph as RDF (N-Triples, Turtle, JSON-LD)"
_STEP = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``shimai export``."""
    parser.add_argument("--store", default=DEFAULT_STORE, metavar="ADDRESS", help="the graph store")
    parser.add_argument("--format", choices=list(EXPORTERS), default="nt", help="default: nt")
    parser.add_argument(
        "--profile",
        choices=[str(p) for p in Profile],
        default=str(Profile.CORE),
        help="core: direct properties (default); full: also the evidence of every claim",
    )
    parser.add_argument(
        "--id", action="append", default=[], metavar="ID", help="only what surrounds this id"
    )
    parser.add_argument("--base", default=DEFAULT_BASE, metavar="IRI", help="base of all IRIs")
    parser.add_argument(
        "--clearance",
        choices=[level.en for level in Access],
        default=Access.OPEN.en,
        help="what the readers of the file may see (default: open)",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="default: standard output")


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
