"""What every catalogue reader hands on: where it comes from, its rows, and rows that cannot be
used."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from graph_model.errors import MESSAGES

#: Longest cell that is taken, in characters: one more than a spreadsheet cell can hold.
CELL_LIMIT = 32_768
#: Longest physical line, and longest row of several lines, that is held in memory, in characters.
LINE_LIMIT = 16 * 1024 * 1024
#: How much of an over-long cell is kept in a reject, in characters.
EXCERPT = 200
#: Trimmed from both ends of every cell. SUB ends files written under DOS.
BLANK = " \t\r\n\u00a0\u3000\u200b\ufeff\x1a"


class Problem(NamedTuple):
    """Why a row cannot be used, before its file and cells are known: a code of ``MESSAGES``, the
    heading of the column, and what fills the message in each language."""

    code: str
    column: str = ""
    zh: Mapping[str, Any] = {}
    en: Mapping[str, Any] = {}


class Row(NamedTuple):
    """One physical row. ``number`` counts from 1 and includes headings and blank rows; ``flags``
    names what the format did to a cell, as (column index from 0, ``"date"`` | ``"number"`` |
    ``"error"``)."""

    number: int
    cells: Sequence[str]
    problem: Problem | None = None
    flags: tuple[tuple[int, str], ...] = ()

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything; a blank row is not an entry."""
        return self.problem is None and not any(cell.strip(BLANK) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec name that Python knows, and in one sentence how it was decided."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Source:
    """A catalogue file as opened. ``digest`` is the SHA-256 of its bytes in hex; ``delimiter`` is
    empty unless the format is csv or tsv, ``sheet`` unless it is xlsx, and ``heading_row`` is 0 for
    jsonl."""

    path: Path
    format: str
    digest: str
    headings: tuple[str, ...]
    heading_row: int
    encoding: Encoding | None = None
    delimiter: str = ""
    sheet: str = ""

    @property
    def name(self) -> str:
        """File name without folders, as records and rejects carry it."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was set aside: where, why in zh and en, and its cells as a JSON list. A cell above
    ``CELL_LIMIT`` is kept as an excerpt followed by its length."""

    file: str
    row: int
    column: str
    code: str
    zh: str
    en: str
    raw: str


class Table(Protocol):
    """An opened file of any format; ``rows`` may be called again and starts over each time."""

    @property
    def format(self) -> str:
        """csv, tsv, xlsx or jsonl."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Column names, no two alike."""

    @property
    def heading_row(self) -> int:
        """Number of the row that holds the headings; 0 where the format has none."""

    def rows(self) -> Iterator[Row]:
        """The rows after the headings, in file order, without blank ones; reads as it goes."""


def reject(file: str, row: Row, problem: Problem) -> Reject:
    """The reject that ``problem`` makes of ``row``."""
    _, zh, en = MESSAGES[problem.code]
    return Reject(
        file=file,
        row=row.number,
        column=problem.column,
        code=problem.code,
        zh=zh.format(**problem.zh),
        en=en.format(**(problem.en or problem.zh)),
        raw=json.dumps([_excerpt(cell) for cell in row.cells], ensure_ascii=False),
    )


def unreadable(zh: str, en: str, column: str = "") -> Problem:
    """A ROW_UNREADABLE problem with its reason in both languages."""
    return Problem("ROW_UNREADABLE", column, {"reason": zh}, {"reason": en})


def too_long(length: int, column: str = "", limit: int = CELL_LIMIT) -> Problem:
    """A ROW_CELL_TOO_LONG problem; lengths in characters."""
    return Problem("ROW_CELL_TOO_LONG", column, {"length": length, "limit": limit})


def _excerpt(cell: str) -> str:
    return cell if len(cell) <= CELL_LIMIT else f"{cell[:EXCERPT]}…[{len(cell)}]"
