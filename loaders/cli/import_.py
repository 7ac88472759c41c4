"""Read from outside into a store: ``rdf`` reads what ``shimai export --profile full`` wrote, in any
RDF format; ``register`` reads the full list of a register of documentary heritage (CSV or SKOS)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from graph_model.errors import EXIT_FAILED
from loaders.exporters import Iris
from loaders.importers import import_rdf
from loaders.readers.signature import check_readable
from loaders.registers import read_items, save
from loaders.stores import DEFAULT_STORE, open_store

HELP = "导入：full 导出的 RDF，或文献遗产名录 (a full RDF export, or a heritage register)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("kind", choices=["rdf", "register"], help="导入什么 (what to import)")
    parser.add_argument("file", type=Path, metavar="FILE", help="文件 (file)")
    parser.add_argument(
        "--store", default=DEFAULT_STORE, metavar="ADDRESS",
        help="图库，没有则新建 (the graph store, made when absent; default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--base", default="", metavar="IRI",
        help="文件中 IRI 的前缀，默认由文件推知 (base of the file's IRIs; default: told from them)",
    )  # fmt: skip
    parser.add_argument(
        "--register", default="china-documentary-heritage", metavar="ID",
        help="名录的 id，如 memory-of-the-world (register: its id; default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--name", default="", help="新名录的名称 (register: its name, where it is new)"
    )


def run(args: argparse.Namespace) -> int:
    """Import; exit code 1 when something was set aside."""
    return _register(args) if args.kind == "register" else _rdf(args)


def _register(args: argparse.Namespace) -> int:
    items = read_items(args.file)
    store = open_store(args.store, create=True)
    try:
        change = save(store, args.register, args.name, items)
    finally:
        store.close()
    print(
        f"{args.register}: {len(items)} 件 items, +{len(change.added)} 新增 added, "
        f"-{len(change.gone)} 减少 gone, {change.kept} 不变 kept"
    )
    return 0


def _rdf(args: argparse.Namespace) -> int:
    check_readable(args.file)
    base = Iris(args.base).base if args.base else ""
    store = open_store(args.store, create=True)
    try:
        report = import_rdf(args.file, store, base)
    finally:
        store.close()
    print(
        f"节点 {report.nodes:,}，断言 {report.claims:,}，搁置 {report.set_aside:,}。 "
        f"{report.nodes:,} nodes, {report.claims:,} claims, {report.set_aside:,} set aside."
    )
    for reason in report.reasons:
        print(reason, file=sys.stderr)
    return EXIT_FAILED if report.set_aside else 0
