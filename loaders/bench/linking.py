"""Linking and pairs measured on the judged tables of ``tests/linking``, by halves."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

from extractors.dates import read_date
from extractors.linking import Link, Linker
from extractors.linking.context import context
from extractors.pipeline import read_title
from extractors.resolution.compare import Comparer, Named
from extractors.text import plain
from graph_model.errors import BadInput
from graph_model.mention import Label, Mention

NIL = "NIL"


class JudgedLink(NamedTuple):
    """A row of ``links.tsv``."""

    title: str
    date: str
    mention: str
    label: str
    expected: str
    kind: str


@dataclass(slots=True)
class Accuracy:
    """Right answers by kind, and what was wrong: row and answer."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[JudgedLink, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right answers in percent."""
        return 100 * self.right.total() / max(1, self.asked.total())


def half(cells: Sequence[str]) -> str:
    """``tune`` or ``test``, by a hash of the row's key."""
    key = "|".join(cells).encode()
    return ("tune", "test")[hashlib.sha256(key).digest()[0] % 2]


def read_rows(path: Path) -> list[list[str]]:
    """Cells of a judged table, without its heading."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        raise BadInput("FILE_MISSING", file=path) from None
    return [line.split("\t") for line in lines[1:]]


def read_links(path: Path, wanted: str) -> list[JudgedLink]:
    """The judged links of one half."""
    rows = [JudgedLink(*cells) for cells in read_rows(path)]
    return [row for row in rows if half(row[:4]) == wanted]


def ask(linker: Linker, row: JudgedLink) -> str:
    """The linker's answer to a judged link: an id or NIL."""
    date = read_date(row.date)
    where = context(row.title, date.earliest, date.latest)
    label = cast(Label, "OFFICE" if row.label == "HOLDER" else row.label)
    start = row.title.index(row.mention)
    asked = Mention(start, start + len(row.mention), label, row.mention, "judged", 1.0)
    others = [
        m for m in read_title(row.title).mentions if m.end <= asked.start or m.start >= asked.end
    ]
    mentions = sorted([asked, *others], key=lambda m: m.start)
    link: Link = linker.link(mentions, where)[mentions.index(asked)]
    if row.label == "HOLDER":
        return link.holder.entity_id if link.holder else NIL
    return link.entity_id or NIL


def measure_links(linker: Linker, rows: Sequence[JudgedLink]) -> Accuracy:
    """Ask all."""
    found = Accuracy()
    for row in rows:
        answer = ask(linker, row)
        found.asked[row.kind] += 1
        if answer == row.expected:
            found.right[row.kind] += 1
        else:
            found.wrong.append((row, answer))
    return found


class JudgedPair(NamedTuple):
    """A row of ``pairs.tsv``."""

    label: str
    first: str
    first_date: str
    first_title: str
    second: str
    second_date: str
    second_title: str
    same: str
    kind: str


class Scores(NamedTuple):
    """Counts over pairs, and F1 of "same" in percent."""

    hit: int
    false: int
    missed: int

    @property
    def f1(self) -> float:
        """F1 of the pairs called the same."""
        return 200 * self.hit / max(1, 2 * self.hit + self.false + self.missed)


#: Says of a judged pair how likely it is one thing, from 0 to 1.
PairScorer = Callable[[JudgedPair], float]


def read_pairs(path: Path, wanted: str) -> list[JudgedPair]:
    """The judged pairs of one half."""
    rows = [JudgedPair(*cells) for cells in read_rows(path)]
    return [row for row in rows if half(row[:7]) == wanted]


def make_pair_scorer(linker: Linker) -> PairScorer:
    """Ours: both names linked in their own context, then compared."""
    comparer = Comparer(linker.index)

    def score(row: JudgedPair) -> float:
        first = _named(linker, row.label, row.first, row.first_date, row.first_title)
        second = _named(linker, row.label, row.second, row.second_date, row.second_title)
        return comparer.compare(first, second).score

    return score


def _named(linker: Linker, label: str, name: str, date: str, title: str) -> Named:
    said = read_date(date)
    where = context(title or name, said.earliest, said.latest)
    others = [m for m in read_title(title).mentions if m.text not in name] if title else []
    company = [link.entity_id for link in linker.link(others, where) if link.entity_id]
    found = linker.one(label, name, where, company=company)
    beside = frozenset(plain(m.text) for m in others if m.label != "DATE")
    return Named(label, plain(name), where.first, where.last, beside, found.entity_id)


def measure_pairs(
    score: PairScorer, rows: Sequence[JudgedPair], threshold: float = 0.5
) -> tuple[Scores, list[tuple[JudgedPair, float]]]:
    """Counts, and the pairs judged otherwise."""
    hit = false = missed = 0
    wrong = []
    for row in rows:
        found = score(row)
        says, same = found >= threshold, row.same == "1"
        hit += says and same
        false += says and not same
        missed += same and not says
        if says != same:
            wrong.append((row, found))
    return Scores(hit, false, missed), wrong
