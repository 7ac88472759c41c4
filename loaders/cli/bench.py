"""Measure the date reader, and the peers that are installed, on the same table in the same run.

Prints two tables in Markdown: right, wrong and refused on the answer table, and distinct
expressions a second of one core. Peers (sanmiao, jionlp, edtf, dateparser) are optional; what is
not installed is said so.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from loaders.bench.dates import Result, Score, common_forms, compare, read_table

HELP = "测量日期读取的正误与速度 (right or wrong, and speed, of reading dates)"
TABLE = Path(__file__).parents[2] / "tests" / "extractors" / "dates" / "expressions.tsv"
_COUNT, _SECONDS = 30_000, 3.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("subject", choices=["dates"], help="测量什么 (what to measure)")
    parser.add_argument(
        "--table", type=Path, default=TABLE, metavar="FILE", help="答案表 (answer table)"
    )
    parser.add_argument(
        "--seconds", type=float, default=_SECONDS, metavar="S",
        help="每种写法每个读法最多用时 (CPU seconds a form and reader at most)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Print the tables."""
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
