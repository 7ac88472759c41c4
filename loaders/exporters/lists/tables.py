"""CSV and XLSX: one row a node. A cell that a spreadsheet would take for a formula is text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from graph_model.access import Access
from loaders.exporters.lists.items import COLUMNS, Item, column_name, type_name
from loaders.stores.base import GraphStore

_HEADS = {"zh": ("类型", "备注", "标识"), "en": ("type", "note", "id")}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(items: Sequence[Item], language: str) -> Iterator[list[str]]:
    """The heading, then a row a node."""
    type_head, note_head, id_head = _HEADS["zh" if language == "zh" else "en"]
    names = [column_name(name, language) for name in COLUMNS]
    yield [type_head, *names, note_head, id_head]
    for item in items:
        cells = [item.cell(name) for name in COLUMNS]
        yield [type_name(item.node, language), *cells, item.note, item.node.id]


class Csv:
    """UTF-8 with a byte-order mark, as spreadsheets expect. A cell that begins like a formula
    gets an apostrophe before it."""

    name, suffix, mime = "csv", "csv", "text/csv"

    def write(
        self,
        store: GraphStore,  # noqa: ARG002
        items: Sequence[Item],
        reader: Access,  # noqa: ARG002
        *,
        title: str,  # noqa: ARG002
        language: str,
    ) -> bytes:
        """See Kind."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        for row in rows(items, language):
            writer.writerow(["'" + c if c.startswith(_FORMULA) else c for c in row])
        return out.getvalue().encode("utf-8-sig")


class Xlsx:
    """One sheet; all cells are text."""

    name, suffix = "xlsx", "xlsx"
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def write(
        self,
        store: GraphStore,  # noqa: ARG002
        items: Sequence[Item],
        reader: Access,  # noqa: ARG002
        *,
        title: str,  # noqa: ARG002
        language: str,
    ) -> bytes:
        """See Kind."""
        book = Workbook(write_only=True)
        sheet = book.create_sheet("目录" if language == "zh" else "list")
        sheet.freeze_panes = "A2"
        for number, width in enumerate((8, 20, 60, 14, 12, 12, 18, 18, 8, 20, 20, 10, 40, 26)):
            sheet.column_dimensions[chr(ord("A") + number)].width = width
        for number, row in enumerate(rows(items, language)):
            cells = []
            for text in row:
                cell = WriteOnlyCell(sheet, value=text)
                cell.data_type = "s"
                cell.font = Font(bold=number == 0)
                cells.append(cell)
            sheet.append(cells)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
