"""Decide: two entities are the same or not, a claim is right or wrong, records are about somebody
else; each with user, time and reason.
"""

from __future__ import annotations

import argparse
import os

from graph_model.access import Access
from graph_model.decision import Decision, Verdict, now, of_split, of_whole
from loaders.decisions import Decisions
from loaders.stores.open import DEFAULT_STORE, open_store

HELP = "判定：同一、不同、拆分、不拆、确认、否定、存疑 (decide on entities or claims)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    verdicts = [verdict.value for verdict in Verdict if verdict is not Verdict.UNDO]
    parser.add_argument("verdict", choices=verdicts, help="判定 (verdict)")
    parser.add_argument("first", metavar="ID", help="实体，或论断的主体 (entity, or subject)")
    parser.add_argument(
        "second", metavar="ID", nargs="?", default="", help="另一实体，或客体 (other, or object)"
    )
    parser.add_argument("--predicate", default="", help="论断的关系 (relationship of the claim)")
    parser.add_argument(
        "--source", action="append", default=[], metavar="RECORD",
        help="只对此档案，可重复 (only for this record; may be repeated)",
    )  # fmt: skip
    parser.add_argument("--reason", default="", help="理由 (reason)")
    parser.add_argument(
        "--user", default=os.environ.get("SHIMAI_USER", ""), help="判定人 (who decides)"
    )
    parser.add_argument("--store", default=DEFAULT_STORE, metavar="ADDRESS", help="图库 (store)")


def run(args: argparse.Namespace) -> int:
    """Write the decision and print its number."""
    verdict = Verdict(args.verdict)
    if verdict is Verdict.SPLIT:
        decision = of_split(
            args.first, args.source, args.second, user=args.user, reason=args.reason
        )
    elif verdict is Verdict.WHOLE:
        decision = of_whole(args.first, args.source, user=args.user, reason=args.reason)
    else:
        decision = Decision(
            verdict, args.first, args.second, args.predicate, tuple(args.source), args.user,
            now(), args.reason,
        )  # fmt: skip
    store = open_store(args.store)
    try:
        (written,) = Decisions(store).decide([decision], reader=Access.CLASSIFIED)
    finally:
        store.close()
    print(f"判定 decision {written.no}: {written.as_line()}")
    return 0
