"""Addresses inside the explorer, and the ids of edges in them. Pure; every page is one level
below the root."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from graph_model.schema import load_schema
from loaders.stores.results import CO_MENTIONED, Link

_SEPARATOR = ","


def href(page: str, lang: str = "zh", /, **params: str) -> str:
    """A relative address: ``href("entity", id="person:x")`` is ``entity?id=person%3Ax``; empty
    values are left out."""
    kept = {name: value for name, value in params.items() if value}
    if lang != "zh":
        kept["lang"] = lang
    return page + ("?" + urlencode(kept) if kept else "")


@dataclass(frozen=True, slots=True)
class EdgeRef:
    """An edge of a drawn network as it stands in an address: ``person:a,SENT_TO,person:b``."""

    source: str
    type: str
    target: str

    def __str__(self) -> str:
        return _SEPARATOR.join((self.source, self.type, self.target))


def edge_ref(link: Link) -> EdgeRef:
    """The reference of a link; the ends of an undirected one in a fixed order."""
    source, target = link.source, link.target
    if link.type == CO_MENTIONED and target < source:
        source, target = target, source
    return EdgeRef(source, link.type, target)


def read_edge(text: str) -> EdgeRef | None:
    """The reference in an address, or None when it is not one."""
    parts = text.split(_SEPARATOR)
    if len(parts) != 3 or not all(parts):
        return None
    source, type, target = parts
    if type != CO_MENTIONED and type not in load_schema().edges:
        return None
    return EdgeRef(source, type, target)
