"""What a list holds of each node, and the contract of a kind of file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph_model.access import Access
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.exporters.base import repaired
from loaders.stores.base import GraphStore

#: Properties of a record that a list shows, in order.
COLUMNS = (
    "reference_code", "name", "date_text", "date_earliest", "date_latest", "creator", "addressee",
    "genre", "fonds", "holder", "access_text",
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A node and the note on it."""

    node: Node
    note: str = ""

    def cell(self, name: str) -> str:
        """A property as text; the name of an entity stands under ``name`` too."""
        value = self.node.name if name == "name" else self.node.properties.get(name, "")
        if isinstance(value, list | tuple):
            return clean("、".join(map(str, value)))
        return clean(str(value)) if value is not None else ""


class Kind(Protocol):
    """A kind of file."""

    @property
    def name(self) -> str:
        """Its name in addresses and texts."""
        ...

    @property
    def suffix(self) -> str:
        """The end of a file's name."""
        ...

    @property
    def mime(self) -> str:
        """Its media type."""
        ...

    def write(
        self,
        store: GraphStore,
        items: Sequence[Item],
        reader: Access,
        *,
        title: str,
        language: str,
    ) -> bytes:
        """The whole file."""
        ...


def items_of(
    store: GraphStore, ids: Iterable[str], reader: Access, notes: Mapping[str, str]
) -> list[Item]:
    """The nodes that the reader sees, in the order of the ids."""
    return [Item(node, clean(notes.get(node.id, ""))) for node in store.nodes(list(ids), reader)]


def clean(text: str) -> str:
    """The text as XML and spreadsheets can hold it: control characters become blanks."""
    return _CONTROL.sub(" ", repaired(text))


def column_name(name: str, language: str) -> str:
    """The heading of a column, in the schema's words."""
    prop = load_schema().nodes["Record"].properties[name]
    return prop.zh if language == "zh" else prop.en


def type_name(node: Node, language: str) -> str:
    """``人物`` or ``Person``."""
    return load_schema().nodes[node.label].name(language)
