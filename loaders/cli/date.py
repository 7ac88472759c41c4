"""Read dates: of the words given, or of the lines of standard input.

One JSON object a line: ``{"text", "edtf", "earliest", "latest", "precision", "calendar",
"qualifier", "note"}``. ``edtf`` is null where the text is not read, and ``note`` says why; nothing
is guessed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from extractors.dates import read_date
from graph_model.dates import HistoricalDate
from graph_model.errors import BadInput

HELP = "读日期：各种历法 → EDTF 与公历起止日 (read dates of any calendar)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "texts",
        nargs="*",
        metavar="TEXT",
        help="日期；不给则读标准输入 (default: stdin)",
    )
    parser.add_argument(
        "--context",
        metavar="DATE",
        help="本件日期，用以推定皓电、同年八月、37年7月 (the record's own date)",
    )


def run(args: argparse.Namespace) -> int:
    """One line a date; a context that cannot be read stops the command with exit code 2."""
    context = None
    if args.context is not None:
        context = read_date(args.context)
        if not context.known:
            raise BadInput("DATE_VALUE", text=args.context, reason=context.note or "?")
    for text in args.texts or _lines():
        _print(as_json(read_date(text, context)))
    return 0


def _print(value: dict[str, str | None]) -> None:
    try:
        print(json.dumps(value, ensure_ascii=False))
    except UnicodeEncodeError:
        print(json.dumps(value))


def as_json(value: HistoricalDate) -> dict[str, str | None]:
    """The output object of one date."""
    read = value.known
    return {
        "text": value.text,
        "edtf": value.edtf or None,
        "earliest": value.earliest or None,
        "latest": value.latest or None,
        "precision": value.precision if read else None,
        "calendar": value.calendar if read else None,
        "qualifier": value.qualifier if read else None,
        "note": value.note,
    }


def _lines() -> Iterator[str]:
    try:
        for line in sys.stdin:
            text = line.rstrip("\r\n")
            if text.strip():
                yield text
    except UnicodeDecodeError as error:
        raise BadInput("FILE_ENCODING", file="-", reason=error.reason, hint="utf-8") from None
