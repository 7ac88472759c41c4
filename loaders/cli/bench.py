"""Measure the date reader (``dates``) or the RDF export (``export``), and peers on the same data in
the same run; prints tables in Markdown.

``dates``: right, wrong and refused on the answer table, and distinct expressions a second of one
core. Peers (sanmiao, jionlp, edtf, dateparser) are optional; what is not installed is said so.
``export``: triples a second and peak memory on made graphs, beside rdflib and pyoxigraph.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from loaders.bench.dates import Result, Score, common_forms, compare, read_table

HELP = "测量日期读取或 RDF 导出 (measure the reading of dates, or the RDF export)"
TABLE = Path(__file__).parents[2] / "tests" / "extractors" / "dates" / "expressions.tsv"
_COUNT, _SECONDS = 30_000, 3.0
#: rdflib and pyoxigraph hold all triples in memory.
_PEERS_UP_TO = 20_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("subject", choices=["dates", "export"], help="测量什么 (what to measure)")
    parser.add_argument(
        "--table", type=Path, default=TABLE, metavar="FILE", help="答案表 (answer table)"
    )
    parser.add_argument(
        "--seconds", type=float, default=_SECONDS, metavar="S",
        help="每种写法每个读法最多用时 (CPU seconds a form and reader at most)",
    )  # fmt: skip
    parser.add_argument(
        "--records", type=int, action="append", metavar="N",
        help="导出：生成图的条目数，可重复 (export: records of the made graph; may be repeated)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print the tables."""
    return _export(args.records or [10_000]) if args.subject == "export" else _dates(args)


def _export(sizes: list[int]) -> int:
    from loaders.bench.export import measure

    print("CPU seconds of one core; peers are given the triples, reading the store is not timed.\n")
    print("| records | what | triples | triples a second | peak memory, MB |")
    print("| ---: | --- | ---: | ---: | ---: |")
    for one in measure(sizes, peers_up_to=_PEERS_UP_TO):
        figures = f"{one.triples:,} | {one.rate:,.0f} | {one.peak:,.0f}"
        print(f"| {one.records:,} | {one.what} | {figures} |", flush=True)
    return 0


def _dates(args: argparse.Namespace) -> int:
    rows = read_table(args.table)
    refused = sum(row.answer is None for row in rows)
    gregorian = sum(row.calendar == "gregorian" for row in rows)
    results = compare(args.table, _COUNT, args.seconds)
    print(
        f"{len(rows)} expressions, {refused} of them to be refused; {gregorian} Gregorian ones.\n"
    )
    heads = ("read right", "rightly refused", "wrong", "refused, though readable")
    alone = (f"Gregorian: {head}" for head in ("right", "wrong", "refused"))
    print(f"| reader | {' | '.join((*heads, *alone))} |")
    print("| --- |" + " --- |" * 7)
    for one in results:
        print(f"| {_name(one)} | {_counts(one.all_rows, 4)} | {_counts(one.gregorian, 3)} |")
    print("\nExpressions a second on one core (CPU time, distinct expressions):\n")
    print(f"| form | {' | '.join(one.name for one in results)} |")
    print(f"| --- |{' --- |' * len(results)}")
    for form in common_forms(1):
        speeds = (f"{one.speed[form]:,.0f}" if one.speed else "" for one in results)
        print(f"| {form} | {' | '.join(speeds)} |")
    return 0


def _name(one: Result) -> str:
    if one.all_rows is None:
        return f"{one.name} (not installed)"
    return f"{one.name} {one.version}".strip()


def _counts(score: Score | None, columns: int) -> str:
    if score is None:
        return " | ".join([""] * columns)
    counts = score if columns == len(score) else (score.read, score.wrong, score.shy)
    return " | ".join(map(str, counts))
