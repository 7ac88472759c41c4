"""CSV and TSV. A row may span lines inside quotes; a quote left open costs its own line and no
other."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from loaders.readers.base import EXCERPT, LINE_LIMIT, Row, too_long, unreadable
from loaders.readers.headings import HEADING_ROWS, Found, Vocabulary, find_headings, not_found
from loaders.readers.lines import Lines, LineTooLong, RowTooLong, open_text

DELIMITERS = (",", "\t", ";", "|")
_SNIFF_CHARACTERS = 256 * 1024
#: A row of more lines is not searched for a second way to read it.
_STRAY_LINES = 1000
_QUOTE = "引号不成对", "unbalanced quotation marks"

csv.field_size_limit(LINE_LIMIT)


@dataclass(frozen=True, slots=True)
class DelimitedTable:
    """A delimited file whose encoding, delimiter and headings are known."""

    path: Path
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    heading_row: int

    @property
    def format(self) -> str:
        """tsv when tabs part the cells, csv otherwise."""
        return "tsv" if self.delimiter == "\t" else "csv"

    def rows(self) -> Iterator[Row]:
        """See Table. A row with unbalanced quotes, undecodable bytes or an endless line carries a
        problem."""
        with open_text(self.path, self.encoding) as stream:
            for row in read_rows(Lines(stream), self.delimiter, len(self.headings)):
                if row.number > self.heading_row and not row.blank:
                    yield row


def open_delimited(path: Path, encoding: str, vocabulary: Vocabulary) -> DelimitedTable:
    """Find delimiter and headings in the first rows: the delimiter is the one under which most
    headings are known. Raises BadInput FILE_EMPTY or FILE_NO_TITLE."""
    with open_text(path, encoding) as stream:
        sample = stream.read(_SNIFF_CHARACTERS)
    best: tuple[tuple[int, int], str, Found] | None = None
    for delimiter in DELIMITERS:
        found = find_headings(_first_rows(sample, delimiter), vocabulary)
        if found is None:
            continue
        rank = (found.known, len(found.headings))
        if best is None or rank > best[0]:
            best = rank, delimiter, found
    if best is None:
        counts = [sample[:4096].count(delimiter) for delimiter in DELIMITERS]
        likely = DELIMITERS[counts.index(max(counts))]
        raise not_found(path, _first_rows(sample, likely))
    _, delimiter, found = best
    return DelimitedTable(path, encoding, delimiter, found.headings, found.row)


def _first_rows(sample: str, delimiter: str) -> list[Row]:
    rows = read_rows(Lines(io.StringIO(sample, newline="")), delimiter)
    return list(islice((row for row in rows if not row.blank), HEADING_ROWS))


def read_rows(lines: Lines, delimiter: str, width: int = 0) -> Iterator[Row]:
    """Every physical row, blank ones too, numbered from 1. ``width`` is the number of headings, 0
    when not known yet; it decides whether a row with stray quotes can still be read."""
    number = 0
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        number += 1
        try:
            yield Row(number, next(reader))
        except StopIteration:
            return
        except LineTooLong as error:
            yield Row(number, [error.head], too_long(error.length, limit=LINE_LIMIT))
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        except (csv.Error, RowTooLong):
            cells = _stray_quotes(lines.taken, delimiter, width)
            if cells is not None:
                yield Row(number, cells)
            else:
                line = lines.keep_first().rstrip("\r\n")
                yield Row(number, [_clip(line)], unreadable(*_QUOTE))
            reader = csv.reader(lines, delimiter=delimiter, strict=True)


def _stray_quotes(taken: list[str], delimiter: str, width: int) -> list[str] | None:
    """Cells of a row that breaks the quoting rules and can be read in one way only, with its
    quotation marks kept: it has as many cells as there are headings, and no line of it is a whole
    row by itself."""
    if not width or len(taken) > _STRAY_LINES or sum(map(len, taken)) > LINE_LIMIT:
        return None
    if len(taken) == 1:
        cells = taken[0].rstrip("\r\n").split(delimiter)
        return [_unquote(cell) for cell in cells] if len(cells) == width else None
    if any(len(_loose([line], delimiter)) >= width for line in taken[1:]):
        return None
    cells = _loose(taken, delimiter)
    return cells if len(cells) == width else None


def _loose(lines: list[str], delimiter: str) -> list[str]:
    rows = list(csv.reader(lines, delimiter=delimiter))
    return rows[0] if len(rows) == 1 else []


def _unquote(cell: str) -> str:
    inner = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"')
    return cell


def _clip(line: str) -> str:
    return line if len(line) <= LINE_LIMIT // 64 else f"{line[:EXCERPT]}…[{len(line)}]"
