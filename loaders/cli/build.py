"""Build the graph from catalogue files (CSV, TSV, XLSX, JSONL).

Run the same command again after an interrupt and it goes on where it stopped; run it on a finished
store and nothing changes. Rows that cannot be used are written to the rejects file with their
reason.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tqdm import tqdm

from extractors.authority import read_with
from graph_model.errors import BadInput
from loaders.build import Options, build
from loaders.readers import rejects_csv
from loaders.report import BuildReport
from loaders.stores import DEFAULT_STORE, open_store

HELP = "建图：读入目录，写入图库 (build the graph from catalogue files)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="目录文件 (catalogue)")
    parser.add_argument(
        "--store",
        default=DEFAULT_STORE,
        metavar="ADDRESS",
        help="图库：文件路径或 neo4j://… (store: a path or neo4j://…; default: %(default)s)",
    )
    parser.add_argument("--profile", help="映射名或 YAML 文件 (mapping profile or YAML file)")
    parser.add_argument("--encoding", help="文件编码 (encoding of the files)")
    parser.add_argument("--sheet", help="工作表名 (sheet of a workbook)")
    parser.add_argument(
        "--rejects",
        type=Path,
        default=Path("rejects.csv"),
        help="搁置的条目，没有则不留文件 (rows set aside; none, no file; default: %(default)s)",
    )
    parser.add_argument(
        "--authority", type=Path, metavar="DIR",
        help="自备规范表的文件夹 (folder of further authority tables; default: $SHIMAI_AUTHORITY)",
    )  # fmt: skip
    parser.add_argument("--report", type=Path, help="把运行报告写为 JSON (report as JSON)")
    parser.add_argument(
        "--quiet", action="store_true", help="不显示进度与摘要 (no progress, no summary)"
    )


def run(args: argparse.Namespace) -> int:
    """Build, report, and return 0; rows set aside are no failure."""
    read_with(args.authority)
    options = Options(args.profile, args.encoding, args.sheet)
    store = open_store(args.store, create=True)
    try:
        with (
            rejects_csv(args.rejects) as rejects,
            tqdm(unit="条", disable=args.quiet or not sys.stderr.isatty(), leave=False) as bar,
        ):

            def show(done: int, total: int) -> None:
                if not bar.disable:
                    bar.total = total
                    bar.n = done
                    bar.refresh()

            report = build(args.files, store, rejects, options=options, progress=show)
    finally:
        store.close()
    if not report.set_aside:
        args.rejects.unlink(missing_ok=True)
    if args.report:
        _write(args.report, report)
    if not args.quiet:
        print(summary(report, args.rejects))
    return 0


def _write(path: Path, report: BuildReport) -> None:
    try:
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=path, reason=reason) from None


def summary(report: BuildReport, rejects: Path) -> str:
    """The report for people, zh and en."""
    lines = []
    for file in report.files:
        lines.append(
            f"{file.file}  [{file.profile}, {file.encoding or '-'}]\n"
            f"  条目 rows {file.rows_in} = 载入 loaded {file.loaded} + 搁置 set aside "
            f"{file.set_aside}"
            f"   (新 new {file.created}, 改 changed {file.updated}, 同 same {file.unchanged})\n"
            f"  日期 dates: 读出 read {file.dates_read}, 未读 unread {file.dates_unread}, "
            f"无 none {file.dates_empty}   用时 seconds {file.seconds}"
        )
        if file.resumed_at:
            lines.append(f"  续建 resumed at row {file.resumed_at}")
        if file.set_aside:
            reasons = ", ".join(f"{code} {n}" for code, n in file.reasons.most_common())
            lines.append(f"  搁置原因 reasons: {reasons} → {rejects}")
        if file.refused:
            lines.append(f"  被拒的关系 refused claims: {dict(file.refused)}")
    nodes = ", ".join(f"{label} {n}" for label, n in report.nodes.items())
    claims = ", ".join(f"{type} {n}" for type, n in report.claims.items())
    lines.append(f"图库 store {report.store}\n  节点 nodes: {nodes}\n  论断 claims: {claims}")
    return "\n".join(lines)
