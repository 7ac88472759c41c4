"""Shared by the reader tests."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from graph_model.record import Record
from loaders.readers import Reject, read_catalogue

CHECKOUT = Path(__file__).parents[3]


def shared_catalogue(name: str) -> Path:
    """A reference catalogue; they are not part of the project, so the test is skipped without
    them."""
    base = os.environ.get("SHIMAI_SHARED", str(CHECKOUT.parent / "shared"))
    path = Path(base) / "data" / "catalogues" / name
    if not path.is_file():
        pytest.skip(f"no reference catalogue {name}; set SHIMAI_SHARED")
    return path


def to_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV text."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def read(path: Path, **options: str | None) -> tuple[list[Record], list[Reject]]:
    """All records and all rejects of a file."""
    entries = list(read_catalogue(path, **options).entries())
    records = [entry for entry in entries if isinstance(entry, Record)]
    return records, [entry for entry in entries if isinstance(entry, Reject)]
