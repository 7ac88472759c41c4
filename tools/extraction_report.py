"""Measure the extractor on gold by halves, with and without the tagger.

    python -m tools.extraction_report GOLD.jsonl… [--rules] [--reliability] [--calibrate]

Halves: the line's ``split``, else ``tune`` or ``test`` by the SHA-256 of its key. ``--rules``
leaves the tagger out. ``--reliability`` prints how often finds were right by kind and support;
``--calibrate`` writes the tune halves' figures to ``extractors/tagger/calibration.tsv``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from extractors.pipeline import step_names
from extractors.reading import Reading
from extractors.steps.base import STEPS, Step
from extractors.tagger.calibration import kind_of
from graph_model.mention import LABELS

CALIBRATION = Path(__file__).parent.parent / "extractors" / "tagger" / "calibration.tsv"
EDGES = {
    "known": (0.0, 0.2, 0.5, 0.8, 0.95, 0.99),
    "rule": (0.0, 0.2, 0.8, 0.95, 0.99),
    "tagger": (0.0, 0.85, 0.9, 0.95, 0.99),
}
MOST_SURE = 0.99

Line = dict[str, Any]
Counts = dict[tuple[str, float], list[int]]


def half(line: Line) -> str:
    """The line's half."""
    if line.get("split"):
        return str(line["split"])
    return ("tune", "test")[int(sha256(line["key"].encode()).hexdigest(), 16) % 2]


def read(line: Line, steps: Iterable[str]) -> Reading:
    """The title read by these steps."""
    reading = Reading(line["title"], creator=line["creator"], date=line["date"])
    for name in steps:
        _made(name)(reading)
    return reading


@cache
def _made(name: str) -> Step:
    return STEPS[name]()


def f1(right: int, found: int, gold: int) -> float:
    """In percent."""
    return 200 * right / (found + gold) if found + gold else 0.0


def measure(lines: list[Line], steps: list[str]) -> Iterator[tuple[str, float]]:
    """F1 by label, of all entities, of roles; accuracy of the documentary form."""
    right: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for line in lines:
        reading = read(line, steps)
        pairs: list[tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]] = [
            (
                {(e["label"], e["start"], e["end"]) for e in line["entities"]},
                {(m.label, m.start, m.end) for m in reading.mentions},
            ),
            (
                {("roles", e["role"], e["start"], e["end"]) for e in line["roles"]},
                {("roles", m.role, m.start, m.end) for m in reading.mentions if m.role},
            ),
        ]
        for gold, found in pairs:
            for item in gold & found:
                right.update({item[0]: 1, "all": item[0] != "roles"})
            for item in [*gold, *found]:
                sizes.update({item[0]: 1, "all": item[0] != "roles"})
        right["genre"] += reading.genre == line["genre"]
    for name in (*LABELS, "all", "roles"):
        yield name, f1(right[name], sizes[name], 0)
    yield "genre", 100 * right["genre"] / len(lines)


def reliability(lines: list[Line]) -> Counts:
    """Right and all finds by kind and least support."""
    counts: Counts = {(kind, edge): [0, 0] for kind, edges in EDGES.items() for edge in edges}
    for line in lines:
        reading = read(line, step_names())
        gold = {(e["label"], e["start"], e["end"]) for e in line["entities"]}
        support = {(c.label, c.start, c.end, c.rule): c.support for c in reading.candidates}
        for m in reading.mentions:
            told = support[m.label, m.start, m.end, m.rule] or 0.0
            kind = kind_of(m.rule)
            count = counts[kind, max(edge for edge in EDGES[kind] if edge <= told)]
            count[0] += (m.label, m.start, m.end) in gold
            count[1] += 1
    return counts


def rising(counts: Counts, kind: str) -> list[tuple[float, float, int]]:
    """Least support, share right and finds, neighbours joined until the share rises."""
    blocks: list[list[float]] = []
    for edge in EDGES[kind]:
        right, finds = counts[kind, edge]
        blocks.append([edge, right + 0.5, finds + 1, finds])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1][1:] = [a + b for a, b in zip(blocks[-1][1:], last[1:], strict=True)]
    return [(edge, min(MOST_SURE, r / n), int(finds)) for edge, r, n, finds in blocks]


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--reliability", action="store_true")
    parser.add_argument("--calibrate", action="store_true")
    args = parser.parse_args()
    steps = [name for name in step_names() if not (args.rules and name == "tagger")]
    halves: dict[str, list[Line]] = {"tune": [], "test": []}
    for path in args.gold:
        lines = [json.loads(text) for text in path.read_text("utf-8").splitlines() if text]
        for name, listed in halves.items():
            part = [line for line in lines if half(line) == name]
            listed += part
            if part and not (args.reliability or args.calibrate):
                shown = "  ".join(f"{key} {value:.1f}" for key, value in measure(part, steps))
                print(f"{path.name} {name} ({len(part)}): {shown}")
    if args.reliability:
        for name, listed in halves.items():
            for (kind, edge), (right, finds) in reliability(listed).items():
                print(f"{name} {kind} support {edge}+: {right} of {finds} right")
    if args.calibrate:
        counts = reliability(halves["tune"])
        rows = [
            f"{kind}\t{edge}\t{share:.2f}\t{finds}\n"
            for kind in EDGES
            for edge, share, finds in rising(counts, kind)
        ]
        CALIBRATION.write_text("kind\tleast_support\tconfidence\tfinds\n" + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
