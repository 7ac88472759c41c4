"""Excel workbooks (.xlsx), every value as text. What Excel did to a cell cannot be undone; it is
flagged."""

from __future__ import annotations

import datetime
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from graph_model.errors import BadInput
from loaders.readers.base import Row
from loaders.readers.headings import Found, Vocabulary, find_headings, not_found

#: A workbook that unpacks to more bytes is refused before it fills the memory.
UNPACKED_LIMIT = 4 * 1024**3
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, EOFError, OSError, RuntimeError, zlib.error, struct.error,
)  # fmt: skip
_ZEROS = re.compile("0+")


@dataclass(frozen=True, slots=True)
class XlsxTable:
    """One sheet whose headings are known."""

    path: Path
    sheet: str
    headings: tuple[str, ...]
    heading_row: int

    @property
    def format(self) -> str:
        """Always xlsx."""
        return "xlsx"

    def rows(self) -> Iterator[Row]:
        """See Table. Raises BadInput FILE_UNREADABLE when the workbook breaks off."""
        with _workbook(self.path) as book:
            for row in _rows(self.path, book[self.sheet]):
                if row.number > self.heading_row and not row.blank:
                    yield row


def open_xlsx(path: Path, vocabulary: Vocabulary, sheet: str | None = None) -> XlsxTable:
    """Open ``sheet`` (its name, or its place counted from 1), or the first visible sheet with a
    title column.

    Raises BadInput FILE_UNREADABLE, FILE_NO_TITLE, FILE_EMPTY, or USAGE when there is no such
    sheet.
    """
    with _workbook(path) as book:
        visible = [ws for ws in book.worksheets if ws.sheet_state == "visible"]
        sheets = [_named(book, sheet)] if sheet else visible or book.worksheets
        for candidate in sheets:
            found: Found | None = find_headings(_rows(path, candidate), vocabulary)
            if found is not None:
                return XlsxTable(path, candidate.title, found.headings, found.row)
        rows = (row for candidate in sheets for row in _rows(path, candidate))
        raise not_found(path, rows)


def _named(book: Any, sheet: str) -> Any:
    names = [ws.title for ws in book.worksheets]
    if sheet in names:
        return book[sheet]
    if sheet.isdecimal() and 0 < int(sheet) <= len(names):
        return book.worksheets[int(sheet) - 1]
    known = "、".join(names)
    raise BadInput(
        "USAGE",
        zh=f"没有名为“{sheet}”的工作表；现有：{known}。",
        en=f"There is no sheet {sheet!r}; there are: {known}.",
    )


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > UNPACKED_LIMIT:
                raise BadInput(
                    "FILE_UNREADABLE", file=path, reason="解压后超过 / unpacks to over 4 GiB"
                )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except _BROKEN as error:
        raise _unreadable(path, error) from None
    try:
        yield book
    finally:
        book.close()


def _rows(path: Path, sheet: Any) -> Iterator[Row]:
    """Every physical row. The size that a sheet states is often wrong and is not believed."""
    sheet.reset_dimensions()
    number = 0
    rows = sheet.iter_rows(min_row=1, min_col=1)
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except _BROKEN as error:
            raise _unreadable(path, f"第 {number + 1} 行 / row {number + 1}: {error}") from None
        number += 1
        yield _row(number, cells)


def _row(number: int, cells: Sequence[Any]) -> Row:
    texts: list[str] = []
    flags: list[tuple[int, str]] = []
    for column, cell in enumerate(cells):
        value = cell.value
        if isinstance(value, str):
            texts.append(value.replace("_x000D_", "").replace("_x000A_", "\n"))
            if cell.data_type == "e":
                flags.append((column, "error"))
        elif value is None:
            texts.append("")
        else:
            text, flag = _text(value, cell.number_format or "")
            texts.append(text)
            flags.append((column, flag))
    return Row(number, texts, None, tuple(flags))


def _text(value: Any, number_format: str) -> tuple[str, str]:
    """A value that is no text as text, and what it was: days as YYYY-MM-DD, whole numbers without
    .0, a number shown with leading zeros with them."""
    if isinstance(value, bool):
        return str(value).upper(), "value"
    if isinstance(value, datetime.datetime):
        whole_day = value.time() == datetime.time()
        return (value.date().isoformat() if whole_day else value.isoformat(" ")), "date"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat(), "date"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(number_format) and len(number_format) > 1:
        return str(value).zfill(len(number_format)), "value"
    return str(value), "number" if isinstance(value, int | float) else "value"


def _unreadable(path: Path, error: object) -> BadInput:
    return BadInput("FILE_UNREADABLE", file=path, reason=f"工作簿已损坏 / broken workbook: {error}")
