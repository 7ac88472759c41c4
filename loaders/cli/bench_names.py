"""The parts of ``shimai bench`` that measure names: ``linking`` and ``resolve``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.linking import load_linker
from loaders.bench import linking, linking_peers
from loaders.bench.linking import JudgedPair, PairScorer, Scores
from loaders.bench.resolve import measure_apart

TABLES = Path(__file__).parents[2] / "tests" / "linking"
SIZES = (100_000, 300_000, 1_000_000, 3_000_000)
_STEPS = [step / 100 for step in range(30, 101, 2)]


def print_linking(folder: Path, half: str, *, wrong: bool) -> int:
    """Accuracy of links by kind, and F1 of pairs beside the peers."""
    linker = load_linker()
    rows = linking.read_links(folder / "links.tsv", half)
    found = linking.measure_links(linker, rows)
    nil = sum(row.expected == linking.NIL for row in rows)
    print(f"{len(rows)} links of the {half} half, {nil} of them NIL: {found.share:.1f} % right\n")
    print("| kind | right | of |\n| --- | ---: | ---: |")
    for kind, asked in sorted(found.asked.items()):
        print(f"| {kind} | {found.right[kind]} | {asked} |")
    pairs = linking.read_pairs(folder / "pairs.tsv", half)
    tune = linking.read_pairs(folder / "pairs.tsv", "tune")
    same = sum(row.same == "1" for row in pairs)
    print(f"\n{len(pairs)} pairs of the {half} half, {same} of them the same\n")
    print("| scorer | threshold | right | called same wrongly | missed | F1 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    ours, mistaken = linking.measure_pairs(linking.make_pair_scorer(linker), pairs)
    print(_line("shimai", 0.5, ours, len(pairs)))
    for peer in linking_peers.PEERS:
        number = linking_peers.installed(peer)
        if not number:
            print(f"| {peer.name} (not installed) | | | | | |")
            continue
        score = peer.make()
        best = _best_threshold(score, tune)
        for threshold in dict.fromkeys(filter(None, (peer.threshold, best))):
            counts, _ = linking.measure_pairs(score, pairs, threshold)
            print(_line(f"{peer.name} {number}", threshold, counts, len(pairs)))
    print("\nA peer's second line is at the threshold that does best on the tune half.")
    if wrong:
        for row, answer in found.wrong:
            print(f"link\t{row.title}\t{row.date}\t{row.mention}\t{row.expected}\t{answer}")
        for pair, likely in mistaken:
            print(f"pair\t{pair.first}\t{pair.second}\t{pair.same}\t{likely}")
    return 0


def _best_threshold(score: PairScorer, rows: Sequence[JudgedPair]) -> float:
    likely = [(score(row), row.same == "1") for row in rows]

    def f1(threshold: float) -> float:
        hit = sum(same for found, same in likely if found >= threshold)
        false = sum(not same for found, same in likely if found >= threshold)
        return Scores(hit, false, sum(same for _, same in likely) - hit).f1

    return max(_STEPS, key=f1)


def _line(name: str, threshold: float, counts: Scores, total: int) -> str:
    right = total - counts.false - counts.missed
    figures = f"{right} | {counts.false} | {counts.missed} | {counts.f1:.1f}"
    return f"| {name} | {threshold:.2f} | {figures} |"


def print_resolve(sizes: Sequence[int]) -> int:
    """Seconds and memory of resolving made mentions."""
    print("One process; made mentions, three a record.\n")
    print("| mentions | entities | compared | CPU s | wall s | peak MB | neighbours right, % |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size in sizes:
        one = measure_apart(size)
        figures = f"{one.entities:,} | {one.compared:,} | {one.cpu:.1f} | {one.seconds:.1f}"
        print(f"| {one.mentions:,} | {figures} | {one.memory:,.0f} | {one.whole} |", flush=True)
    return 0
