"""The review queue: make it, write it as a spreadsheet, read the answers back, show alarms.

``make`` makes the queue of an access level anew, and with ``--accept P`` takes what is at least so
likely as decided by the program, each to be undone like any decision. Only open records count for
what the program itself accepts.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from graph_model.access import Access
from graph_model.decision import Verdict
from graph_model.errors import BadInput
from loaders.decisions import Decisions
from loaders.review import alarms, make_queue, open_queue, read_sheet, write_sheet
from loaders.stores.base import GraphStore
from loaders.stores.open import DEFAULT_STORE, open_store

HELP = "审核：名称是否同一 (review who is who: queue, spreadsheet, alarms)"
PROGRAM = "shimai"
_LEVELS = {level.en: level for level in Access}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "action", choices=["make", "export", "import", "alarms"], help="做什么 (what to do)"
    )
    parser.add_argument("file", nargs="?", type=Path, help="审核表 CSV 或 XLSX (review sheet)")
    parser.add_argument("--store", default=DEFAULT_STORE, metavar="ADDRESS", help="图库 (store)")
    parser.add_argument(
        "--access", choices=_LEVELS, default="open", help="审核者的开放级别 (reviewer's level)"
    )
    parser.add_argument("--limit", type=int, default=500, help="导出条数 (rows to export)")
    parser.add_argument(
        "--user", default=os.environ.get("SHIMAI_USER", ""), help="判定人 (who decides)"
    )
    parser.add_argument(
        "--accept", type=float, metavar="P",
        help="make：可能性不低于 P 的由程序判定 (make: let the program decide from P)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Do it and say what was done."""
    reader = _LEVELS[args.access]
    if args.action in ("export", "import") and args.file is None:
        raise BadInput("USAGE", zh="请给出审核表文件。", en="Give the review sheet's file.")
    store = open_store(args.store)
    try:
        if args.action == "make":
            print(_make(store, reader, args.accept))
        elif args.action == "export":
            queue = open_queue(store, reader)
            if queue is None:
                queue = make_queue(store, reader)
            count = write_sheet(args.file, queue[: args.limit], store, reader)
            print(f"写出 written: {count} / {len(queue)} → {args.file}")
        elif args.action == "import":
            decided = read_sheet(args.file, user=args.user)
            written = Decisions(store).decide(decided, reader=reader)
            print(f"判定 decisions: {len(written)}")
        else:
            for alarm in alarms(store, reader):
                print(f"{alarm.decision.no}\t{alarm.message('zh')}\t{alarm.message('en')}")
    finally:
        store.close()
    return 0


def _make(store: GraphStore, reader: Access, accept: float | None) -> str:
    queue = make_queue(store, reader)
    said = f"待审 queue: {len(queue)}"
    if accept is None:
        return said
    if reader is not Access.OPEN:
        queue = make_queue(store, Access.OPEN)
    sure = [item for item in queue if item.kind == "same" and item.score >= accept]
    decisions = [
        item.decision(Verdict.SAME, user=PROGRAM, reason=f"{item.score:.2f} {item.why[0]}")
        for item in sure
    ]
    Decisions(store).decide(decisions)
    return f"{said}   程序判定 accepted: {len(decisions)}"
