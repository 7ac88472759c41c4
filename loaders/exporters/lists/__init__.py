"""Lists of chosen records and entities as files: CSV, XLSX, DOCX, GraphML, RDF.

What the reader may not see is left out, and how many that were is not said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_model.access import Access
from loaders.exporters.lists.documents import Docx
from loaders.exporters.lists.graph import GraphMl, Rdf
from loaders.exporters.lists.items import Kind, items_of
from loaders.exporters.lists.tables import Csv, Xlsx
from loaders.stores.base import GraphStore

#: Kinds of files by name.
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (Csv(), Xlsx(), Docx(), GraphMl(), Rdf())}


def write(
    name: str,
    store: GraphStore,
    ids: Sequence[str],
    reader: Access,
    notes: Mapping[str, str],
    *,
    title: str,
    language: str,
) -> bytes:
    """One file of the kind ``name`` with the nodes of the ids, in this order, and the notes on
    them."""
    items = items_of(store, ids, reader, notes)
    return KINDS[name].write(store, items, reader, title=title, language=language)


__all__ = ["KINDS", "Kind", "write"]
