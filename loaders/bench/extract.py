"""Readers of names compared: F1 on gold, titles a CPU-second, start and memory, in one run.

Every reader has a process of its own, so that start and memory are its own. Speed is CPU time of
all its threads over the titles of the given catalogues, as often as it takes to fill the time; no
reader remembers titles. The readers take turns, several times, because the speed of a shared
machine changes within minutes; of all passes over the titles the mean and the quickest are told.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from extractors.compiled import is_of_today
from graph_model.errors import BadInput, ShimaiError
from graph_model.mention import LABELS
from graph_model.record import Record
from loaders.bench.extract_peers import PEERS, Peer, Read
from loaders.readers import read_catalogue

#: How often each reader has its turn.
TURNS = 3
#: No pass is quicker: the clock's grain.
_SHORTEST = 1e-9
#: Titles handed to a reader at once.
_AT_ONCE = 1_000
KINDS = (*LABELS, "all", "roles", "genre")


class Gold(NamedTuple):
    """Titles with what is to be read out of them."""

    titles: list[str]
    answers: list[Read]


class Result(NamedTuple):
    """What one reader did. ``f1`` in percent by kind; ``speed`` in titles a CPU-second, ``best``
    that of the quickest pass; ``start`` in CPU seconds from the start of the process to the first
    title read; ``peak`` in megabytes, 0 where the system does not say it.
    """

    name: str
    version: str
    f1: dict[str, float]
    speed: float
    best: float
    start: float
    peak: float


def read_gold(paths: Sequence[Path]) -> Gold:
    """Gold in JSON lines, as ``score.py`` reads it."""
    gold = Gold([], [])
    for path in paths:
        try:
            lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
            for line in lines:
                gold.titles.append(line["title"])
                gold.answers.append(_answer(line))
        except OSError:
            raise BadInput("FILE_MISSING", file=path) from None
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput("FILE_UNREADABLE", file=path, reason=repr(error)) from None
    return gold


def _answer(line: dict[str, Any]) -> Read:
    return Read(
        frozenset((e["label"], e["start"], e["end"]) for e in line["entities"]),
        frozenset((r["role"], r["start"], r["end"]) for r in line["roles"]),
        line["genre"] or "",
    )


def read_catalogues(paths: Sequence[Path]) -> list[str]:
    """The titles of catalogues."""
    found = []
    for path in paths:
        entries = read_catalogue(path).entries()
        found += [entry.title for entry in entries if isinstance(entry, Record)]
    return found


def compare(gold: Sequence[Path], catalogues: Sequence[Path], seconds: float) -> Iterator[Result]:
    """All readers that are installed, ``seconds`` each at least, in ``TURNS`` turns."""
    read_gold(gold)  # what is wrong with it is said here
    count = len(read_catalogues(catalogues))
    peers = [peer for peer in PEERS if installed(peer) is not None]
    task = {
        "gold": [str(path) for path in gold],
        "catalogues": [str(path) for path in catalogues],
        "seconds": seconds / TURNS,
    }
    turns: dict[str, list[dict[str, Any]]] = {peer.name: [] for peer in peers}
    starts: dict[str, float] = {}
    for turn in range(TURNS):
        for peer in peers:
            if not turn:
                starts[peer.name] = float(_run(peer, "loaders.bench.extract_peers", peer.name))
            given = json.dumps({**task, "peer": peer.name, "score": not turn})
            turns[peer.name].append(json.loads(_run(peer, "loaders.bench.extract", given=given)))
    for peer in peers:
        told = turns[peer.name]
        passes = [took for one in told for took in one["passes"]]
        yield Result(
            peer.name,
            _version(peer),
            told[0]["f1"],
            count * len(passes) / max(sum(passes), _SHORTEST),
            count / max(min(passes), _SHORTEST),
            starts[peer.name],
            max(one["peak"] for one in told),
        )


def _run(peer: Peer, module: str, *words: str, given: str = "") -> str:
    """The last line that a module prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        input=given, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise ShimaiError("BENCH_READER", reader=peer.name, reason=reason)
    return done.stdout.splitlines()[-1]


def installed(peer: Peer) -> str | None:
    """The version of the peer's package, or None."""
    try:
        return version(peer.package)
    except PackageNotFoundError:
        return "" if peer.package == "shimai" else None


def _version(peer: Peer) -> str:
    """The version, and of our own steps whether they are compiled."""
    own = peer.package == "shimai" and is_of_today()
    return f"{installed(peer) or ''}{' compiled' if own else ''}"


def measure(
    peer: Peer, gold: Gold, titles: Sequence[str], seconds: float, *, with_score: bool = True
) -> dict[str, Any]:
    """One reader, in this process: ``f1`` (empty without the score), CPU seconds of each of the
    ``passes`` over the titles (one at least), and ``peak``.
    """
    read = peer.make()
    read(gold.titles[:1])
    f1: dict[str, float] = {}
    if with_score:
        f1 = score(gold.answers, [one for part in _parts(gold.titles) for one in read(part)])
        if not peer.whole:
            del f1["roles"], f1["genre"]
    passes: list[float] = []
    while not passes or sum(passes) < seconds:
        begin = time.process_time()
        for part in _parts(titles):
            read(part)
        passes.append(time.process_time() - begin)
    return {"f1": f1, "passes": passes, "peak": _peak()}


def _parts(titles: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(titles), _AT_ONCE):
        yield titles[at : at + _AT_ONCE]


def score(answers: Sequence[Read], found: Sequence[Read]) -> dict[str, float]:
    """F1 by label, of all entities and of roles; the share of right forms; in percent."""
    right: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for wanted, got in zip(answers, found, strict=True):
        for label, *_ in wanted.spans & got.spans:
            right.update((label, "all"))
        for spans in (wanted.spans, got.spans):
            for label, *_ in spans:
                sizes.update((label, "all"))
        right["roles"] += len(wanted.roles & got.roles)
        sizes["roles"] += len(wanted.roles) + len(got.roles)
        right["genre"] += wanted.genre == got.genre
    sizes["genre"] = 2 * len(answers)
    return {kind: 200 * right[kind] / sizes[kind] if sizes[kind] else 0.0 for kind in KINDS}


def _peak() -> float:
    """Peak memory of this process in megabytes. Linux's ``ru_maxrss`` counts the parent's too."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text("ascii", "replace"))
        if found:
            return int(found[1]) / 1024
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Do the task on standard input; the result goes to standard output."""
    task = json.load(sys.stdin)
    gold = read_gold([Path(path) for path in task["gold"]])
    titles = read_catalogues([Path(path) for path in task["catalogues"]])
    peer = next(peer for peer in PEERS if peer.name == task["peer"])
    told = measure(peer, gold, titles, task["seconds"], with_score=task["score"])
    print(json.dumps(told))


if __name__ == "__main__":
    main()
