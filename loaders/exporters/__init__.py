"""RDF out of the graph: ``nodes`` and ``claims`` map, a format writes, ``iris`` names things."""

from collections.abc import Mapping

from loaders.exporters.base import Exporter, Literal, Profile, Triple
from loaders.exporters.documents import JsonLd, Turtle
from loaders.exporters.iris import DEFAULT_BASE, Iris
from loaders.exporters.ntriples import NTriples
from loaders.exporters.selection import Selection

#: Formats by the value of ``--format``.
EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter for exporter in (NTriples(), Turtle(), JsonLd())
}

__all__ = [
    "DEFAULT_BASE",
    "EXPORTERS",
    "Exporter",
    "Iris",
    "JsonLd",
    "Literal",
    "NTriples",
    "Profile",
    "Selection",
    "Triple",
    "Turtle",
]
