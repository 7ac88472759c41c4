"""Small catalogue files, made where a test needs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write text or bytes to a file and return its path."""

    def make(content: str | bytes, name: str = "目录.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets (name -> rows) to an .xlsx file."""

    def make(**sheets: Sequence[Sequence[object]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / "目录.xlsx"
        book.save(path)
        return path

    return make
