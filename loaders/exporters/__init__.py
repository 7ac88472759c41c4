"""RDF out of the graph: ``nodes`` and ``claims`` map, a format writes, ``iris`` names things."""

from collections.abc import Mapping

from loaders.exporters.base import Exporter, Literal, Part, Profile, Triple
from loaders.exporters.choice import Choice
from loaders.exporters.claims import Style
from loaders.exporters.documents import JsonLd, Turtle
from loaders.exporters.iris import DEFAULT_BASE, Iris
from loaders.exporters.ntriples import NQuads, NTriples
from loaders.exporters.rdfxml import RdfXml
from loaders.exporters.selection import Selection

#: Formats by the value of ``--format``.
EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter for exporter in (NTriples(), NQuads(), RdfXml(), Turtle(), JsonLd())
}

__all__ = [
    "DEFAULT_BASE",
    "EXPORTERS",
    "Choice",
    "Exporter",
    "Iris",
    "JsonLd",
    "Literal",
    "NQuads",
    "NTriples",
    "Part",
    "Profile",
    "RdfXml",
    "Selection",
    "Style",
    "Triple",
    "Turtle",
]
