"""The log of decisions: list it, write it as text, take one back, or bring decisions of another
store in.

One decision a line, JSON; every entry is there, also what was taken back.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from graph_model.access import Access
from graph_model.decision import active, read_log
from graph_model.errors import BadInput
from loaders.decisions import Decisions
from loaders.stores.open import DEFAULT_STORE, open_store

HELP = "判定记录：列出、导出、撤销、导入 (the log of decisions)"
_LEVELS = {level.en: level for level in Access}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--store", default=DEFAULT_STORE, metavar="ADDRESS", help="图库 (store)")
    parser.add_argument("-o", "--output", type=Path, help="写入文件 (file to write)")
    parser.add_argument("--active", action="store_true", help="只列有效的 (only those that hold)")
    parser.add_argument("--undo", type=int, metavar="NO", help="撤销第几号 (take one back)")
    parser.add_argument(
        "--import", type=Path, dest="source", metavar="FILE",
        help="导入有效的判定 (bring in the decisions of a log that hold)",
    )  # fmt: skip
    parser.add_argument("--reason", default="", help="撤销的理由 (reason for taking back)")
    parser.add_argument(
        "--user", default=os.environ.get("SHIMAI_USER", ""), help="判定人 (who takes it back)"
    )
    parser.add_argument(
        "--access", choices=_LEVELS, default="open", help="列出者的开放级别 (reader's level)"
    )


def run(args: argparse.Namespace) -> int:
    """Do one of these; listing is the default."""
    store = open_store(args.store)
    book = Decisions(store)
    try:
        if args.undo is not None:
            print(book.undo(args.undo, user=args.user, reason=args.reason).as_line())
            return 0
        if args.source is not None:
            new = [replace(d, no=0) for d in active(read_log(_lines(args.source)))]
            print(f"判定 decisions: {len(book.decide(new))}")
            return 0
        reader = _LEVELS[args.access]
        listed = book.active(reader) if args.active else book.log(reader)
    finally:
        store.close()
    text = "".join(decision.as_line() + "\n" for decision in listed)
    if args.output is None:
        sys.stdout.write(text)
        return 0
    try:
        args.output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=args.output, reason=reason) from None
    return 0


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise BadInput("FILE_MISSING", file=path) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error) from None
