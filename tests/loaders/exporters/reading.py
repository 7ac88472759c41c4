"""Write a selection and read it back."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyoxigraph
import rdflib

from graph_model.access import Access
from graph_model.schema import load_schema
from loaders.exporters import EXPORTERS, Choice, Iris, Profile, Selection, Style, Triple
from loaders.exporters.choice import Source
from loaders.exporters.namespaces import expand
from tests.loaders.exporters.fake import FakeStore

BASE = "https://example.org/shimai/"


def select(
    store: Source | None = None,
    *,
    profile: Profile = Profile.CORE,
    ids: Sequence[str] = (),
    within: Sequence[str] = (),
    since: str = "",
    reader: Access = Access.OPEN,
    graphs: bool = False,
    quoted: bool = False,
) -> Selection:
    """A selection of the fake graph."""
    return Selection(
        store or FakeStore(),
        load_schema(),
        Iris(BASE),
        style=Style(profile, graphs, quoted),
        choice=Choice(tuple(ids), tuple(within), since),
        reader=reader,
    )


def written(selection: Selection, format: str = "nt") -> bytes:
    """The bytes of an export."""
    out = io.BytesIO()
    EXPORTERS[format].write(selection.parts(), out)
    return out.getvalue()


def graph(data: bytes, format: str = "nt") -> rdflib.Graph:
    """What rdflib reads."""
    names = {"jsonld": "json-ld", "rdf": "xml"}
    return rdflib.Graph().parse(data=data, format=names.get(format, format))


def quads(data: bytes, format: pyoxigraph.RdfFormat = pyoxigraph.RdfFormat.N_TRIPLES) -> set:
    """What pyoxigraph reads."""
    return {(q.subject, q.predicate, q.object) for q in pyoxigraph.parse(data, format=format)}


def thing(id: str) -> str:
    """IRI of a node."""
    return Iris(BASE).thing(id)


def has(triples: set[Triple], subject: str, predicate: str, object: str) -> bool:
    """Whether two nodes are joined by a property."""
    return (thing(subject), expand(predicate), thing(object)) in triples
