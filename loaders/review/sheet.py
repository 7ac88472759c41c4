"""The queue as a spreadsheet (CSV or XLSX), and the answers back out of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook

from graph_model.access import Access
from graph_model.decision import Decision, DecisionRefused, Verdict
from graph_model.errors import BadInput
from loaders.review.queue import Item
from loaders.stores.base import GraphStore

COLUMNS = (
    "decision 判定", "reason 理由", "kind", "first", "first name", "second", "second name", "score",
    "why 依据", "records", "first example", "second example", "sources",
)  # fmt: skip
#: What people write in the first column.
ANSWERS = {
    "same": Verdict.SAME, "同": Verdict.SAME, "是": Verdict.SAME, "同一": Verdict.SAME,
    "not_same": Verdict.NOT_SAME, "不同": Verdict.NOT_SAME, "否": Verdict.NOT_SAME,
    "unsure": Verdict.UNSURE, "存疑": Verdict.UNSURE, "split": Verdict.SPLIT, "拆分": Verdict.SPLIT,
    "whole": Verdict.WHOLE, "不拆": Verdict.WHOLE,
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(items: Iterable[Item], store: GraphStore, reader: Access) -> Iterator[list[str]]:
    """One row an item, the answer left empty."""
    for item in items:
        ids = [id for id in (item.first, item.second) if id]
        names = {node.id: node.name for node in store.nodes(ids, reader)}
        second = item.second or item.first
        examples = [_example(store, item.first, reader), _example(store, second, reader)]
        if item.kind == "split":
            shown = store.nodes(item.sources[:1], reader)
            examples[1] = shown[0].name if shown else ""
        yield [
            "", "", item.kind, item.first, names.get(item.first, ""), item.second,
            names.get(item.second, ""), f"{item.score:.2f}", item.why[0],
            f"{item.records[0]} + {item.records[1]}", *examples, " ".join(item.sources),
        ]  # fmt: skip


def _example(store: GraphStore, id: str, reader: Access) -> str:
    hits = store.records(id, reader, limit=1).hits
    return hits[0].node.name if hits else ""


def write_sheet(path: Path, items: Iterable[Item], store: GraphStore, reader: Access) -> int:
    """Write the queue; returns how many rows. Text that a spreadsheet would take for a formula is
    written so that it stays text.
    """
    table = list(rows(items, store, reader))
    try:
        if path.suffix.lower() == ".xlsx":
            _write_xlsx(path, table)
        else:
            with path.open("w", encoding="utf-8-sig", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(COLUMNS)
                writer.writerows([_harmless(cell) for cell in row] for row in table)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput("OUTPUT_UNWRITABLE", file=path, reason=reason) from None
    return len(table)


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _write_xlsx(path: Path, table: Sequence[Sequence[str]]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    for number, row in enumerate(table, 2):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, text)
            cell.data_type = "s"
    sheet.freeze_panes = "C2"
    book.save(path)


def read_sheet(path: Path, *, user: str) -> list[Decision]:
    """The decisions of the rows that have an answer; raises REVIEW_ANSWER with the row where an
    answer is not understood.
    """
    decisions = []
    for number, cells in enumerate(_cells(path), 2):
        answer = cells[0].strip().lower()
        if not answer:
            continue
        verdict = ANSWERS.get(answer)
        kind, first, second = cells[2], cells[3], cells[5]
        if kind == "split" and verdict is Verdict.SAME:
            verdict = Verdict.WHOLE
        of_records = verdict in (Verdict.SPLIT, Verdict.WHOLE)
        if verdict is None or of_records != (kind == "split"):
            raise DecisionRefused(
                "REVIEW_ANSWER", file=path, row=number, answer=cells[0], allowed=" ".join(ANSWERS)
            )
        sources = tuple(cells[12].split())
        item = Item(kind, first, second, 0.0, (0, 0), ("", ""), 0.0, sources)
        decisions.append(item.decision(verdict, user=user, reason=cells[1].strip()))
    return decisions


def _cells(path: Path) -> Iterator[list[str]]:
    """Rows below the heading, filled up to all columns."""
    try:
        if path.suffix.lower() == ".xlsx":
            sheet = load_workbook(path, read_only=True, data_only=True).active
            assert sheet is not None
            table = [
                ["" if cell is None else str(cell) for cell in row]
                for row in sheet.iter_rows(values_only=True)
            ]
        else:
            with path.open(encoding="utf-8-sig", newline="") as source:
                table = list(csv.reader(source))
    except FileNotFoundError:
        raise BadInput("FILE_MISSING", file=path) from None
    except (OSError, UnicodeDecodeError, ValueError, KeyError) as error:
        raise BadInput("FILE_UNREADABLE", file=path, reason=error) from None
    if not table or tuple(table[0][:6]) != COLUMNS[:6]:
        reason = "not a review sheet / 不是审核表"
        raise BadInput("FILE_UNREADABLE", file=path, reason=reason)
    for row in table[1:]:
        yield row + [""] * (len(COLUMNS) - len(row))
