"""Addresses inside the explorer, and the ids of edges in them. Pure; every page is one level
below the root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from extractors.dates import read_date
from graph_model.schema import load_schema
from loaders.stores.results import CO_MENTIONED, Link
from loaders.stores.selection import FACETS, Selection, selection

_SEPARATOR = ","
#: Between the values of a facet.
_VALUES = "|"


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A selection as it stands in an address: words, facets, and days as the reader typed them,
    in whatever calendar. ``unread`` names the days that could not be understood; they do not
    narrow. ``set_id`` is a working set that the records are taken from.
    """

    selection: Selection
    begin: str = ""
    end: str = ""
    set_id: str = ""
    unread: tuple[str, ...] = ()

    def params(self, **changes: str) -> dict[str, str]:
        """The parameters of the address; ``changes`` win, an empty one removes."""
        asked = self.selection
        found = {"q": asked.text, "from": self.begin, "to": self.end, "set": self.set_id}
        found.update({name: _VALUES.join(values) for name, values in asked.facets})
        return {name: value for name, value in {**found, **changes}.items() if value}

    def toggled(self, facet: str, value: str) -> dict[str, str]:
        """The parameters with one value chosen, or no longer chosen."""
        chosen = self.selection.toggled(facet, value).chosen(facet)
        return self.params(**{facet: _VALUES.join(chosen)})

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.params())


def read_asked(params: Mapping[str, str]) -> Asked:
    """The selection that the parameters of an address ask for; ``among`` of a working set is for
    the page to fill in."""
    facets = {
        name: [value for value in params.get(name, "").split(_VALUES) if value] for name in FACETS
    }
    begin, end = params.get("from", "").strip(), params.get("to", "").strip()
    first, last = read_date(begin), read_date(end)
    unread = [text for text, date in ((begin, first), (end, last)) if text and not date.edtf]
    asked = selection(params.get("q", ""), facets, first.earliest, last.latest)
    return Asked(asked, begin, end, params.get("set", ""), tuple(unread))


def read_query(query: str) -> Asked:
    """The selection of a query string, as ``with`` carries it for a comparison."""
    return read_asked(dict(parse_qsl(query)))
