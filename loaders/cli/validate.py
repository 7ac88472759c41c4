"""Check an RDF file, or what would be exported of a store, against the project's SHACL shapes.

A graph of any size is checked while it streams; ``--shacl`` runs pyshacl instead, for samples.
Exit code 1 when something violates a shape; warnings and remarks do not count."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import rdflib

from graph_model.access import Access
from graph_model.errors import EXIT_FAILED, BadInput
from graph_model.schema import load_schema
from loaders.exporters import DEFAULT_BASE, Iris, Profile, Selection, Style
from loaders.exporters.documents import graph_of
from loaders.rdf_files import format_of, quads, rdflib_triple
from loaders.shapes import Severity, shapes
from loaders.shapes.check import Checker, Finding
from loaders.shapes.shacl import findings
from loaders.shapes.subjects import Subjects, of_file, of_store
from loaders.stores import open_store

HELP = "按 SHACL 形状检查导出 (check an export or a store against the SHACL shapes)"
#: Triples that pyshacl is given at most.
SAMPLE_TRIPLES = 200_000
_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    add = parser.add_argument
    add("target", metavar="FILE|STORE", help="RDF 文件或图库 (an RDF file, or a store)")
    add("--shacl", action="store_true", help="由 pyshacl 检查 (let pyshacl check; for samples)")
    add(
        "--profile", choices=[str(p) for p in Profile], default=str(Profile.FULL),
        help="图库：检查哪一种导出 (store: which export to check; default: full)",
    )  # fmt: skip
    add("--base", default=DEFAULT_BASE, metavar="IRI", help="图库：IRI 的前缀 (store: base IRI)")
    add(
        "--clearance", choices=[level.en for level in Access], default=Access.OPEN.en,
        help="图库：读者的权限 (store: what readers may see; default: open)",
    )  # fmt: skip
    add(
        "--show", type=int, default=_SHOWN, metavar="N",
        help="列出几条 (findings to list; default: %(default)s)",
    )  # fmt: skip
    add("--json", action="store_true", help="每条一行 JSON (one JSON object a finding)")


def run(args: argparse.Namespace) -> int:
    """Check; returns the exit code."""
    path = Path(args.target)
    is_file = format_of(path) is not None
    if not is_file:
        return _check_store(args)
    if args.shacl:
        return _report(args, findings(_graph(path), shapes(load_schema())))
    with of_file(path) as subjects:
        return _report(args, _streamed(subjects))


def _check_store(args: argparse.Namespace) -> int:
    store = open_store(args.target)
    schema, iris = load_schema(), Iris(args.base)
    reader, style = Access[args.clearance.upper()], Style(Profile(args.profile))
    try:
        if not args.shacl:
            return _report(args, _streamed(of_store(store, schema, iris, reader, style)))
        selection = Selection(store, schema, iris, reader=reader, style=style)
        graph = graph_of(_sample(selection.triples(), args.target))
        return _report(args, findings(graph, shapes(schema)))
    finally:
        store.close()


def _streamed(subjects: Subjects) -> Iterator[Finding]:
    checker = Checker(shapes(load_schema()), subjects.classes_of)
    for subject, pairs in subjects.each:
        yield from checker.check(subject, pairs)


def _graph(path: Path) -> rdflib.Graph:
    """A file as an rdflib graph; pyoxigraph reads it, so nothing is fetched."""
    graph = rdflib.Graph()
    for quad in _sample(quads(path), path):
        graph.add(rdflib_triple(quad))
    return graph


def _sample(triples: Iterable[Any], target: object) -> Iterator[Any]:
    for count, triple in enumerate(triples, start=1):
        if count > SAMPLE_TRIPLES:
            raise BadInput(
                "USAGE",
                zh=f"{target} 超过 {SAMPLE_TRIPLES:,} 个三元组，请不用 --shacl。",
                en=f"{target} has more than {SAMPLE_TRIPLES:,} triples; leave out --shacl.",
            )
        yield triple


def _report(args: argparse.Namespace, found: Iterable[Finding]) -> int:
    counts: Counter[str] = Counter()
    by_rule: Counter[str] = Counter()
    for finding in found:
        rule = finding.rule
        counts[rule.severity] += 1
        by_rule[f"{rule.severity} {rule.path}: {rule.zh} {rule.en}"] += 1
        if args.json:
            said = {
                "subject": finding.subject, "severity": rule.severity, "path": rule.path,
                "rule": rule.name, "zh": rule.zh, "en": rule.en,
            }  # fmt: skip
            print(json.dumps(said, ensure_ascii=False))
        elif counts.total() <= args.show:
            print(f"{rule.severity}\t{finding.subject}\t{rule.path}\t{rule.zh} {rule.en}")
    out = sys.stderr if args.json else sys.stdout
    for text, count in by_rule.most_common():
        print(f"{count:>8,}  {text}", file=out)
    bad = counts[Severity.VIOLATION]
    verdict = "不合形状 does not conform" if bad else "合乎形状 conforms"
    print(f"{verdict}: " + ", ".join(f"{counts[s]:,} {s}" for s in Severity), file=out)
    return EXIT_FAILED if bad else 0
