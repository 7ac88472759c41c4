"""Score names, roles and documentary forms against gold, as the shared scorer does.

GOLD is JSON lines with ``key``, ``title``, ``entities``, ``roles``, ``genre``, ``scope`` and
``spirits``. Without ``--predictions`` the titles are read now. After the scorer's lines come the
figures by source and by period.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractors.pipeline import read_title
from graph_model.errors import BadInput
from loaders.cli.extract import extracted, json_lines
from loaders.evaluation import breakdown, report, sheet

HELP = "评测：与人工标注比较 (score the extractor against gold)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("gold", type=Path, metavar="GOLD", help="标注 JSONL (gold, JSON lines)")
    parser.add_argument(
        "--predictions",
        type=Path,
        metavar="FILE",
        help="抽取结果 JSONL，默认现场抽取 (what an extractor wrote; default: read the titles now)",
    )
    parser.add_argument(
        "--markdown", action="store_true", help="印作 Markdown 表 (as tables in Markdown)"
    )


def run(args: argparse.Namespace) -> int:
    """Print the figures; a file that is no gold stops the command with exit code 2."""
    gold = _keyed(args.gold, json_lines(args.gold))
    if args.predictions:
        predicted = _keyed(args.predictions, json_lines(args.predictions, title=False))
    else:
        predicted = {key: _read(line) for key, line in gold.items()}
    if args.markdown:
        print("\n".join(sheet(gold, predicted)))
        return 0
    for line in report(gold, predicted):
        print(line)
    print()
    for line in breakdown(gold, predicted):
        print(line)
    return 0


def _read(line: dict[str, Any]) -> dict[str, Any]:
    reading = read_title(
        line["title"], creator=str(line.get("creator") or ""), date=str(line.get("date") or "")
    )
    return extracted(reading)


def _keyed(path: Path, lines: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    records = {str(line.get("key", "")): line for line in lines}
    if not records or "" in records:
        reason = "every line needs a key / 每行须有 key"
        raise BadInput("FILE_UNREADABLE", file=path, reason=reason)
    return records
