"""DOCX: a list to print, with reference codes, one numbered paragraph a record."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from graph_model.access import Access
from loaders.exporters.lists.items import Item, clean, type_name
from loaders.stores.base import GraphStore

_FONT = "宋体"
_TEXTS = {
    "zh": {"none": "（空）", "version": "数据版本", "undated": "无日期"},
    "en": {"none": "(empty)", "version": "Data version", "undated": "undated"},
}


class Docx:
    """Title, data version, then the nodes in order with reference code, date, holder and note."""

    name, suffix = "docx", "docx"
    mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def write(
        self,
        store: GraphStore,
        items: Sequence[Item],
        reader: Access,  # noqa: ARG002
        *,
        title: str,
        language: str,
    ) -> bytes:
        """See Kind."""
        words = _TEXTS["zh" if language == "zh" else "en"]
        document = Document()
        style = document.styles["Normal"]
        style.font.name, style.font.size = _FONT, Pt(10.5)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
        document.add_heading(clean(title), level=1)
        version = store.get_state("graph_version") or "—"
        document.add_paragraph(f"{words['version']} {version}")
        for item in items:
            _entry(document, item, words, language)
        if not items:
            document.add_paragraph(words["none"])
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _entry(document: Any, item: Item, words: dict[str, str], language: str) -> None:
    first = document.add_paragraph(style="List Number")
    first.add_run(item.cell("name")).bold = True
    if item.node.label == "Record":
        date = item.cell("date_text") or words["undated"]
        parts = [item.cell("reference_code"), date, *map(item.cell, ("creator", "holder"))]
    else:
        parts = [type_name(item.node, language)]
    first.add_run("\n" + "　".join(part for part in parts if part))
    if item.note:
        first.add_run("\n" + item.note).italic = True
