"""Write the rows that were set aside, for people to mend in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graph_model.errors import BadInput
from loaders.readers.base import Reject

COLUMNS = ("row", "column", "code", "reason_zh", "reason_en", "raw")
#: A spreadsheet would run a cell that starts with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@contextmanager
def rejects_csv(path: str | Path) -> Iterator[Callable[[Reject], None]]:
    """Open a CSV (UTF-8 with BOM, columns ``COLUMNS``) and give the function that writes one reject
    to it.

    A cell that a spreadsheet would take for a formula gets a leading apostrophe. Raises BadInput
    OUTPUT_UNWRITABLE.
    """
    try:
        out = Path(path).open(  # noqa: SIM115 - closed by the with below
            "w", encoding="utf-8-sig", errors="backslashreplace", newline=""
        )
    except OSError as error:
        raise BadInput("OUTPUT_UNWRITABLE", file=path, reason=error.strerror or error) from None
    with out:
        writer = csv.writer(out)

        def put(cells: Sequence[str]) -> None:
            try:
                writer.writerow([_harmless(cell) for cell in cells])
            except OSError as error:
                reason = error.strerror or error
                raise BadInput("OUTPUT_UNWRITABLE", file=path, reason=reason) from None

        def write(item: Reject) -> None:
            put((str(item.row), item.column, item.code, item.zh, item.en, item.raw))

        put(COLUMNS)
        yield write


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
