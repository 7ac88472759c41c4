"""RDF/XML, streamed through pyoxigraph's serializer: memory stays flat.

Characters that XML 1.0 cannot hold (section 2.2, most control characters) become U+FFFD.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyoxigraph

from loaders.exporters.base import Literal, Part, Quoted, Triple, flat, xml_text
from loaders.exporters.namespaces import PREFIXES

_NODES_KEPT = 10_000


class RdfXml:
    """For programs that read XML only."""

    name = "rdf"
    media_type = "application/rdf+xml"
    streams = True
    quotes = False

    def write(self, parts: Iterable[Part], out: BinaryIO) -> int:
        """Write one document, in the order given; returns the number of triples."""
        terms = Terms()
        # The prefix rdf is declared by the serializer itself.
        prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if prefix != "rdf"}
        pyoxigraph.serialize(
            terms.triples(flat(parts)),
            out,
            format=pyoxigraph.RdfFormat.RDF_XML,
            prefixes=prefixes,
        )
        out.write(b"\n")
        return terms.count


class Terms:
    """Triples as pyoxigraph's terms, counted."""

    def __init__(self) -> None:
        self.count = 0
        self._nodes: dict[str, pyoxigraph.NamedNode] = {}

    def triples(self, triples: Iterable[Triple]) -> Iterator[pyoxigraph.Triple]:
        """The triples, one by one."""
        for subject, predicate, object_ in triples:
            self.count += 1
            yield pyoxigraph.Triple(self._node(subject), self._node(predicate), self._term(object_))

    def _node(self, iri: str) -> pyoxigraph.NamedNode:
        node = self._nodes.get(iri)
        if node is None:
            if len(self._nodes) >= _NODES_KEPT:
                self._nodes.clear()
            node = self._nodes[iri] = pyoxigraph.NamedNode(iri)
        return node

    def _term(self, value: str | Literal | Quoted) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
        if isinstance(value, str):
            return self._node(value)
        if isinstance(value, Quoted):
            raise TypeError("RDF/XML holds no RDF 1.2 triple terms")
        text = xml_text(value.text)
        if value.language:
            return pyoxigraph.Literal(text, language=value.language)
        kind = self._node(value.datatype) if value.datatype else None
        return pyoxigraph.Literal(text, datatype=kind)
