"""Write the OWL file and its page, the JSON-LD context, the vocabularies and the SHACL shapes from
the schema, or check that the committed ones are up to date."""

from __future__ import annotations

import argparse
import sys
from importlib.resources import as_file, files
from pathlib import Path

from graph_model.errors import EXIT_FAILED
from graph_model.schema import load_schema
from loaders.exporters import documents, ontology, ontology_page
from loaders.exporters.context import context_text
from loaders.exporters.ontology import ontology_text
from loaders.exporters.output import atomic_output
from loaders.exporters.vocabularies import vocabulary_texts
from loaders.shapes import shapes
from loaders.shapes.turtle import file_name, shape_text

HELP = "写出或检查本体 (write or check the OWL file, its page, context, vocabularies, shapes)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``shimai ontology``."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="本体写入此文件，“-”为标准输出 (write the OWL file there; '-': standard output)",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="只检查，过时则返回 1 (write nothing; exit 1 when a file is out of date)",
    )


def run(args: argparse.Namespace) -> int:
    """Write or check; returns the exit code."""
    texts = _texts()
    if args.output and not args.check:
        owl = texts[ontology.FILE]
        if args.output == "-":
            sys.stdout.write(owl)
        else:
            _write(Path(args.output), owl)
        return 0
    if args.output:
        texts = {args.output: texts[ontology.FILE]}
    stale = [name for name, text in texts.items() if _read(_place(name, args.output)) != text]
    if not args.check:
        for name in stale:
            _write(_place(name, None), texts[name])
        return 0
    for name in stale:
        print(
            f"{name} 已过时；请运行 shimai ontology。 {name} is out of date; run shimai ontology.",
            file=sys.stderr,
        )
    return EXIT_FAILED if stale else 0


def _texts() -> dict[str, str]:
    schema = load_schema()
    return {
        ontology.FILE: ontology_text(schema),
        ontology_page.FILE: ontology_page.ontology_html(schema),
        documents.CONTEXT_FILE: context_text(schema),
        **vocabulary_texts(),
        **{file_name(shape): shape_text(shape) for shape in shapes(schema)},
    }


def _place(name: str, output: str | None) -> Path:
    if output:
        return Path(output)
    with as_file(files("ontologies").joinpath(*name.split("/"))) as place:
        return place


def _read(place: Path) -> str:
    try:
        return place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _write(place: Path, text: str) -> None:
    with atomic_output(place) as out:
        out.write(text.encode("utf-8"))
