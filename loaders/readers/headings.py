"""Column headings: one spelling for comparison, and the row of a file that holds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import opencc

from graph_model.errors import BadInput
from loaders.readers.base import BLANK, Row

#: The headings are looked for in so many rows that are not blank; a table often has a caption above
#: them.
HEADING_ROWS = 10
_DROPPED = re.compile(r"\((必填|必著|选填|可选|必填项)\)|[*:\s\u200b\ufeff]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_SHOWN = 12
_HEADING_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Normalised headings that the profiles in play know: those of a title, and all of them."""

    titles: frozenset[str]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A heading row: its number, its headings made unlike each other, and how many of them are
    known."""

    row: int
    headings: tuple[str, ...]
    known: int


@cache
def _simplify() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def normalise(heading: str) -> str:
    """The spelling under which headings are compared: NFKC, simplified, lower case, without spaces,
    「*」, 「：」 and 「（必填）」."""
    plain = _simplify().convert(unicodedata.normalize("NFKC", _UNPRINTABLE.sub("", heading)))
    return _DROPPED.sub("", plain).lower()


def distinct(cells: Sequence[str]) -> tuple[str, ...]:
    """Headings for display and as keys: trimmed, an empty one named by its place, a repeated one
    numbered."""
    seen: set[str] = set()
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = _UNPRINTABLE.sub("\ufffd", " ".join(cell.strip(BLANK).split())) or f"第{place}列"
        unique, count = name, 1
        while unique in seen:
            count += 1
            unique = f"{name} ({count})"
        seen.add(unique)
        names.append(unique)
    return tuple(names)


def find_headings(rows: Iterable[Row], vocabulary: Vocabulary) -> Found | None:
    """Among the first rows, the one that has a title column and most known headings; None without
    any."""
    best: Found | None = None
    for row in islice((row for row in rows if not row.blank), HEADING_ROWS):
        names = [normalise(cell) for cell in row.cells if len(cell) <= _HEADING_LENGTH]
        if row.problem is None and vocabulary.titles.intersection(names):
            known = sum(name in vocabulary.known for name in names)
            if best is None or known > best.known:
                best = Found(row.number, distinct(_without_tail(row.cells)), known)
    return best


def not_found(path: Path, rows: Iterable[Row]) -> BadInput:
    """The error for a file without a title column, or without any row."""
    first = next((row for row in rows if not row.blank), None)
    if first is None:
        return BadInput("FILE_EMPTY", file=path)
    names = [name[:20] for name in distinct(first.cells[:_SHOWN])]
    more = ["…"] if len(first.cells) > _SHOWN else []
    return BadInput("FILE_NO_TITLE", file=path, columns="、".join(names + more))


def _without_tail(cells: Sequence[str]) -> Sequence[str]:
    """Without the empty headings that spreadsheets leave at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip(BLANK):
        end -= 1
    return cells[:end]
